/** The workflows of examples/, as they come into n8n. */
import fs from 'node:fs';
import path from 'node:path';
import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { ROOT } from '../n8n/driver';
import type { CredentialRef, N8nClient, StoredWorkflow, WorkflowDraft } from '../n8n/driver';

export type Stored = Pick<StoredWorkflow, 'id' | 'name'>;

/** The examples, the simplest first. */
export function readExamples(): WorkflowDraft[] {
	const dir = path.join(ROOT, 'examples');
	return fs
		.readdirSync(dir)
		.filter((file) => file.endsWith('.json'))
		.map((file) => JSON.parse(fs.readFileSync(path.join(dir, file), 'utf8')) as WorkflowDraft)
		.sort((one, other) => one.nodes.length - other.nodes.length);
}

/** Whether a node with these parameters asks for a credential of this type. */
function asksFor(node: INode, need: NonNullable<INodeTypeDescription['credentials']>[number]): boolean {
	const shown = Object.entries(need.displayOptions?.show ?? {});
	return shown.every(([name, values]) => (values as unknown[] | undefined)?.includes(node.parameters[name]));
}

/** What a person does after importing an example: choose the account in every node that needs one. */
export function chooseCredentials(
	workflow: WorkflowDraft,
	types: INodeTypeDescription[],
	accounts: CredentialRef[],
): WorkflowDraft {
	const nodes = workflow.nodes.map((node) => {
		const needs = types.find(({ name }) => name === node.type)?.credentials ?? [];
		const wanted = needs.filter((need) => asksFor(node, need)).map(({ name }) => name);
		const chosen = accounts.filter(({ type }) => wanted.includes(type));
		if (chosen.length === 0) return node;
		return {
			...node,
			credentials: Object.fromEntries(chosen.map(({ id, name, type }) => [type, { id, name }])),
		};
	});
	return { ...workflow, nodes };
}

/** Imports the examples that n8n does not have yet; what a person has changed in one stays. */
export async function importExamples(n8n: N8nClient, accounts: CredentialRef[]): Promise<Stored[]> {
	const [types, present] = await Promise.all([n8n.nodeTypes(), n8n.workflows()]);
	const stored: Stored[] = [];
	for (const example of readExamples()) {
		const known = present.find(({ name }) => name === example.name);
		stored.push(known ?? (await n8n.importWorkflow(chooseCredentials(example, types, accounts))));
	}
	return stored;
}
