/** What n8n's REST and public API take and give, as far as the driver reads it. */
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	INode,
	INodeParameters,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

/** A stored credential as a node names it. */
export interface CredentialRef {
	id: string;
	name: string;
	type: string;
}

/** The outcome of "Test connection". */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface WorkflowDraft {
	name: string;
	nodes: INode[];
	connections?: IConnections;
	settings?: IWorkflowSettings;
}

export interface StoredWorkflow extends Required<WorkflowDraft> {
	id: string;
	active: boolean;
}

export type ExecutionStatus =
	'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';

export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	mode: string;
	workflowId: string;
}

export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

export interface PublicationStatus {
	status: 'published' | 'not_published' | 'in_progress' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** A question for one of a node's dynamic parameters, as the editor asks it. */
export interface DynamicRequest {
	/** The full node type, e.g. `n8n-nodes-bot-gateway.botGateway`. */
	nodeType: string;
	/** 1 by default. */
	version?: number;
	/** The parameter's name. */
	parameter: string;
	/** `listSearch` or `loadOptions` method. */
	method: string;
	/** The node's parameters at that moment. */
	parameters: INodeParameters;
	credentials?: CredentialRef[];
}

export interface ListSearchResult {
	results: Array<{ name: string; value: string | number | boolean; url?: string; description?: string }>;
	paginationToken?: string;
}

export interface OptionResult {
	name: string;
	value: string | number | boolean;
	description?: string;
}

export type CredentialData = ICredentialDataDecryptedObject;
