import { get } from './bot/get.operation';
import { getMany as getManyBots } from './bot/getMany.operation';
import { answerPress } from './message/answerPress.operation';
import { deleteMessage } from './message/delete.operation';
import { edit } from './message/edit.operation';
import { send } from './message/send.operation';
import type { Operation } from './operation';
import { checkReachable } from './subscriber/checkReachable.operation';
import { getMany as getManySubscribers } from './subscriber/getMany.operation';

export interface Resource {
	/** Stored in workflows: never changes. */
	value: string;
	name: string;
	/** In alphabetical order, as the menu shows them. */
	operations: Operation[];
	/** The value of the operation that a new node starts with, where the service has it. */
	usual: string;
}

/** The node's menus. */
export const resources: Resource[] = [
	{ value: 'bot', name: 'Bot', operations: [get, getManyBots], usual: 'getMany' },
	{ value: 'message', name: 'Message', operations: [answerPress, deleteMessage, edit, send], usual: 'send' },
	{
		value: 'subscriber',
		name: 'Subscriber',
		operations: [checkReachable, getManySubscribers],
		usual: 'getMany',
	},
];

/** Maps, not objects: a stored `__proto__` finds nothing. */
const byName = new Map(
	resources.flatMap(({ value, operations }) =>
		operations.map((one) => [`${value}/${one.value}`, one] as const),
	),
);

export const findOperation = (resource: string, operation: string): Operation | undefined =>
	byName.get(`${resource}/${operation}`);
