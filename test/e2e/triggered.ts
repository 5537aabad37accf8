/** Workflows that a trigger starts; each is active until the end of the test that activated it. */
import type { INode, INodeParameters } from 'n8n-workflow';

import { chain, node, PACKAGE, PATIENCE, sharedN8n, sleep, until } from './n8n';
import type { CredentialRef, ExecutionStatus, N8nClient } from './n8n';

const n8n = sharedN8n();

export const triggerNode = (
	service: string,
	credential: CredentialRef,
	parameters: INodeParameters = {},
): INode =>
	node('Trigger', `${PACKAGE}.botGatewayTrigger`, { service, ...parameters }, { credentials: [credential] });

/** Where a service calls a trigger of an active workflow, or where tracked links lead to. */
export const urlOf = ({ webhookId }: INode, path: 'webhook' | 'link' = 'webhook'): string =>
	`${n8n.url}/webhook/${webhookId}/${path}`;

/** A workflow of a trigger and what comes after it, not active yet. */
export async function rowOf(name: string, ...nodes: INode[]): Promise<string> {
	return (await n8n.createWorkflow({ name, nodes, connections: chain(...nodes) })).id;
}

interface Activation {
	activate: (id: string) => Promise<void>;
	deactivate: (id: string) => Promise<void>;
	/** Makes a workflow of nodes in a row, and activates it. */
	begun: (name: string, ...nodes: INode[]) => Promise<string>;
}

/** For a whole test file: what it activates is deactivated after each test. */
export function activation(): Activation {
	const active = new Set<string>();
	const activate = async (id: string): Promise<void> => {
		await n8n.activate(id);
		active.add(id);
	};
	const deactivate = async (id: string): Promise<void> => {
		active.delete(id);
		await n8n.deactivate(id);
	};
	afterEach(async () => {
		for (const id of active) await deactivate(id);
	});
	const begun = async (name: string, ...nodes: INode[]): Promise<string> => {
		const id = await rowOf(name, ...nodes);
		await activate(id);
		return id;
	};
	return { activate, deactivate, begun };
}

/** How many runs of a workflow have got so far. */
export async function countOf(
	workflowId: string,
	at: N8nClient = n8n,
	status: ExecutionStatus = 'success',
): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: [status] }));
	return (await at.call<{ count: number }>('GET', `/rest/executions?filter=${filter}&limit=1`)).count;
}

/** Waits until a workflow has run so often and well, and no more. */
export async function settled(id: string, runs: number, timeout = PATIENCE): Promise<void> {
	await until(async () => (await countOf(id)) >= runs, {
		what: `${runs} runs of ${id}`,
		timeout,
		every: 200,
	});
	expect(await countOf(id)).toBe(runs);
}

/** A message without an id of its own is told by its minute: waits for the next one where this is nearly over. */
export async function earlyInMinute(): Promise<void> {
	const [minute, room] = [60_000, 20_000];
	const left = minute - (Date.now() % minute);
	if (left < room) await sleep(left);
}
