import type { Line, Operations } from '../gateway';
import { asText, isObject, type JsonObject } from '../http/json';
import type { BotCommand, BotProfile } from '../model/care';
import { InvalidInput, Rejected } from '../model/error';
import { call } from './call';

/** Limits of the Bot API, "setMyCommands", "setMyName" and its neighbours. */
const MOST_COMMANDS = 100;
const COMMAND = /^[a-z0-9_]{1,32}$/;
const COMMAND_DESCRIPTION = 256;
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;
const LANGUAGE = /^[a-z]{2}$/;

/** The three texts of a bot's profile: the part of the method's name, the field, and the most characters. */
const TEXTS: ReadonlyArray<
	[text: keyof BotProfile, method: string, field: string, label: string, most: number]
> = [
	['name', 'Name', 'name', 'Name', 64],
	['description', 'Description', 'description', 'Description', 512],
	['shortDescription', 'ShortDescription', 'short_description', 'Short Description', 120],
];

const ask = async (line: Line, method: string, payload: JsonObject = {}): Promise<unknown> =>
	await call(line, { method, payload, effect: 'read' });

/** Telegram takes two-letter codes only; without one the text is for everybody who has none of their own. */
function languageOf(language: string): JsonObject {
	const code = language.trim().toLowerCase();
	if (code === '') return {};
	if (LANGUAGE.test(code)) return { language_code: code };
	throw new InvalidInput(
		'Language',
		`“${language}” is not a two-letter code`,
		'Give a code such as en or ru, or leave it empty for all other people',
	);
}

export const getCommands: Operations['getCommands'] = async (line, language) => {
	const list = await ask(line, 'getMyCommands', languageOf(language));
	return (Array.isArray(list) ? list : []).filter(isObject).map(({ command, description }) => ({
		command: asText(command) ?? '',
		description: asText(description) ?? '',
	}));
};

/** An empty list removes the menu for that language. */
export const setCommands: Operations['setCommands'] = async (line, commands, language) => {
	const payload = languageOf(language);
	checkCommands(commands);
	if (commands.length === 0) await ask(line, 'deleteMyCommands', payload);
	else await ask(line, 'setMyCommands', { ...payload, commands });
};

function checkCommands(commands: readonly BotCommand[]): void {
	if (commands.length > MOST_COMMANDS) {
		throw new InvalidInput(
			'Commands',
			`are ${commands.length}, Telegram takes ${MOST_COMMANDS}`,
			'Remove some',
		);
	}
	const seen = new Set<string>();
	commands.forEach(({ command, description }, index) => {
		const field = `Commands, ${index + 1}`;
		if (!COMMAND.test(command)) {
			const advice = 'Use 1 to 32 small Latin letters, digits and underscores, without the slash';
			throw new InvalidInput(field, `“${command}” is no command`, advice);
		}
		if (seen.has(command)) throw new InvalidInput(field, `“${command}” is there twice`, 'Remove one of them');
		seen.add(command);
		const length = [...description].length;
		if (description.trim() === '' || length > COMMAND_DESCRIPTION) {
			const detail = length === 0 ? 'has no description' : `has a description of ${length} characters`;
			throw new InvalidInput(field, detail, `Give 1 to ${COMMAND_DESCRIPTION} characters`);
		}
	});
}

export const getProfile: Operations['getProfile'] = async (line, language) => {
	const payload = languageOf(language);
	const texts = await Promise.all(
		TEXTS.map(async ([text, method, field]) => {
			const result = await ask(line, `getMy${method}`, payload);
			return [text, (isObject(result) && asText(result[field])) || ''] as const;
		}),
	);
	return { name: '', description: '', shortDescription: '', ...Object.fromEntries(texts) };
};

/** What is left out stays; an empty text removes the one of that language. All is checked before anything is set. */
export const setProfile: Operations['setProfile'] = async (line, profile, language) => {
	const payload = languageOf(language);
	const given = TEXTS.flatMap(([text, method, field, label, most]) => {
		const value = profile[text];
		if (value === undefined) return [];
		const length = [...value].length;
		if (length > most) {
			throw new InvalidInput(label, `has ${length} characters, Telegram takes ${most}`, 'Shorten it');
		}
		return [{ method: `setMy${method}`, payload: { ...payload, [field]: value } }];
	});
	for (const one of given) await ask(line, one.method, one.payload);
};

export const getWebhook: Operations['getWebhook'] = async (line) => {
	const info = await ask(line, 'getWebhookInfo');
	const { url, pending_update_count: pending, allowed_updates: kinds, ...rest } = isObject(info) ? info : {};
	const error = asText(rest.last_error_message);
	const date = rest.last_error_date;
	const time = typeof date === 'number' ? new Date(date * 1_000).toISOString() : null;
	return {
		url: asText(url),
		pending: typeof pending === 'number' ? pending : 0,
		lastError: error === null ? null : { time, description: error },
		kinds: Array.isArray(kinds) ? kinds.map(String) : null,
		raw: info,
	};
};

export const removeWebhook: Operations['removeWebhook'] = async (line, dropPending) => {
	await ask(line, 'deleteWebhook', dropPending ? { drop_pending_updates: true } : {});
};

/** Source: Bot API, "Deep linking". The payload arrives as the text `/start <payload>`. */
export const getLink: Operations['getLink'] = async (line, { payload, group }) => {
	if (payload !== '' && !PAYLOAD.test(payload)) {
		throw new InvalidInput(
			'Payload',
			`“${payload}” cannot stand in a link`,
			'Use up to 64 Latin letters, digits, - and _; write other data in base64url, or send an id for it',
		);
	}
	const username = await usernameOf(line);
	const start = group ? 'startgroup' : 'start';
	if (payload === '') return `https://t.me/${username}${group ? `?${start}` : ''}`;
	return `https://t.me/${username}?${start}=${payload}`;
};

/** Asked once for all links of a run. */
const usernames = new WeakMap<Line, Promise<string>>();

async function usernameOf(line: Line): Promise<string> {
	const asked = usernames.get(line) ?? askUsername(line);
	usernames.set(line, asked);
	return await asked;
}

async function askUsername(line: Line): Promise<string> {
	const me = await ask(line, 'getMe');
	const username = isObject(me) ? asText(me.username) : null;
	if (username !== null) return username;
	throw new Rejected({
		reason: 'other',
		description: 'The bot has no username',
		advice: 'Ask @BotFather for one',
	});
}
