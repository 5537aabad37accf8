/** The examples as somebody reads them who has just imported one; that they run is seen by tools/demo.mjs --check. */
import type { INode } from 'n8n-workflow';

import { readExamples } from '../../tools/demo/examples';

const OURS = 'n8n-nodes-bot-gateway.';

const isNote = ({ type }: INode): boolean => type.endsWith('.stickyNote');

const notesOf = (nodes: readonly INode[]): string =>
	nodes
		.filter(isNote)
		.map(({ parameters }) => String(parameters.content))
		.join('\n');

describe.each(readExamples())('$file', ({ workflow }) => {
	const { nodes, connections = {} } = workflow;
	const notes = notesOf(nodes);

	it('begins with a note that says by number what to do', () => {
		expect(nodes[0] && isNote(nodes[0])).toBe(true);
		expect(notes).toMatch(/^## .+\n\n(?:.+\n\n)?1\. /);
	});

	it('names in a note every node in which an account has to be chosen', () => {
		const missing = nodes
			.filter(({ type, disabled }) => type.startsWith(OURS) && disabled !== true)
			.filter(({ name }) => !notes.includes(`**${name}**`));
		expect(missing.map(({ name }) => name)).toEqual([]);
	});

	it('names no node that is not there, and connects all that are', () => {
		const names = nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const targets = Object.values(connections).flatMap((outputs) =>
			Object.values(outputs).flatMap((lists) =>
				lists.flatMap((list) => (list ?? []).map(({ node }) => node)),
			),
		);
		for (const name of [...Object.keys(connections), ...targets]) expect(names).toContain(name);
		const read = [...JSON.stringify(nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
		for (const name of read) expect(names).toContain(name);
		const tied = new Set([...Object.keys(connections), ...targets]);
		expect(nodes.filter((one) => !isNote(one) && !tied.has(one.name))).toEqual([]);
	});

	it('holds nothing of whoever drew it: no account, no instance, no address of a machine, no pinned data', () => {
		for (const { credentials } of nodes) expect(credentials).toBeUndefined();
		expect(Object.keys(workflow)).not.toEqual(expect.arrayContaining(['meta', 'id', 'versionId', 'active']));
		expect((workflow as { pinData?: object }).pinData ?? {}).toEqual({});
		expect(JSON.stringify(workflow)).not.toMatch(
			/localhost|127\.0\.0\.1|\b\d{8,10}:[\w-]{30,}|\bsk-[\w-]{10,}/,
		);
		const hosts = [...JSON.stringify(workflow).matchAll(/https?:\/\/([^/"\\?`]+)/g)].map(([, host]) => host);
		for (const host of hosts) expect(['example.com', 't.me']).toContain(host);
	});
});
