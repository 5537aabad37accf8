import type { Line } from '../gateway';
import { InvalidInput } from '../model/error';
import type { EventName } from '../model/event';

/** The three kinds of things that the service tells; each has an address of its own and a queue of its own. */
export type Kind = 'status' | 'inbound' | 'notification';

export interface Queue {
	kind: Kind;
	/** As the console shows it: `Alicom-Queue-…-ChatAppStatus`. */
	name: string;
	/** What the action that hands out keys calls it; that of notifications is assumed, after the others. */
	messageType: string;
	/** Of the field in the credential. */
	label: string;
}

interface Field {
	kind: Kind;
	/** In the credential. */
	setting: string;
	label: string;
	messageType: string;
	/** The events that come by it. */
	events: readonly EventName[];
}

const FIELDS: readonly Field[] = [
	{
		kind: 'inbound',
		setting: 'inboundQueue',
		label: 'Inbound Queue',
		messageType: 'ChatAppInbound',
		events: ['message', 'buttonPressed', 'phoneShared'],
	},
	{
		kind: 'status',
		setting: 'statusQueue',
		label: 'Status Queue',
		messageType: 'ChatAppStatus',
		events: ['status'],
	},
	{
		kind: 'notification',
		setting: 'notificationQueue',
		label: 'Notification Queue',
		messageType: 'ChatAppAudit',
		events: ['notification'],
	},
];

export const QUEUE_SETTINGS = FIELDS.map(({ setting }) => setting);

/** The queues that the credential names. */
export async function namedQueues(line: Line): Promise<Queue[]> {
	const settings = (await line.settings?.()) ?? {};
	return FIELDS.flatMap(({ kind, setting, label, messageType }) => {
		const name = (settings[setting] ?? '').trim();
		return name === '' ? [] : [{ kind, name, label, messageType }];
	});
}

/**
 * The queues by which the wanted events come. What nobody wants is not taken out of its queue.
 * @throws InvalidInput naming the first one that the credential lacks
 */
export async function queuesFor(line: Line, wanted: readonly EventName[]): Promise<Queue[]> {
	const named = await namedQueues(line);
	return FIELDS.filter(({ events }) => events.some((event) => wanted.includes(event))).map((field) => {
		const queue = named.find(({ kind }) => kind === field.kind);
		if (!queue) throw noQueue(field.label);
		return queue;
	});
}

const noQueue = (label: string): InvalidInput =>
	new InvalidInput(
		label,
		'is empty in the credential, and one of the chosen events comes by it',
		'Enter the name that Configure Webhook shows under Message Queue Monitoring in the console, or choose other events, or receive by webhook',
	);
