/**
 * n8n's own engine around a node under test: a workflow of a start and that node runs through WorkflowExecute,
 * with n8n's request helper, expressions, retries and error handling. Only what n8n's server does is stood in
 * for: looking up node types and credentials. Requests are real, so an emulator on loopback can answer them.
 *
 * ```ts
 * const bench = new Bench(new BotGateway(), { type: new BotGatewayTelegramApi(), data: { accessToken, apiRoot } });
 * const { outputs } = await bench.run({ service: 'telegram', … }, [{ chat: 42 }]);
 * ```
 */
import 'reflect-metadata';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, InstanceSettings, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type ExecutionError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type ITaskData,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

process.env.N8N_LOG_LEVEL = 'silent';

/** A stored credential: its class, and what the user entered. */
export interface Account {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

/** What people set on a node's Settings tab. */
export type NodeSettings = Partial<
	Pick<
		INode,
		| 'onError'
		| 'retryOnFail'
		| 'maxTries'
		| 'waitBetweenTries'
		| 'executeOnce'
		| 'alwaysOutputData'
		| 'credentials'
	>
>;

/** What came of a run, as n8n would store it. */
export interface NodeRun {
	/** The whole execution. */
	run: IRun;
	/** What n8n keeps of the node; undefined when it did not get that far. */
	task: ITaskData | undefined;
	/** The node's items by output. */
	outputs: INodeExecutionData[][];
	/** The failure that ended the run. */
	error: ExecutionError | undefined;
}

const START = 'Start';
const NODE = 'Node';

/** One node on the bench. Each bench has credentials, and with them gates, of its own. */
export class Bench {
	private static count = 0;

	private readonly id = `bench-${(Bench.count += 1)}`;
	private readonly accounts: Account[];

	constructor(
		private readonly type: INodeType,
		...accounts: Account[]
	) {
		this.accounts = accounts;
	}

	/**
	 * Runs the node over items.
	 * @param items the `json` of each, or whole items
	 */
	async run(
		parameters: INodeParameters,
		items: Array<IDataObject | INodeExecutionData> = [{}],
		settings: NodeSettings = {},
	): Promise<NodeRun> {
		return await this.start(parameters, items, settings).done;
	}

	/** The same, for runs that are stopped on the way. */
	start(
		parameters: INodeParameters,
		items: Array<IDataObject | INodeExecutionData> = [{}],
		settings: NodeSettings = {},
	): { done: Promise<NodeRun>; stop: () => void } {
		prepareHost();
		const workflow = this.workflow(parameters, settings);
		const execution = new WorkflowExecute(
			this.additionalData(),
			'trigger',
			createRunExecutionData({
				executionData: {
					nodeExecutionStack: [
						{
							node: workflow.nodes[START] as INode,
							data: { main: [items.map(toItem)] },
							source: null,
						},
					],
				},
			}),
		).processRunExecutionData(workflow);
		return { done: execution.then(toNodeRun), stop: () => execution.cancel() };
	}

	/** What the panel shows when a list opens: calls one of the node's `listSearch` methods. */
	async search(method: string, parameters: INodeParameters, filter?: string): Promise<INodeListSearchResult> {
		prepareHost();
		const workflow = this.workflow(parameters, {});
		const search = this.type.methods?.listSearch?.[method];
		if (!search) throw new Error(`the node has no list ${method}`);
		const additionalData = { ...this.additionalData(), currentNodeParameters: parameters };
		const context = new LoadOptionsContext(workflow, workflow.nodes[NODE] as INode, additionalData, '');
		return await search.call(context, filter);
	}

