import type { IDataObject } from 'n8n-workflow';

import { isOnlyClicks } from '../../client/capability';
import { KEYWORD_MODES, type FilterSettings } from '../../client/events/filter';
import { eventsBy } from '../../client/events/ways';
import type { Gateway } from '../../client/gateway';
import { findGateway } from '../../client/gateways';
import { languageTag, DEFAULT_LANGUAGE } from '../../client/language';
import { EVENT_NAMES, type EventName } from '../../client/model/event';
import { InvalidInput } from '../../client/model/error';
import type { Receiver } from '../../client/receiver';

/** How a field is read: n8n's contexts differ in it. */
export type Get = (name: string, usual: unknown) => unknown;

/** What a user set in the panel, read once per activation or request. */
export interface Setup {
	gateway: Gateway;
	receiver: Receiver;
	byWebhook: boolean;
	filter: FilterSettings;
	/** Clicks on tracked links are all that is wanted: nothing is asked of the service, and nothing set there. */
	onlyClicks: boolean;
	simplify: boolean;
	download: { most: number; field: string } | undefined;
	fallback: string;
	/** Whether a webhook of somebody else may be removed or replaced. */
	overForeign: boolean;
	/** The table that keeps the subscribers; undefined where the user wants none kept. */
	registryTable: string | undefined;
	/** This n8n's address for waiting runs; read here, as n8n evaluates no expression once a trigger listens. */
	resumeUrl: string;
}

export function readSetup(get: Get): Setup {
	const service = word(get('service', ''));
	const gateway = findGateway(service);
	if (!gateway?.receiver) {
		throw new InvalidInput('Service', `“${service}” cannot receive`, 'Choose a service in this node');
	}
	const options = get('options', {}) as IDataObject;
	const byWebhook = get('receive', 'polling') === 'webhook';
	const filter = readFilter(get);
	refuseElsewhere(gateway.receiver, byWebhook, filter.events);
	return {
		gateway,
		receiver: gateway.receiver,
		byWebhook,
		filter,
		onlyClicks: isOnlyClicks(gateway, filter.events),
		simplify: get('simplify', true) !== false,
		download:
			options.download === true
				? { most: number(options.largestFile, 20) * 1_000_000, field: word(options.fileField) || 'data' }
				: undefined,
		fallback: languageTag(word(options.languageFallback)) ?? DEFAULT_LANGUAGE,
		overForeign: (byWebhook ? options.takeOver : options.removeForeign) === true,
		resumeUrl: word(get('resumeUrl', '')),
		registryTable: get('useRegistry', false) === true ? word(get('registryTable', '')) : undefined,
	};
}

function readFilter(get: Get): FilterSettings {
	const given = get('filters', {}) as IDataObject;
	const events = list(get('events', []));
	return {
		events: readEvents(events),
		chats: list(given.chats),
		users: list(given.users),
		chatTypes: list(given.chatTypes) as FilterSettings['chatTypes'],
		keyword: typeof given.keyword === 'string' ? given.keyword : '',
		keywordMode: KEYWORD_MODES.find((mode) => mode === given.keywordMode) ?? 'contains',
		query: word(given.query),
		ignoreBots: given.ignoreBots !== false,
	};
}

function readEvents(given: string[]): EventName[] {
	const events = EVENT_NAMES.filter((name) => given.includes(name));
	if (events.length > 0) return events;
	throw new InvalidInput('Events', 'is empty', 'Choose what starts the workflow');
}

/** An event that comes by the other way only would be waited for in vain. */
function refuseElsewhere(receiver: Receiver, byWebhook: boolean, events: readonly EventName[]): void {
	const here = eventsBy(receiver, byWebhook ? 'webhook' : 'polling');
	const elsewhere = events.find((event) => receiver.events.includes(event) && !here.includes(event));
	if (elsewhere === undefined) return;
	throw new InvalidInput(
		'Events',
		`hold “${elsewhere}”, which does not come by ${byWebhook ? 'webhook' : 'polling'}`,
		`Take it out, or receive by ${byWebhook ? 'polling' : 'webhook'}`,
		'unsupported',
	);
}

const word = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const number = (value: unknown, usual: number): number =>
	Number(value) > 0 && Number.isFinite(Number(value)) ? Number(value) : usual;

/** A list, or a text with commas; an expression may give one thing alone. */
const list = (value: unknown): string[] =>
	(Array.isArray(value) ? value : word(value).split(',')).map(word).filter((one) => one !== '');
