/** The workflows of examples/, as they come into n8n. */
import fs from 'node:fs';
import path from 'node:path';
import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { ROOT } from '../n8n/driver';
import type { CredentialRef, N8nClient, StoredWorkflow, WorkflowDraft } from '../n8n/driver';

export interface Example {
	/** Its file's name without the ending. */
	file: string;
	workflow: WorkflowDraft;
}

/** An example as n8n has it. */
export type Stored = Pick<StoredWorkflow, 'id' | 'name'> & Pick<Example, 'file'>;

/** The examples, the simplest first. */
export function readExamples(): Example[] {
	const dir = path.join(ROOT, 'examples');
	return fs
		.readdirSync(dir)
		.filter((name) => name.endsWith('.json'))
		.map((name) => ({
			file: path.basename(name, '.json'),
			workflow: JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8')) as WorkflowDraft,
		}))
		.sort((one, other) => one.workflow.nodes.length - other.workflow.nodes.length);
}

type Need = NonNullable<INodeTypeDescription['credentials']>[number];

/** Whether the panel of a node with these parameters shows a credential of this type. */
function asksFor(node: INode, need: Need, { properties }: INodeTypeDescription): boolean {
	const { show = {}, hide = {} } = need.displayOptions ?? {};
	const valueOf = (name: string): unknown =>
		node.parameters[name] ?? properties.find((property) => property.name === name)?.default;
	const fits = ([name, values]: [string, unknown]): boolean =>
		Array.isArray(values) && values.includes(valueOf(name));
	return Object.entries(show).every(fits) && !Object.entries(hide).some(fits);
}

/** What a person does after importing an example: choose the account in every node that needs one. */
export function chooseCredentials(
	workflow: WorkflowDraft,
	types: INodeTypeDescription[],
	accounts: CredentialRef[],
): WorkflowDraft {
	const nodes = workflow.nodes.map((node) => {
		const type = types.find(({ name }) => name === node.type);
		const needs = type?.credentials ?? [];
		const wanted = needs.filter((need) => type && asksFor(node, need, type)).map(({ name }) => name);
		const chosen = accounts.filter(({ type }) => wanted.includes(type));
		if (chosen.length === 0) return node;
		return {
			...node,
			credentials: Object.fromEntries(chosen.map(({ id, name, type }) => [type, { id, name }])),
		};
	});
	return { ...workflow, nodes };
}

/** What a person pastes into nodes that send tracked links: the address of the workflow's own trigger. */
export function pasteAddress(workflow: WorkflowDraft, url: string): WorkflowDraft {
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.botGatewayTrigger'));
	const address = `${url}/webhook/${trigger?.webhookId ?? ''}/link`;
	const filled = JSON.stringify(workflow).replaceAll('"address":""', `"address":"${address}"`);
	return JSON.parse(filled) as WorkflowDraft;
}

/** Imports the examples that n8n does not have yet; what a person has changed in one stays. */
export async function importExamples(n8n: N8nClient, accounts: CredentialRef[]): Promise<Stored[]> {
	const [types, present] = await Promise.all([n8n.nodeTypes(), n8n.workflows()]);
	const stored: Stored[] = [];
	for (const { file, workflow } of readExamples()) {
		const known = present.find(({ name }) => name === workflow.name);
		const ready = pasteAddress(chooseCredentials(workflow, types, accounts), n8n.url);
		const { id, name } = known ?? (await n8n.importWorkflow(ready));
		stored.push({ id, name, file });
	}
	return stored;
}
