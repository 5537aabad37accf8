import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { answered, logTail, N8nRequestError, Session } from './session';
import type { Connection } from './session';
import type {
	CredentialData,
	CredentialRef,
	CredentialTest,
	DynamicRequest,
	Execution,
	ExecutionStatus,
	ExecutionSummary,
	ListSearchResult,
	OptionResult,
	Owner,
	PublicationStatus,
	StoredWorkflow,
	WorkflowDraft,
} from './shapes';
import { PATIENCE, until } from './until';
import type { UntilOptions } from './until';

interface Page {
	nextCursor?: string | null;
}

/** The most that n8n lists at once. */
const PAGE = 100;

/** n8n counts its executions. */
const byAge = (one: ExecutionSummary, other: ExecutionSummary): number => Number(one.id) - Number(other.id);

const ENDED: ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];

/** Nothing, for an address that this n8n does not have. */
function unlessAbsent(error: unknown): undefined {
	if (!(error instanceof N8nRequestError) || error.status !== 404) throw error;
}

/** A running n8n as a person and a program use it: everything but starting and stopping it. */
export class N8nClient extends Session {
	get url(): string {
		return this.at.url;
	}

	/** n8n's N8N_USER_FOLDER. */
	get home(): string {
		return this.at.home;
	}

	/** Everything that n8n has printed. */
	log(): string {
		return fs.readFileSync(this.at.logFile, 'utf8');
	}

	/** Resident memory of n8n's main process in MiB. */
	rss(): number {
		const status = `/proc/${this.at.pid}/status`;
		const kib = fs.existsSync(status)
			? /VmRSS:\s+(\d+)/.exec(fs.readFileSync(status, 'utf8'))?.[1]
			: execFileSync('ps', ['-o', 'rss=', '-p', String(this.at.pid)], { encoding: 'utf8' });
		return Math.round(Number(kib) / 1_024);
	}

	/** Like `until`, with the log's end in the error. */
	async until<T>(ask: Parameters<typeof until<T>>[0], options: UntilOptions): Promise<T> {
		return await until(ask, options).catch((error: Error) => {
			if (error instanceof N8nRequestError) throw error; // has it already
			throw new Error(error.message + logTail(this.at.logFile), { cause: error });
		});
	}

	// --- the owner ----------------------------------------------------------------------------------------------

	/** Makes the owner of a fresh n8n, logs in to a used one; then makes the API key. */
	async signIn(owner: Owner): Promise<void> {
		const { userManagement } = await this.call<{ userManagement: { showSetupOnFirstLoad?: boolean } }>(
			'GET',
			'/rest/settings',
		);
		if (userManagement.showSetupOnFirstLoad === true) await this.call('POST', '/rest/owner/setup', owner);
		else {
			const { email, password } = owner;
			await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		}
		this.at.apiKey = await this.createApiKey('driver');
	}

	/** A key for the public API with every scope; an older one of that label is replaced. */
	async createApiKey(label: string): Promise<string> {
		type Keys = Array<{ id: string; label: string }>;
		const answer = await this.call<Keys | { items: Keys }>('GET', '/rest/api-keys');
		const known = Array.isArray(answer) ? answer : answer.items; // an older n8n gives the bare list
		for (const old of known.filter((key) => key.label === label)) {
			await this.call('DELETE', `/rest/api-keys/${old.id}`);
		}
		const scopes = await this.call<string[]>('GET', '/rest/api-keys/scopes');
		const draft = { label, scopes, expiresAt: null };
		return (await this.call<{ rawApiKey: string }>('POST', '/rest/api-keys', draft)).rawApiKey;
	}

	// --- what is installed --------------------------------------------------------------------------------------

	nodeTypes(): Promise<INodeTypeDescription[]> {
		return this.call('GET', '/types/nodes.json');
	}

	credentialTypes(): Promise<ICredentialType[]> {
		return this.call('GET', '/types/credentials.json');
	}

