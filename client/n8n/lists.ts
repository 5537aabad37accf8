import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { unsupported } from '../capability';
import type { Gateway, Line } from '../gateway';
import { findGateway } from '../gateways';
import { toNodeError } from './fault';
import { lineOf } from './line';
import { openRegistry } from './registry';
import { InvalidInput } from '../model/error';
import { botFinder } from '../registry/bot';

/** Seconds; a person is looking at an opening list. */
const LONGEST_WAIT = 10;

type Entry = { id: string; name: string; also: Array<string | null>; url?: string | null };

export async function searchBots(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async (gateway, line) => {
		if (!gateway.listBots) throw unsupported(gateway, 'listBots');
		const bots = await gateway.listBots(line);
		return bots.map(({ id, name, username, link }) => ({ id, name, also: [username], url: link }));
	});
}

/** The messages that were prepared in the console of the service. */
export async function searchPrepared(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async (gateway, line) => {
		if (!gateway.listPrepared) throw unsupported(gateway, 'listPrepared');
		return (await gateway.listPrepared(line)).map(({ id, name }) => ({ id, name, also: [] }));
	});
}

/**
 * The list of subscribers for a node.
 * @param asksRegistry whether what the node is about to do works on the registry alone
 */
export const subscriberSearch = (asksRegistry: (context: ILoadOptionsFunctions) => boolean) =>
	async function searchSubscribers(
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		if (keepsList(this, asksRegistry)) return await searchRegistry(this, { filter, paginationToken });
		const bot = this.getCurrentNodeParameter('bot', { extractValue: true });
		return await search(this, filter, async (gateway, line) => {
			if (!gateway.listSubscribers) throw unsupported(gateway, 'listSubscribers');
			if (gateway.can.bots === 'many' && !bot) {
				throw new InvalidInput('Bot', 'is empty', 'Choose the bot first: the list holds its subscribers');
			}
			const subscribers = await gateway.listSubscribers(line, String(bot ?? ''));
			return subscribers.map(({ id, name, username, phone }) => ({ id, name, also: [username, phone] }));
		});
	};

/** Whether the list comes from the registry: the service has none of its own, or only the registry is asked about. */
function keepsList(
	context: ILoadOptionsFunctions,
	asksRegistry: (context: ILoadOptionsFunctions) => boolean,
): boolean {
	if (context.getCurrentNodeParameter('useRegistry') !== true) return false;
	const gateway = findGateway(String(context.getCurrentNodeParameter('service') ?? ''));
	return gateway !== undefined && (!gateway.listSubscribers || asksRegistry(context));
}

interface Wish {
	filter: string | undefined;
	paginationToken: string | undefined;
}

/** A page of the registry, where a text is found anywhere in the row. */
async function searchRegistry(context: ILoadOptionsFunctions, wish: Wish): Promise<INodeListSearchResult> {
	const settled = await foundInRegistry(context, wish).then(
		(found) => ({ found }),
		(failure: unknown) => ({ failure }),
	);
	if ('failure' in settled) throw toNodeError(context.getNode(), settled.failure, 0);
	const { records, next } = settled.found;
	const results = records.map((record) => {
		const { subscriberId, chatId, username, phone, firstName, lastName } = record;
		const name = [firstName, lastName].filter(Boolean).join(' ') || (username ?? subscriberId);
		return toOption({ id: chatId ?? subscriberId, name, also: [username && `@${username}`, phone] });
	});
	return { results, paginationToken: next };
}

/** Only where the service has many bots there is a field for it. */
const chosenBot = (context: ILoadOptionsFunctions): string =>
	String(context.getCurrentNodeParameter('bot', { extractValue: true }) ?? '');

async function foundInRegistry(context: ILoadOptionsFunctions, { filter, paginationToken }: Wish) {
	const gateway = findGateway(String(context.getCurrentNodeParameter('service') ?? ''));
	if (!gateway) throw new InvalidInput('Service', 'is not known', 'Choose a service in this node');
	const line = lineOf(context, gateway, LONGEST_WAIT);
	const botId = gateway.can.bots === 'one' ? await botFinder(gateway, line)() : chosenBot(context);
	const table = String(context.getCurrentNodeParameter('registryTable') ?? '');
	return await openRegistry(context, { table, longestWait: LONGEST_WAIT }).search(
		{ service: gateway.id, ...(botId && { botId }) },
		filter ?? '',
		paginationToken,
	);
}

async function search(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	list: (gateway: Gateway, line: Line) => Promise<Entry[]>,
): Promise<INodeListSearchResult> {
	const gateway = findGateway(String(context.getCurrentNodeParameter('service') ?? ''));
	const settled = await listed(context, gateway, list).then(
		(entries) => ({ entries }),
		(failure: unknown) => ({ failure }),
	);
	if ('failure' in settled) throw toNodeError(context.getNode(), settled.failure, 0);
	return { results: settled.entries.filter(matching(filter)).map(toOption) };
}

async function listed(
	context: ILoadOptionsFunctions,
	gateway: Gateway | undefined,
	list: (gateway: Gateway, line: Line) => Promise<Entry[]>,
): Promise<Entry[]> {
	if (!gateway) throw new InvalidInput('Service', 'is not known', 'Choose a service in this node');
	return await list(gateway, lineOf(context, gateway, LONGEST_WAIT));
}

/** Finds by any part of the name, the id, the username or the phone. */
function matching(filter = ''): (entry: Entry) => boolean {
	const wanted = filter.trim().toLowerCase();
	return ({ id, name, also }) =>
		wanted === '' || [id, name, ...also].some((text) => text?.toLowerCase().includes(wanted));
}

/** Names alone may be the same, so the id or phone stands beside them. */
function toOption({ id, name, also, url }: Entry): INodeListSearchItems {
	const more = also.find((text) => text !== null && text !== name) ?? (name === id ? null : id);
	return { name: more === null ? name : `${name} (${more})`, value: id, ...(url && { url }) };
}
