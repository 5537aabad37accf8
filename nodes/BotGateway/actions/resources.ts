import { getBalance } from './account/getBalance.operation';
import { getHistory } from './account/getHistory.operation';
import { getOperator } from './account/getOperator.operation';
import { getStatus as getAccountStatus } from './account/getStatus.operation';
import { get } from './bot/get.operation';
import { getCommands } from './bot/getCommands.operation';
import { getLink } from './bot/getLink.operation';
import { getMany as getManyBots } from './bot/getMany.operation';
import { getProfile } from './bot/getProfile.operation';
import { getWebhook } from './bot/getWebhook.operation';
import { removeWebhook } from './bot/removeWebhook.operation';
import { setCommands } from './bot/setCommands.operation';
import { setProfile } from './bot/setProfile.operation';
import { deleteContact } from './contact/delete.operation';
import { get as getContact } from './contact/get.operation';
import { getImport } from './contact/getImport.operation';
import { getMany as getManyContacts } from './contact/getMany.operation';
import { upsert as upsertContact } from './contact/upsert.operation';
import { upsertMany } from './contact/upsertMany.operation';
import { generate } from './event/generate.operation';
import { answerPress } from './message/answerPress.operation';
import { askPhone } from './message/askPhone.operation';
import { deleteMessage } from './message/delete.operation';
import { edit } from './message/edit.operation';
import { estimateCost } from './message/estimateCost.operation';
import { estimateSms } from './message/estimateSms.operation';
import { getStatus } from './message/getStatus.operation';
import { send } from './message/send.operation';
import { sendAndWait } from './message/sendAndWait.operation';
import { sendCascade } from './message/sendCascade.operation';
import { sendSms } from './message/sendSms.operation';
import type { Operation } from './operation';
import { activate } from './subscriber/activate.operation';
import { addTokens } from './subscriber/addTokens.operation';
import { checkReachable } from './subscriber/checkReachable.operation';
import { deactivate } from './subscriber/deactivate.operation';
import { get as getSubscriber } from './subscriber/get.operation';
import { getMany as getManySubscribers } from './subscriber/getMany.operation';
import { importPeople } from './subscriber/import.operation';
import { mute } from './subscriber/mute.operation';
import { remove } from './subscriber/remove.operation';
import { sync } from './subscriber/sync.operation';
import { unmute } from './subscriber/unmute.operation';
import { upsert } from './subscriber/upsert.operation';
import { setStatusUrl } from './webhook/setStatusUrl.operation';

export interface Resource {
	/** Stored in workflows: never changes. */
	value: string;
	name: string;
	/** In alphabetical order, as the menu shows them. */
	operations: Operation[];
	/** The value of the operation that a new node starts with, where the service has it. */
	usual: string;
	/** Set where people look for what a service keeps to its own console. */
	console?: true;
}

/** The node's menus. */
export const resources: Resource[] = [
	{
		value: 'account',
		name: 'Account',
		operations: [getBalance, getHistory, getOperator, getAccountStatus],
		usual: 'getBalance',
	},
	{
		value: 'bot',
		name: 'Bot',
		operations: [
			get,
			getCommands,
			getLink,
			getManyBots,
			getProfile,
			getWebhook,
			removeWebhook,
			setCommands,
			setProfile,
		],
		usual: 'getMany',
		console: true,
	},
	{
		value: 'contact',
		name: 'Contact',
		operations: [upsertContact, upsertMany, deleteContact, getContact, getImport, getManyContacts],
		usual: 'getMany',
	},
	{ value: 'event', name: 'Event', operations: [generate], usual: 'generate' },
	{
		value: 'message',
		name: 'Message',
		operations: [
			answerPress,
			askPhone,
			deleteMessage,
			edit,
			estimateCost,
			estimateSms,
			getStatus,
			send,
			sendAndWait,
			sendCascade,
			sendSms,
		],
		usual: 'send',
	},
	{
		value: 'subscriber',
		name: 'Subscriber',
		operations: [
			activate,
			addTokens,
			checkReachable,
			upsert,
			deactivate,
			getSubscriber,
			getManySubscribers,
			importPeople,
			mute,
			remove,
			sync,
			unmute,
		],
		usual: 'getMany',
	},
	{ value: 'webhook', name: 'Webhook', operations: [setStatusUrl], usual: 'setStatusUrl', console: true },
];

/** Maps, not objects: a stored `__proto__` finds nothing. */
const byName = new Map(
	resources.flatMap(({ value, operations }) =>
		operations.map((one) => [`${value}/${one.value}`, one] as const),
	),
);

export const findOperation = (resource: string, operation: string): Operation | undefined =>
	byName.get(`${resource}/${operation}`);
