import type { INodeProperties } from 'n8n-workflow';

import type { Gateway, OperationName } from '../../../client/gateway';
import type { ItemWork } from '../../../client/n8n/together';
import type { Session } from '../../../client/n8n/session';

/** One operation of the node: its place in the menus, its fields, and what it does with each item. */
export interface Operation {
	/** Stored in workflows: never changes. */
	value: string;
	/** `{service}` in it stands for the name of the service. */
	name: string;
	/** As in the list of actions: "Send a message". */
	action: string;
	description: string;
	/** What must be there for this operation to be offered: something that the service has, or the registry. */
	needs: OperationName | 'registry';
	/** Set where the registry does it for a service that cannot. */
	orRegistry?: true;
	/** Further conditions on the service. */
	only?: (gateway: Gateway) => boolean;
	/** Without displayOptions for resource, operation and service: those are added. A field may narrow `service`. */
	fields: INodeProperties[];
	/** Called once a run; the work it returns is called for every item. */
	start: (session: Session) => ItemWork<never>;
}

/** Lets an operation type its request freely while the list of operations does not care. */
export const operation = <T>(
	definition: Omit<Operation, 'start'> & { start: (session: Session) => ItemWork<T> },
): Operation => definition as unknown as Operation;
