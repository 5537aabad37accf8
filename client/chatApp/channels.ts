import type { Line } from '../gateway';
import { asText, firstText, isObject, type JsonObject } from '../http/json';
import { redact } from '../http/redact';
import { Rejected } from '../model/error';
import type { Bot } from '../model/bot';
import { channelOf } from './account';
import { ask } from './call';
import { unknownShape } from './errors';

const PAGE_SIZE = 50;

/** More channels than this are not asked for: a service that repeats its pages would be asked for ever. */
const MOST_PAGES = 40;

/** The channels of the account that are Telegram's, or do not say whose they are; a channel has one bot. */
export async function listBots(line: Line): Promise<Bot[]> {
	const found = new Map<string, JsonObject>();
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const before = found.size;
		const { channels, total } = await askPage(line, page);
		for (const channel of channels) found.set(idOf(channel) ?? '', channel);
		if (found.size === before || found.size >= total) break;
	}
	return [...found.values()].filter(mayBeTelegram).flatMap(toBot);
}

async function askPage(line: Line, page: number): Promise<{ channels: JsonObject[]; total: number }> {
	const parameters = { PageIndex: String(page), PageSize: String(PAGE_SIZE) };
	const answer = await ask(line, { action: 'ListInstance', parameters, effect: 'read' });
	const { Data, TotalCount } = answer.value;
	const total = Number(TotalCount ?? Infinity);
	// an account without channels may have no list either
	if (total === 0 && (Data ?? null) === null) return { channels: [], total };
	if (!Array.isArray(Data)) throw unknownShape('no list of channels', answer);
	return { channels: Data.filter(isObject), total };
}

/** The channel that the credential names, or another one of the account. */
export async function getBot(line: Line, id?: string): Promise<Bot> {
	const parameters = { InstanceId: id ? id : await channelOf(line) };
	const answer = await ask(line, { action: 'QueryInstance', parameters, effect: 'read' });
	const { Data } = answer.value;
	const data: unknown = Array.isArray(Data) ? Data[0] : Data;
	const [bot] = isObject(data) ? toBot(data) : [];
	if (!bot) throw noChannel();
	return bot;
}

const noChannel = (): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'unknownBot',
		description: 'The service shows no such channel',
		advice:
			'Check the Channel in the credential. Whether Telegram channels are shown at all is not documented: one that is not shown may still send',
	});

const idOf = ({ CustSpaceId, InstanceId }: JsonObject): string | null => firstText(CustSpaceId, InstanceId);

const mayBeTelegram = ({ ChannelType }: JsonObject): boolean =>
	(asText(ChannelType) ?? 'telegram').toLowerCase() === 'telegram';

/** What cannot be named cannot be written through. */
function toBot(channel: JsonObject): Bot[] {
	const id = idOf(channel);
	if (id === null) return [];
	return [
		{
			id,
			name: firstText(channel.InstanceName) ?? id,
			username: null,
			description: firstText(channel.InstanceDescription),
			link: null,
			raw: redact(channel),
		},
	];
}