	private workflow(parameters: INodeParameters, settings: NodeSettings): Workflow {
		const node = (name: string, type: string, more: Partial<INode>): INode => ({
			id: `${this.id} ${name}`,
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...more,
		});
		return new Workflow({
			id: this.id,
			nodes: [
				node(START, 'test.start', {}),
				node(NODE, 'test.node', { parameters, credentials: this.credentials(), ...settings }),
			],
			connections: {
				[START]: { main: [[{ node: NODE, type: NodeConnectionTypes.Main, index: 0 }]] },
			},
			active: false,
			nodeTypes: nodeTypes({ 'test.start': new Start(), 'test.node': this.type }),
			settings: { executionOrder: 'v1' },
		});
	}

	private credentials(): Record<string, INodeCredentialsDetails> {
		return Object.fromEntries(
			this.accounts.map(({ type }) => [type.name, { id: `${this.id} ${type.name}`, name: type.displayName }]),
		);
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		const needed: Partial<IWorkflowExecuteAdditionalData> = {
			executionId: this.id,
			hooks: new ExecutionLifecycleHooks('trigger', this.id, {
				id: this.id,
				name: this.id,
				active: false,
				isArchived: false,
				createdAt: new Date(),
				updatedAt: new Date(),
				nodes: [],
				connections: {},
				activeVersionId: null,
			}),
			credentialsHelper: new StoredCredentials(this.accounts),
			currentNodeExecutionIndex: 0,
			restApiUrl: 'http://n8n.test/rest',
			instanceBaseUrl: 'http://n8n.test/',
			webhookBaseUrl: 'http://n8n.test/webhook',
			webhookWaitingBaseUrl: 'http://n8n.test/webhook-waiting',
			webhookTestBaseUrl: 'http://n8n.test/webhook-test',
			formWaitingBaseUrl: 'http://n8n.test/form-waiting',
			variables: {},
			setExecutionStatus: () => undefined,
		};
		return needed as IWorkflowExecuteAdditionalData;
	}
}

/** The engine asks for these settings when it makes a node's context; the real ones would read and write a home folder. */
function prepareHost(): void {
	const settings: Partial<InstanceSettings> = {
		hmacSignatureSecret: 'test',
		encryptionKey: 'test',
		n8nFolder: join(tmpdir(), 'n8n-unit'),
		instanceId: 'test',
		instanceType: 'main',
	};
	Container.set(InstanceSettings, settings as InstanceSettings);
}

const isItem = (item: IDataObject | INodeExecutionData): item is INodeExecutionData =>
	typeof item.json === 'object' && item.json !== null && !Array.isArray(item.json);

const toItem = (item: IDataObject | INodeExecutionData): INodeExecutionData =>
	isItem(item) ? item : { json: item };

function toNodeRun(run: IRun): NodeRun {
	const { runData, error } = run.data.resultData;
	const task = runData[NODE]?.[0];
	return { run, task, outputs: (task?.data?.main ?? []).map((items) => items ?? []), error };
}

/** Passes its items on, as a manual trigger does. */
class Start implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	execute: INodeType['execute'] = async function (this) {
		return [this.getInputData()];
	};
}

function nodeTypes(types: Record<string, INodeType>): INodeTypes {
	const find = (name: string): INodeType | IVersionedNodeType => {
		const type = types[name];
		if (!type) throw new Error(`unknown node type ${name}`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}

/** n8n's store of credentials: hands out a copy of what was entered, and lets the class sign the request. */
class StoredCredentials extends ICredentialsHelper {
	constructor(private readonly accounts: Account[]) {
		super();
	}

	private find(name: string): Account {
		const account = this.accounts.find(({ type }) => type.name === name);
		if (!account) throw new Error(`no credential of type ${name} is stored`);
		return account;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		name: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.find(name).type;
		if (typeof authenticate !== 'function') throw new Error(`${name} does not sign by function`);
		return await authenticate(credentials, options as IHttpRequestOptions);
	}

	async getDecrypted(
		_additionalData: unknown,
		_details: unknown,
		name: string,
	): Promise<ICredentialDataDecryptedObject> {
		return structuredClone(this.find(name).data);
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<never> {
		throw new Error('only decrypted credentials are handed out');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(name: string) {
		return this.find(name).type.properties;
	}
}
