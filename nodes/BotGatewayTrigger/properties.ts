import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { eventsOf, hasTrackedLinks } from '../../client/capability';
import type { Gateway } from '../../client/gateway';
import { gateways, servicesWhere, usualService } from '../../client/gateways';
import { registryTableField, useRegistryField } from '../../client/n8n/registry';
import type { EventName } from '../../client/model/event';
import { WAYS, type Way } from '../../client/events/ways';
import type { Receiver } from '../../client/receiver';
import { filters } from './fields/filters';
import { options } from './fields/options';

/** Every field of the trigger, in the order of the panel. */
export const properties = (): INodeProperties[] => [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: gateways.filter(({ receiver }) => receiver).map(({ id, name }) => ({ name, value: id })),
		default: usualService,
		description: 'Where the events come from',
	},
	...receiving((gateway, receiver) => [waysOf(gateway, receiver)]),
	...receiving(setUpOf),
	...receiving(eventsFields),
	{
		displayName:
			'Clicks come to the Production URL of this node that ends with /link, once the workflow is active: paste it into Track Links of the node that sends. N8n must be reachable from the internet',
		name: 'clicksNotice',
		type: 'notice',
		displayOptions: { show: { service: servicesWhere(hasTrackedLinks), events: ['linkClicked'] } },
		default: '',
	},
	filters(servicesWhere(({ receiver }) => receiver?.nativeFilter !== undefined)),
	useRegistryField(
		'Whether to keep a list of subscribers in a data table: everybody whose events start this workflow. Choose Subscribed and Unsubscribed among the events, so that it knows who may be written to',
	),
	registryTableField(),
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	options(servicesWhere(({ receiver }) => receiver?.download !== undefined)),
	// where this n8n takes answers to questions: nothing else tells a trigger
	{
		displayName: 'Resume URL',
		name: 'resumeUrl',
		type: 'hidden',
		default: '={{ $execution.resumeUrl }}',
		description: 'Where the runs of this n8n wait for answers',
	},
];

const receiving = (make: (gateway: Gateway, receiver: Receiver) => INodeProperties[]): INodeProperties[] =>
	gateways.flatMap((gateway) => (gateway.receiver ? make(gateway, gateway.receiver) : []));

const WAY_OPTIONS: Record<Way, INodePropertyOptions> = {
	polling: {
		name: 'Polling',
		value: 'polling',
		description: 'N8n asks the service. Works everywhere, and several workflows may use one bot.',
	},
	webhook: {
		name: 'Webhook',
		value: 'webhook',
		description: 'The service calls n8n, which must be reachable by HTTPS',
	},
};

const waysIn = (receiver: Receiver): Way[] => WAYS.filter((way) => receiver[way] !== undefined);

function waysOf({ id }: Gateway, receiver: Receiver): INodeProperties {
	const ways = waysIn(receiver).map((way) => WAY_OPTIONS[way]);
	const field: INodeProperties = {
		displayName: 'Receive By',
		name: 'receive',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { service: [id] } },
		options: ways,
		default: 'polling',
	};
	return { ...field, default: ways[0]?.value ?? '' };
}

/** What a webhook takes: an n8n that can be called, and what a person does in the console of the service. */
function setUpOf({ id, name }: Gateway, { webhook }: Receiver): INodeProperties[] {
	if (webhook === undefined) return [];
	const parts = [
		`${name} calls n8n, so n8n must be reachable from the internet by HTTPS`,
		webhook.registration && 'A bot has one webhook only: use one active workflow for it, or choose Polling',
		webhook.setUp,
	];
	return [
		{
			displayName: parts.filter((part) => part !== undefined).join('. '),
			name: `${id}SetUpNotice`,
			type: 'notice',
			displayOptions: { show: { service: [id], receive: ['webhook'] } },
			default: '',
		},
	];
}

const EVENTS: Record<EventName, [name: string, description: string]> = {
	buttonPressed: ['Button Pressed', 'A button under a message was pressed'],
	linkClicked: ['Link Clicked', 'A link in a message was opened'],
	message: ['Message Received', 'Somebody wrote, or sent a file, a place or anything else'],
	notification: ['Notification', 'Anything else that the service tells'],
	phoneShared: ['Phone Shared', 'Somebody shared a phone number'],
	status: ['Delivery Status', 'What became of a message that was sent'],
	subscribed: ['Subscribed', 'Somebody pressed Start, came by a deep link, or unblocked the bot'],
	unsubscribed: ['Unsubscribed', 'Somebody blocked the bot or unsubscribed'],
};

/** What a new trigger hears: what people do, or else what becomes of messages. */
const USUAL: readonly EventName[] = ['message', 'buttonPressed', 'subscribed'];
const ELSE_USUAL: readonly EventName[] = ['status'];

/** Once for each way, where the ways do not bring the same. */
function eventsFields(gateway: Gateway, receiver: Receiver): INodeProperties[] {
	const { id } = gateway;
	const ways = waysIn(receiver);
	const lists = ways.map((way) => eventsOf(gateway, way));
	const isOne = lists.every((events) => events.join() === lists[0]?.join());
	if (isOne) return [eventsField(lists[0] ?? [], { service: [id] })];
	return ways.map((way) => eventsField(eventsOf(gateway, way), { service: [id], receive: [way] }));
}

function eventsField(events: readonly EventName[], show: Record<string, string[]>): INodeProperties {
	const field: INodeProperties = {
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		displayOptions: { show },
		options: events
			.map((event) => ({ name: EVENTS[event][0], value: event, description: EVENTS[event][1] }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
		default: [],
		description: 'What starts the workflow',
	};
	const usual = [USUAL, ELSE_USUAL].map((some) => some.filter((event) => events.includes(event)));
	return { ...field, default: usual.find((some) => some.length > 0) ?? [] };
}
