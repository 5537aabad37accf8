/** Workflows as code: makes nodes and connections, reads what an execution left behind. */
import { randomUUID } from 'node:crypto';
import type {
	ExecutionError,
	IConnections,
	INode,
	INodeExecutionData,
	INodeParameters,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';
import type { CredentialRef, Execution } from './shapes';

/** A node of a workflow. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	options: { credentials?: CredentialRef[] } & Partial<Omit<INode, 'credentials'>> = {},
): INode {
	const { credentials = [], ...extra } = options;
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: randomUUID(),
		credentials: Object.fromEntries(
			credentials.map(({ id, name: label, type: key }) => [key, { id, name: label }]),
		),
		...extra,
	};
}

/** The node "When clicking Execute workflow", with which a run by hand begins. */
export const manualTrigger = (name = 'Start'): INode => node(name, 'n8n-nodes-base.manualTrigger');

/** Connects nodes in a row by their first outputs and inputs. */
export function chain(...nodes: INode[]): IConnections {
	const connections: IConnections = {};
	for (const [index, from] of nodes.slice(0, -1).entries()) {
		const to = nodes[index + 1] as INode;
		connections[from.name] = { main: [[{ node: to.name, type: 'main', index: 0 }]] };
	}
	return connections;
}

/** What a node did in an execution; throws when it did not run. */
export function taskOf(execution: Execution, name: string, run = 0): ITaskData {
	const task = execution.data.resultData.runData[name]?.[run];
	if (task !== undefined) return task;
	const error = errorOf(execution);
	throw new Error(`"${name}" did not run${error === undefined ? '' : `: ${error.message}`}`);
}

/** The items that a node put out. */
export const itemsOf = (execution: Execution, name: string, output = 0, run = 0): INodeExecutionData[] =>
	taskOf(execution, name, run).data?.['main']?.[output] ?? [];

/** The hints in a node's output panel. */
export const hintsOf = (execution: Execution, name: string, run = 0): NodeExecutionHint[] =>
	taskOf(execution, name, run).hints ?? [];

/** The error that a node ended with, or without a name the one that ended the execution. */
export const errorOf = (execution: Execution, name?: string, run = 0): ExecutionError | undefined =>
	name === undefined ? execution.data.resultData.error : taskOf(execution, name, run).error;
