import type { Line } from '../gateway';
import { asText } from '../http/json';
import { redact } from '../http/redact';
import { InvalidInput } from '../model/error';
import type { Bot } from '../model/bot';
import type { Entry } from './answer';
import { askList, botsRequest } from './call';
import { unknownBot } from './errors';
import { usernameOf } from './username';

/** The bots that the customer connected in the cabinet; none can be connected through the API. */
export const listBots = async (line: Line): Promise<Bot[]> => (await askList(line, botsRequest())).map(toBot);

/**
 * One bot, found in the list: the service has no request for a single one.
 * @param id without it, the account's only bot
 * @throws Rejected when the account has no such bot
 * @throws InvalidInput when the account has several and none was named
 */
export async function getBot(line: Line, id?: string): Promise<Bot> {
	const bots = await listBots(line);
	if (id === undefined || id === '') return onlyOne(bots);
	const bot = bots.find((one) => one.id === id);
	if (!bot) throw unknownBot(id);
	return bot;
}

function onlyOne(bots: Bot[]): Bot {
	const [only] = bots;
	if (!only || bots.length > 1) {
		throw new InvalidInput(
			'Bot',
			`is not named, and the account has ${bots.length}`,
			only ? 'Choose one of them' : 'Connect a bot in the SMSGOLD cabinet',
		);
	}
	return only;
}

/** Telegram's rule for usernames: only then is the link to the bot certain. */
const USERNAME = /^[A-Za-z]\w{2,31}$/;

function toBot({ id, label, fields }: Entry): Bot {
	const username = usernameOf(fields);
	return {
		id,
		name: label,
		username,
		description: asText(fields.description),
		link: username !== null && USERNAME.test(username) ? `https://t.me/${username}` : null,
		raw: redact(fields),
	};
}
