import { InvalidInput, Rejected } from '../../client/model/error';
import type { Recipient } from '../../client/model/recipient';
import type { Reachability } from '../../client/model/subscriber';
import { checkReachable } from '../../client/telegram/reach';
import type { CallRefusalName, ChatRefusalName, EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import {
	ANN,
	answering,
	atRest,
	CHANNEL,
	failureOf,
	FORUM,
	GROUP,
	id,
	insideOf,
	lineTo,
	named,
	OTHER_BOT,
	startTelegram,
	TOKEN,
} from './line';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const refuse = { botRecipients: 'refuse' } as const;
const allow = { botRecipients: 'allow' } as const;

const check = async (
	recipient: Recipient,
	leeway: { botRecipients: 'refuse' | 'allow' } = refuse,
): Promise<Reachability> => await checkReachable(lineTo(telegram.url), { recipient }, leeway);

describe('somebody can be written to', () => {
	it('when Telegram takes a “typing…”, which is all they see', async () => {
		expect(await check(id(ANN))).toEqual({
			reachable: 'yes',
			reason: null,
			description: null,
			raw: {
				status: 'member',
				user: { id: ANN, is_bot: false, first_name: 'Ann', username: 'ann' },
			},
		});
		expect(bot.actions).toEqual([{ chatId: ANN, action: 'typing' }]);
		expect(bot.sent).toEqual([]);
	});

	it.each([
		['a group', id(GROUP), GROUP],
		['a supergroup', id(FORUM), FORUM],
		['a channel by its name', named('shop_NEWS'), CHANNEL],
	])('also in %s', async (_name, recipient, chatId) => {
		expect(await check(recipient)).toMatchObject({ reachable: 'yes', raw: { id: chatId } });
	});
});

describe('somebody cannot be written to', () => {
	it.each<[ChatRefusalName, reason: string]>([
		['blocked', 'blocked'],
		['deactivated', 'deactivated'],
		['neverStarted', 'unknownRecipient'],
		['chatNotFound', 'unknownRecipient'],
		['privateChatNotFound', 'unknownRecipient'],
		['userNotFound', 'unknownRecipient'],
		['peerIdInvalid', 'unknownRecipient'],
		['noWriteAccess', 'other'],
	])('because of “%s”: %s', async (why, reason) => {
		bot.refuse(ANN, why);
		const answer = await check(id(ANN));
		expect(answer).toMatchObject({ reachable: 'no', reason });
		expect(answer.description).toMatch(/^(Forbidden|Bad Request): /);
	});

	it.each([
		[403, 'Forbidden: USER_IS_BLOCKED', 'blocked'],
		[400, 'Bad Request: USER_IS_BLOCKED', 'blocked'],
		[403, "Forbidden: bot can't initiate conversation with a user", 'notSubscribed'],
		[401, "Unauthorized: bot can't initiate conversation with a user", 'notSubscribed'],
		[400, 'Bad Request: INPUT_USER_DEACTIVATED', 'deactivated'],
		[400, 'Bad Request: USER_IS_BOT', 'botRecipient'],
	])('when typing is answered by %i “%s”: %s', async (code, description, reason) => {
		telegram.failNext({ code, description }, { method: 'sendChatAction' });
		expect(await check(id(ANN))).toMatchObject({ reachable: 'no', reason, description });
	});

	it.each<[ChatRefusalName]>([['kicked'], ['notMember'], ['groupDeleted']])(
		'because the bot is not there: “%s”',
		async (why) => {
			bot.refuse(FORUM, why);
			expect(await check(id(FORUM))).toMatchObject({ reachable: 'no', reason: 'notSubscribed' });
		},
	);

	it('under an id that has become another', async () => {
		bot.migrate(GROUP, -1_005_000_000_002);
		expect(await check(id(GROUP))).toMatchObject({
			reachable: 'no',
			reason: 'unknownRecipient',
			raw: { parameters: { migrate_to_chat_id: -1_005_000_000_002 } },
		});
	});

	it('when the bot has never met them', async () => {
		expect(await check(id(999_999_999))).toMatchObject({ reachable: 'no', reason: 'unknownRecipient' });
		expect(await check(named('ann'))).toMatchObject({ reachable: 'no', reason: 'unknownRecipient' });
	});
});

describe('a bot', () => {
	it('cannot be written to, although Telegram takes a “typing…” for it', async () => {
		for (const username of ['Other_Bot', 'Fragment_Name', undefined]) {
			bot.addPerson({ id: OTHER_BOT, firstName: 'Other', isBot: true, ...(username && { username }) });
			expect(await check(id(OTHER_BOT))).toMatchObject({ reachable: 'no', reason: 'botRecipient' });
		}
		expect(bot.actions).toEqual([]);
	});

	it('cannot be written to by a name that does not look like a bot’s', async () => {
		bot.addPerson({ id: 555, firstName: 'Gif', username: 'gif', isBot: true });
		expect(await check(named('gif'))).toMatchObject({ reachable: 'no', reason: 'botRecipient' });
	});

	it('is known by its name without any request', async () => {
		expect(await check(named('Other_Bot'))).toEqual({
			reachable: 'no',
			reason: 'botRecipient',
			description: 'The recipient is a bot',
			raw: null,
		});
		expect(telegram.log).toEqual([]);
	});

	it('may be written to when bots are allowed', async () => {
		bot.addPerson({ id: OTHER_BOT, firstName: 'Other', username: 'Other_Bot', isBot: true });
		expect(await check(id(OTHER_BOT), allow)).toMatchObject({ reachable: 'yes' });
		expect(await check(named('Other_Bot'), allow)).toMatchObject({ reachable: 'yes' });
	});

	it('is not seen in a person whose name only looks like a bot’s', async () => {
		bot.addPerson({ id: 556, firstName: 'Bot', username: 'old_name_bot' });
		expect(await check(id(556))).toMatchObject({ reachable: 'yes' });
	});
});

describe('nobody can tell', () => {
	it.each<[string, Parameters<TelegramEmulator['failNext']>[0], reason: string]>([
		['requests come too fast', 5, 'rateLimited'],
		['the server restarts', 'restart', 'HTTP 500'],
		['the front is broken', { status: 502, body: `<html>/bot${TOKEN}/</html>` }, 'HTTP 502'],
		['the line breaks before', { drop: 'before' }, 'ECONNRESET'],
		['the line breaks after', { drop: 'after' }, 'ECONNRESET'],
		['the server is too old', 'methodNotFound', 'unsupported'],
		['a refusal is new', { code: 403, description: 'Forbidden: NEW_RULE' }, 'other'],
		[
			'a refusal passes',
			{ code: 403, description: "Forbidden: bot can't send messages to the user" },
			'other',
		],
		[
			'the person wants Stars',
			{ code: 400, description: 'Bad Request: ALLOW_PAYMENT_REQUIRED_5' },
			'noMoney',
		],
	])('when %s', async (_name, reply, reason) => {
		for (const method of ['getChatMember', 'sendChatAction']) {
			telegram.failNext(reply, { method });
			const answer = await check(id(ANN));
			expect(answer).toMatchObject({ reachable: 'unknown', reason });
			expect(answer.description).not.toBeNull();
			expect(insideOf(answer)).not.toContain(TOKEN);
		}
	});

	it('when nobody listens', async () => {
		expect(await checkReachable(lineTo('http://127.0.0.1:1'), { recipient: id(ANN) }, refuse)).toMatchObject({
			reachable: 'unknown',
		});
	});
});

describe('the question itself is wrong', () => {
	it.each<[CallRefusalName]>([['unauthorized'], ['invalidToken'], ['notFound'], ['misdirected']])(
		'when the account is: “%s”',
		async (name) => {
			// the platform's fetch asks once more after a 421
			telegram.failNext(name, { times: 2 });
			const failure = await failureOf(check(id(ANN)));
			expect(failure).toBeInstanceOf(Rejected);
			expect(failure).toMatchObject({ facts: { reason: 'unauthorized' } });
		},
	);

	it('when the recipient can be none', async () => {
		const line = answering({ ok: true, result: true });
		const failure = await failureOf(checkReachable(line, { recipient: id('ann') }, refuse));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect(line.asked).toEqual([]);
	});

	it('is asked twice without harm', async () => {
		const line = answering({ ok: true, result: true });
		await checkReachable(line, { recipient: id(ANN) }, refuse);
		expect(line.asked.map(({ path, effect }) => [path, effect])).toEqual([
			['/getChatMember', 'read'],
			['/sendChatAction', 'read'],
		]);
	});
});
