import type { INodeProperties } from 'n8n-workflow';

import { gateOf } from '../http/gate';
import { hold } from '../http/hold';
import { wrap } from '../http/request';
import { retry } from '../http/retry';
import { retryAfter } from '../registry/call';
import { SUBSCRIBERS } from '../registry/columns';
import { TableRegistry } from '../registry/registry';
import { Table, type TableKind } from '../registry/table';
import type { Registry } from '../registry/types';
import { clockOf } from './clock';
import { n8nRoad, type Caller } from './road';

/** The n8n credential type of the registry. */
export const REGISTRY_CREDENTIAL = 'botGatewayRegistryApi';

/** The table that is made when the user names none. */
export const REGISTRY_TABLE = 'Bot Gateway Subscribers';

/** Requests under way together: n8n writes one after another anyway, and has other things to do. */
const PARALLEL = 8;

/** Tries after the first where n8n could not be reached at all. */
const RECONNECTS = 1;

interface Wish {
	table: string;
	/** Seconds that one request may wait. */
	longestWait?: number;
}

/** The registry that a node's credential and table name lead to. */
export const openRegistry = (caller: Caller, wish: Wish): Registry =>
	new TableRegistry(
		openTable(caller, { ...wish, table: wish.table.trim() || REGISTRY_TABLE }, SUBSCRIBERS),
		() => new Date(),
	);

/** A data table of the n8n that the node's credential for the registry leads to. */
export function openTable<Row>(
	caller: Caller,
	{ table, longestWait = 30 }: Wish,
	kind: TableKind<Row>,
): Table<Row> {
	const account = caller.getNode().credentials?.[REGISTRY_CREDENTIAL]?.id ?? 'none';
	const place = `${REGISTRY_CREDENTIAL}/${account}`;
	const clock = clockOf(caller);
	const patience = longestWait * 1_000;
	const send = wrap(
		n8nRoad(caller, REGISTRY_CREDENTIAL),
		retry(retryAfter, { tries: RECONNECTS, patience }, clock),
		hold(gateOf(place, PARALLEL), retryAfter, patience, clock),
	);
	return new Table(send, table, place, kind);
}

/** The switch for nodes that can use the registry; the credential is shown while it is on. */
export const useRegistryField = (description: string): INodeProperties => ({
	displayName: 'Use Registry',
	name: 'useRegistry',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description,
});

/** Which Data Table the registry is. */
export const registryTableField = (): INodeProperties => ({
	displayName: 'Registry Table',
	name: 'registryTable',
	type: 'string',
	default: REGISTRY_TABLE,
	displayOptions: { show: { useRegistry: [true] } },
	description: 'The name of the data table that holds the subscribers; made on first use',
});
