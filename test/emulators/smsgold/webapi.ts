/**
 * The bot API, https://webapi.smsgold.ru/v1/. Strict about what its reference page "Отправка в чат-бот" says of
 * requests; every answer is `assumed`.
 */
import type { Received, Reply } from '../server';
import { accepted, inEnvelope, Refused } from './answers';
import type { Sent, State } from './state';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const METHODS = new Map<string, { method: 'GET' | 'POST'; run: (state: State, request: Received) => Reply }>([
	['/v1/telegram/bot/bots/', { method: 'GET', run: bots }],
	['/v1/telegram/bot/subscribers/', { method: 'GET', run: subscribers }],
	['/v1/telegram/bot/sendMessage/', { method: 'POST', run: sendMessage }],
	['/v1/cascade/', { method: 'POST', run: cascade }],
]);

export function webapi(state: State, request: Received): Reply {
	const tooMany = everyNth(state);
	if (tooMany) return tooMany;
	const path = request.path.endsWith('/') ? request.path : `${request.path}/`;
	const known = METHODS.get(path);
	if (!known) throw new Refused(404, `nothing at ${request.path}`);
	if (path !== request.path) state.missingSlashes.push(request.path);
	if (request.method !== known.method) throw new Refused(405, `${path} takes ${known.method}`);
	return known.run(state, request);
}

// assumed: limits, their code and their header
function everyNth(state: State): Reply | undefined {
	const { tooManyEvery, retryAfter } = state.settings;
	state.calls += 1;
	if (tooManyEvery === 0 || state.calls % tooManyEvery !== 0) return undefined;
	const headers = retryAfter === null ? undefined : { 'retry-after': retryAfter };
	return { status: 429, body: { error: 'assumed: too many requests' }, headers };
}

function bots(state: State, request: Received): Reply {
	queryOf(state, request, []);
	return { status: 200, body: inEnvelope(state.settings.envelope, 'bots', [...state.bots.values()]) };
}

function subscribers(state: State, request: Received): Reply {
	const { botId = '' } = queryOf(state, request, ['botId']);
	const list = state.subscribers.get(botId);
	if (!list) throw new Refused(404, `no bot ${botId}`);
	return { status: 200, body: inEnvelope(state.settings.envelope, 'subscribers', list) };
}

/** The query of a GET: user, pass and exactly the named parameters. */
function queryOf(state: State, { query, body }: Received, names: string[]): Record<string, string> {
	if (!state.knows(query)) throw new Refused(401, 'wrong user or pass');
	if (body.length > 0) throw new Refused(400, 'a GET has no body');
	for (const name of names) if (!query[name]) throw new Refused(400, `${name} is required`);
	onlyKnown(query, ['user', 'pass', ...names], 'parameter');
	return query;
}