	/** What a node's "From list" offers; throws with the node's error text. */
	listSearch(request: DynamicRequest, filter?: string, paginationToken?: string): Promise<ListSearchResult> {
		const more = { filter, paginationToken };
		return this.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			...dynamicBody(request),
			...more,
		});
	}

	/** What an option list of a node offers. */
	loadOptions(request: DynamicRequest): Promise<OptionResult[]> {
		return this.call('POST', '/rest/dynamic-node-parameters/options', dynamicBody(request));
	}

	// --- credentials --------------------------------------------------------------------------------------------

	async createCredential(name: string, type: string, data: CredentialData): Promise<CredentialRef> {
		const { id } = await this.call<{ id: string }>('POST', '/rest/credentials', { name, type, data });
		return { id, name, type };
	}

	/** Creates it, or gives the one of that name and type new data. */
	async putCredential(name: string, type: string, data: CredentialData): Promise<CredentialRef> {
		const stored = await this.call<CredentialRef[]>('GET', '/rest/credentials');
		const found = stored.find((credential) => credential.name === name && credential.type === type);
		if (found === undefined) return await this.createCredential(name, type, data);
		await this.call('PATCH', `/rest/credentials/${found.id}`, { name, type, data });
		return { id: found.id, name, type };
	}

	/** The editor's "Test connection". The editor sends the data along, so it must be given here, too. */
	testCredential(credential: CredentialRef, data: CredentialData): Promise<CredentialTest> {
		return this.call('POST', '/rest/credentials/test', { credentials: { ...credential, data } });
	}

	async deleteCredential({ id }: CredentialRef): Promise<void> {
		await this.call('DELETE', `/rest/credentials/${id}`);
	}

	// --- workflows ----------------------------------------------------------------------------------------------

	createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
		const { name, nodes, connections = {}, settings = { executionOrder: 'v1' } } = draft;
		return this.call('POST', '/api/v1/workflows', { name, nodes, connections, settings });
	}

	/** Saves a workflow export as the editor does: a credential without an id is found by its name. */
	importWorkflow(exported: WorkflowDraft): Promise<StoredWorkflow> {
		return this.call('POST', '/rest/workflows', { settings: { executionOrder: 'v1' }, ...exported });
	}

	workflow(id: string): Promise<StoredWorkflow> {
		return this.call('GET', `/rest/workflows/${id}`);
	}

	workflows(): Promise<Array<Pick<StoredWorkflow, 'id' | 'name' | 'active'>>> {
		return this.call('GET', '/rest/workflows');
	}

	/** Publishes a workflow and waits until its triggers are live; throws with the trigger's error. */
	async activate(id: string): Promise<void> {
		await this.call('POST', `/api/v1/workflows/${id}/activate`, {});
		await this.publication(id, 'published');
	}

	/** Withdraws a workflow and waits until its triggers are gone. */
	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/api/v1/workflows/${id}/deactivate`, {});
		await this.publication(id, 'not_published');
	}

	/** Activating returns before the triggers are live, so the outcome has to be asked for. */
	private async publication(id: string, wanted: PublicationStatus['status']): Promise<void> {
		await this.until(
			async () => {
				const at = `/rest/workflows/${id}/publication-status`;
				const answer = await this.call<PublicationStatus>('GET', at).catch(unlessAbsent);
				if (!answer) return true; // an older n8n answers when all is done, and has nothing to ask
				const { status, triggers } = answer;
				const errors = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
				if (status === 'failed' || status === 'partial') {
					throw new Error(`workflow ${id} is ${status}: ${errors.join('; ')}`);
				}
				return status === wanted;
			},
			{ what: `workflow ${id} to be ${wanted}` },
		);
	}

	// --- executions ---------------------------------------------------------------------------------------------

	/** Starts a workflow by hand from its manual trigger, which `chain` puts first. */
	async startByHand(id: string, trigger = 'Start'): Promise<string> {
		// an older n8n runs what it is given
		const body = { triggerToStartFrom: { name: trigger }, workflowData: await this.workflow(id) };
		return (await this.call<{ executionId: string }>('POST', `/rest/workflows/${id}/run`, body)).executionId;
	}

	/** Runs a workflow by hand to its end. */
	async runByHand(id: string, trigger = 'Start'): Promise<Execution> {
		return await this.waitExecution(await this.startByHand(id, trigger));
	}

	/** Creates a workflow that begins with a manual trigger and runs it. */
	async runOnce(draft: WorkflowDraft, trigger = 'Start'): Promise<Execution> {
		return await this.runByHand((await this.createWorkflow(draft)).id, trigger);
	}

	execution(id: string): Promise<Execution> {
		return this.call('GET', `/api/v1/executions/${id}?includeData=true`);
	}

	/**
	 * All executions of a workflow, those under way first, then the newest. n8n may list one twice while it ends: as
	 * running, and as ended. Of those under way it lists one page.
	 */
	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = JSON.stringify({ workflowId });
		const pages = this.pages<Page & { results: ExecutionSummary[] }>('/rest/executions', { filter });
		const found = new Map<string, ExecutionSummary>();
		for await (const { results } of pages) for (const one of results) found.set(one.id, one);
		return [...found.values()];
	}

	/** The executions of a workflow with as much data as n8n has stored of them. @param more of n8n's public API */
	async storedExecutions(workflowId: string, more: { status?: ExecutionStatus } = {}): Promise<Execution[]> {
		const query = { workflowId, includeData: 'true', ...more };
		const found = new Map<string, Execution>();
		for await (const { data } of this.pages<Page & { data: Execution[] }>('/api/v1/executions', query))
			for (const one of data) found.set(one.id, one);
		return [...found.values()];
	}

	/**
	 * Those executions of a workflow that have ended, with their data, the oldest first. One under way is not among
	 * them: n8n lists it too, with what it has stored by then.
	 */
	async endedExecutions(workflowId: string): Promise<Execution[]> {
		const stored = await this.storedExecutions(workflowId);
		return stored.filter(({ status }) => ENDED.includes(status)).sort(byAge);
	}

	/** A list of n8n, page by page. */
	private async *pages<P extends Page>(path: string, query: Record<string, string>): AsyncGenerator<P> {
		const asked = new URLSearchParams({ ...query, limit: String(PAGE) });
		for (let next: string | null | undefined = ''; typeof next === 'string';) {
			if (next !== '') asked.set('cursor', next);
			const page: P = await this.call('GET', `${path}?${asked.toString()}`);
			yield page;
			next = page.nextCursor;
		}
	}

	/** Waits until an execution has ended, or has one of the statuses given. */
	async waitExecution(id: string, statuses = ENDED, timeout = PATIENCE): Promise<Execution> {
		return await this.until(
			async () => {
				const at = `/api/v1/executions/${id}?includeData=true`;
				const response = await this.fetch('GET', at);
				if (!response.ok) return undefined; // a young execution may not be stored yet
				const execution = (await answered('GET', at, response.json())) as Execution;
				return statuses.includes(execution.status) ? execution : undefined;
			},
			{ what: `execution ${id} to be ${statuses.join(' or ')}`, timeout },
		);
	}

	/**
	 * Waits until a workflow has been started `count` times (by its trigger), and returns those executions, the
	 * oldest first, each ended.
	 */
	async waitExecutions(workflowId: string, count = 1, timeout = PATIENCE): Promise<Execution[]> {
		const found = await this.until(
			async () => {
				const all = await this.executions(workflowId);
				return all.length >= count ? all.sort(byAge) : undefined;
			},
			{ what: `${count} executions of workflow ${workflowId}`, timeout },
		);
		return await Promise.all(found.map(({ id }) => this.waitExecution(id, ENDED, timeout)));
	}
}

function dynamicBody(request: DynamicRequest): object {
	const { nodeType, version = 1, parameter, method, parameters, credentials = [] } = request;
	return {
		nodeTypeAndVersion: { name: nodeType, version },
		path: `parameters.${parameter}`,
		methodName: method,
		currentNodeParameters: parameters,
		credentials: Object.fromEntries(credentials.map(({ id, name, type }) => [type, { id, name }])),
	};
}

/** Joins a running n8n that another process has started. */
export const attach = (connection: Connection): N8nClient => new N8nClient({ ...connection });
