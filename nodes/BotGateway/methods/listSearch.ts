import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { unsupported } from '../../../client/capability';
import type { Gateway, Line } from '../../../client/gateway';
import { findGateway } from '../../../client/gateways';
import { toNodeError } from '../../../client/n8n/fault';
import { lineOf } from '../../../client/n8n/line';
import { InvalidInput } from '../../../client/model/error';

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

export async function searchSubscribers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const bot = this.getCurrentNodeParameter('bot', { extractValue: true });
	return await search(this, filter, async (gateway, line) => {
		if (!gateway.listSubscribers) throw unsupported(gateway, 'listSubscribers');
		if (gateway.can.bots === 'many' && !bot) {
			throw new InvalidInput('Bot', 'is empty', 'Choose the bot first: the list holds its subscribers');
		}
		const subscribers = await gateway.listSubscribers(line, String(bot ?? ''));
		return subscribers.map(({ id, name, username, phone }) => ({ id, name, also: [username, phone] }));
	});
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