/** The JSON of a POST without `auth`, which holds user and pass as strings. */
function bodyOf(state: State, { headers, query, body }: Received): Fields {
	if (Object.keys(query).length > 0) throw new Refused(400, 'a POST has no query');
	if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
		throw new Refused(400, 'the body is not application/json');
	const value = parse(body.toString('utf8'));
	if (!isObject(value)) throw new Refused(400, 'the body is not a JSON object');
	const { auth, ...fields } = value;
	if (!isObject(auth) || !state.knows(auth)) throw new Refused(401, 'wrong auth.user or auth.pass');
	onlyKnown(auth, ['user', 'pass'], 'field of auth');
	return fields;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function onlyKnown(fields: Fields, names: string[], what: string): void {
	const unknown = Object.keys(fields).find((name) => !names.includes(name));
	if (unknown !== undefined) throw new Refused(400, `unknown ${what} ${unknown}`);
}

function sendMessage(state: State, request: Received): Reply {
	const fields = bodyOf(state, request);
	onlyKnown(fields, ['subscriberId', 'botId', 'number', 'text', 'buttons'], 'field');
	const { textLimit, buttonLimit } = state.settings;
	if (typeof fields.text !== 'string') throw new Refused(400, 'text must be a string');
	if (textLimit !== null && fields.text.length > textLimit)
		throw new Refused(400, `text is over ${textLimit}`);
	const buttons = buttonsOf(fields.buttons);
	if (buttonLimit !== null && buttons.length > buttonLimit)
		throw new Refused(400, `over ${buttonLimit} buttons`);

	const target = targetOf(state, fields);
	const refusal = state.refusals.get(target.to);
	if (refusal) return refusal;
	const found = find(state, target);
	return accepted(state.settings.success, state.keep({ ...target, ...found, text: fields.text, buttons }));
}

type Target = Pick<Sent, 'by' | 'to' | 'bot' | 'ignored'>;

/** The documented precedence: `subscriberId` wins silently over `botId` and `number`. */
function targetOf(state: State, { subscriberId, botId, number }: Fields): Target {
	for (const [name, value] of Object.entries({ subscriberId, botId, number })) {
		if (value !== undefined && (typeof value !== 'string' || value === ''))
			throw new Refused(400, `${name} must be a string`);
	}
	if (typeof subscriberId === 'string') {
		const others = Object.entries({ botId, number }).filter(([, value]) => value !== undefined);
		// assumed: with only one of the others beside it, subscriberId wins as well
		return { by: 'subscriber', to: subscriberId, bot: null, ignored: others.map(([name]) => name) };
	}
	if (typeof botId !== 'string') throw new Refused(400, 'subscriberId, or botId and number, are required');
	if (typeof number !== 'string') throw new Refused(400, 'botId needs number');
	if (!/^\d+$/.test(number)) throw new Refused(400, 'number is international, digits only, without +');
	if (!state.bots.has(botId)) throw new Refused(404, `no bot ${botId}`);
	return { by: 'phone', to: number, bot: botId, ignored: [] };
}

function find(state: State, { by, to, bot }: Target): Pick<Sent, 'bot' | 'arrives'> {
	if (by === 'subscriber') {
		const found = state.findSubscriber(to);
		// assumed
		if (!found) throw new Refused(404, `no subscriber ${to}`);
		return { bot: found.bot, arrives: true };
	}
	const arrives = (state.subscribers.get(bot ?? '') ?? []).some(({ phone }) => phone === to);
	// assumed: whether a number that never subscribed is refused or silently lost
	if (!arrives && state.settings.notSubscribed === 'error') throw new Refused(400, `${to} is not subscribed`);
	return { bot, arrives };
}

function buttonsOf(value: unknown): Sent['buttons'] {
	if (value === undefined) return [];
	if (!Array.isArray(value)) throw new Refused(400, 'buttons must be one flat array');
	return value.map((button: unknown) => {
		if (!isObject(button)) throw new Refused(400, 'a button must be an object');
		onlyKnown(button, ['text', 'url'], 'field of a button');
		const { text, url } = button;
		// assumed: that both are required
		if (typeof text !== 'string' || text === '') throw new Refused(400, 'a button needs text');
		if (typeof url !== 'string' || url === '') throw new Refused(400, 'a button needs url');
		return { text, url };
	});
}

function cascade(state: State, request: Received): Reply {
	const { number, stages, ...others } = bodyOf(state, request);
	onlyKnown(others, [], 'field');
	if (typeof number !== 'string' || !/^\d+$/.test(number))
		throw new Refused(400, 'number is digits only, without +');
	if (!Array.isArray(stages) || stages.length === 0) throw new Refused(400, 'stages must be a filled array');
	for (const stage of stages as unknown[]) {
		if (!isObject(stage) || typeof stage.type !== 'string') throw new Refused(400, 'a stage needs a type');
	}
	const refusal = state.refusals.get(number);
	if (refusal) return refusal;
	const messageId = state.keep({
		by: 'cascade',
		to: number,
		bot: null,
		text: '',
		buttons: [],
		ignored: [],
		arrives: true,
		stages: stages as unknown[],
	});
	return accepted(state.settings.success, messageId);
}
