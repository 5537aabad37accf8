import type { Line } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Bot } from '../model/bot';

/**
 * The bots that the user has written into the credential: the service has no request that lists them.
 * @throws InvalidInput when there are none, since an empty list would say that the account has no bots
 */
export async function listBots(line: Line): Promise<Bot[]> {
	const { bots = '' } = (await line.settings?.()) ?? {};
	const names = bots
		.split(/[\s,;]+/)
		.filter((name) => name !== '')
		.map(botName);
	if (names.length === 0) {
		throw new InvalidInput(
			'Bots',
			'are not listed in the credential, and SMSC has no request that lists them',
			'Write the names of your bots into the field Bots of the credential, or type the bot’s name in this node',
		);
	}
	return [...new Set(names)].map(toBot);
}

/**
 * One bot of that list.
 * @param id without it, the only bot of the list
 */
export async function getBot(line: Line, id = ''): Promise<Bot> {
	const bots = await listBots(line);
	const name = id.trim() === '' ? undefined : botName(id);
	const bot = name === undefined ? bots[0] : bots.find((one) => one.id === name);
	if (bot && (name !== undefined || bots.length === 1)) return bot;
	throw new InvalidInput(
		'Bot',
		name === undefined
			? `is not named, and the credential lists ${bots.length}`
			: `“${name}” is not among those that the credential lists`,
		'Choose one of them, or add it to the field Bots of the credential',
	);
}

/** The `bot` of a message: `@name_bot`, or another messenger's name with its prefix, such as `wa:79990000000`. */
export function botName(typed: string): string {
	const name = typed.trim();
	return /^@|:/.test(name) ? name : `@${name}`;
}

/** Telegram's rule for usernames: only then is the link to the bot certain. */
const USERNAME = /^@([A-Za-z]\w{2,31})$/;

function toBot(id: string): Bot {
	const username = USERNAME.exec(id)?.[1] ?? null;
	return {
		id,
		name: id,
		username,
		description: null,
		link: username === null ? null : `https://t.me/${username}`,
		raw: null,
	};
}
