import type { Line } from '../gateway';
import { asText, firstText, isObject, type JsonObject } from '../http/json';
import { Rejected } from '../model/error';
import type { Bot } from '../model/bot';
import { call } from './call';
import { isClass } from './errors';

/** The token's one bot, in the list's form. */
export const listBots = async (line: Line): Promise<Bot[]> => [await getBot(line)];

/**
 * The bot that the token belongs to, with what it says about itself.
 * @param id when given, the bot must be this one
 */
export async function getBot(line: Line, id?: string): Promise<Bot> {
	const [me, description, short] = await Promise.all([
		ask(line, 'getMe'),
		ask(line, 'getMyDescription'),
		ask(line, 'getMyShortDescription'),
	]);
	const own = asText(me.id) ?? '';
	if (id !== undefined && id !== '' && id !== own) {
		throw new Rejected({
			reason: 'other',
			description: `The token belongs to the bot ${own}, not to ${id}`,
			advice: 'Choose the credential of that bot, or leave the bot empty',
		});
	}
	const username = asText(me.username);
	return {
		id: own,
		name: firstText(me.first_name, username) ?? own,
		username,
		description: firstText(description.description, short.short_description),
		link: username && `https://t.me/${username}`,
		raw: { ...me, ...description, ...short },
	};
}

/** An older Bot API server lacks the descriptions; the bot is still a bot. */
async function ask(line: Line, method: string): Promise<JsonObject> {
	const result = await call(line, { method, effect: 'read' }).catch((failure: unknown) => {
		if (method !== 'getMe' && isClass(failure, 'unsupported')) return {};
		throw failure;
	});
	return isObject(result) ? result : {};
}
