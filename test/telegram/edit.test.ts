import type { MessagePart, PressAnswer } from '../../client/gateway';
import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import type { Receipt } from '../../client/model/receipt';
import type { Recipient } from '../../client/model/recipient';
import { answerPress, deleteMessage, editMessage } from '../../client/telegram/edit';
import { sendMessage } from '../../client/telegram/send';
import type { EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import {
	ANN,
	answering,
	atRest,
	CHANNEL,
	failureOf,
	id,
	lineTo,
	ME,
	message,
	named,
	NOW,
	startTelegram,
	THEN,
} from './line';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

type Changes = Parameters<typeof message>[0];

const send = async (changes: Changes = {}, recipient = id(ANN)): Promise<string> => {
	const { messageId } = await sendMessage(lineTo(telegram.url), { recipient }, message(changes));
	return messageId ?? '';
};

const sendPhoto = async (text: string): Promise<string> => {
	const { fileId } = bot.addFile('photo', { name: 'a.jpg', type: 'image/jpeg', bytes: Buffer.from('x') });
	return await send({ text, media: { kind: 'photo', source: { from: 'fileId', fileId } } });
};

const edit = async (
	messageId: string,
	part: MessagePart,
	changes: Changes = {},
	chat: Recipient = id(ANN),
): Promise<Receipt> => await editMessage(lineTo(telegram.url), { chat, messageId }, part, message(changes));

const LATER = new Date(THEN.getTime() + 3_600_000);
const BUTTONS = [[{ kind: 'callback', text: 'Ok', data: '1' }]] as const;
const withButtons = { buttons: BUTTONS.map((row) => [...row]) };

describe('an edit', () => {
	it('changes the text, and its receipt has the time of the edit', async () => {
		const messageId = await send({ text: 'Before', ...withButtons });
		telegram.settings.now = () => LATER.getTime();
		const receipt = await edit(messageId, 'text', { text: '<b>After</b>', format: 'html', ...withButtons });
		expect(receipt).toEqual({
			service: 'telegram',
			bot: { id: String(ME.id), name: ME.firstName },
			recipient: { form: 'id', value: String(ANN), id: String(ANN) },
			messageId,
			messageIds: [messageId],
			status: 'sent',
			reason: null,
			cost: null,
			time: LATER.toISOString(),
			degraded: [],
			raw: bot.edited[0]?.message,
		});
		expect(bot.message(ANN, Number(messageId))).toMatchObject({
			text: 'After',
			entities: [{ type: 'bold' }],
			reply_markup: { inline_keyboard: [[{ text: 'Ok' }]] },
		});
	});

	it('changes how a link is shown', async () => {
		const messageId = await send({ text: 'https://example.com' });
		await edit(messageId, 'text', { text: 'https://example.com', options: { linkPreview: 'off' } });
		expect(bot.message(ANN, Number(messageId))).toMatchObject({
			link_preview_options: { is_disabled: true },
		});
	});

	it('changes the caption, also to none', async () => {
		const messageId = await sendPhoto('Before');
		await edit(messageId, 'caption', { text: 'After' });
		expect(bot.message(ANN, Number(messageId))).toMatchObject({ caption: 'After' });
		await edit(messageId, 'caption', { text: '' });
		expect(bot.message(ANN, Number(messageId))).not.toHaveProperty('caption');
		expect(telegram.calls.slice(1)).toEqual(['editMessageCaption', 'editMessageCaption']);
	});

	it('changes the buttons alone, also to none', async () => {
		const messageId = await send({ text: 'Before' });
		await edit(messageId, 'buttons', { text: 'ignored', ...withButtons });
		expect(bot.message(ANN, Number(messageId))).toMatchObject({
			text: 'Before',
			reply_markup: { inline_keyboard: [[{ callback_data: '1' }]] },
		});
		await edit(messageId, 'buttons');
		expect(bot.message(ANN, Number(messageId))).not.toHaveProperty('reply_markup');
	});

	it('of the text takes the buttons away when none are given', async () => {
		const messageId = await send(withButtons);
		await edit(messageId, 'text', { text: 'After' });
		expect(bot.message(ANN, Number(messageId))).not.toHaveProperty('reply_markup');
	});

	it('in a channel works by name, and names no bot', async () => {
		const messageId = await send({}, named('Shop_News'));
		const receipt = await edit(messageId, 'text', { text: 'After' }, named('shop_news'));
		expect(receipt).toMatchObject({ bot: null, recipient: { form: 'username', id: String(CHANNEL) } });
	});

	it('is not refused because it lies in the chat with a bot', async () => {
		const line = answering({ ok: true, result: { message_id: 1 } });
		await editMessage(line, { chat: named('Other_Bot'), messageId: '1' }, 'text', message());
		expect(line.asked).toMatchObject([{ json: { chat_id: '@Other_Bot', message_id: 1 } }]);
	});

	it('may be asked twice, so a break is no question of luck', async () => {
		const messageId = await send();
		const line = answering({ ok: true, result: { message_id: 1 } });
		await editMessage(line, { chat: id(ANN), messageId }, 'text', message());
		expect(line.asked).toMatchObject([{ effect: 'read' }]);
	});
});

describe('an edit that changes nothing', () => {
	it.each<[MessagePart, Changes]>([
		['text', { text: 'Same', ...withButtons }],
		['buttons', withButtons],
	])('of the %s counts as done', async (part, changes) => {
		const messageId = await send({ text: 'Same', ...withButtons });
		expect(await edit(messageId, part, changes)).toEqual({
			service: 'telegram',
			bot: null,
			recipient: { form: 'id', value: String(ANN), id: String(ANN) },
			messageId,
			messageIds: [messageId],
			status: 'sent',
			reason: null,
			cost: null,
			time: NOW.toISOString(),
			degraded: ['The message already looked like this'],
			raw: {
				ok: false,
				error_code: 400,
				description: expect.stringMatching(/^Bad Request: message is not modified/) as string,
			},
		});
	});

	it('takes no name for an id', async () => {
		const messageId = await send({}, named('Shop_News'));
		expect((await edit(messageId, 'text', {}, named('Shop_News'))).recipient).toEqual({
			form: 'username',
			value: 'Shop_News',
			id: null,
		});
	});
});

describe('an edit is refused before any request', () => {
	it.each<[string, MessagePart, Changes, string]>([
		['without a text', 'text', { text: ' ' }, 'Text is empty'],
		['with markup around nothing', 'text', { text: '<b> </b>', format: 'html' }, 'Text is empty'],
		['with 4097 characters', 'text', { text: '😀'.repeat(4097) }, 'Text has 4097 characters'],
		['with 1025 characters of caption', 'caption', { text: 'a'.repeat(1025) }, 'Text has 1025 characters'],
		[
			'with too many bytes',
			'text',
			{ text: `<a href="https://a.b/${'x'.repeat(32_768)}">x</a>`, format: 'html' },
			'bytes with its markup',
		],
		['with a button of the keyboard', 'text', { buttons: [[{ kind: 'reply', text: 'Yes' }]] }, 'Buttons'],
		[
			'with a button that asks for the number',
			'buttons',
			{ buttons: [[{ kind: 'requestContact', text: 'Yes' }]] },
			'Buttons',
		],
		[
			'with a button that does not fit',
			'buttons',
			{ buttons: [[{ kind: 'callback', text: 'x', data: 'x'.repeat(65) }]] },
			'Buttons, row 1, button 1',
		],
	])('%s', async (_name, part, changes, words) => {
		const failure = await failureOf(edit('1', part, changes));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect((failure as InvalidInput).message).toContain(words);
		expect(telegram.log).toEqual([]);
	});

	it.each(['', '0', '-1', 'x', '1.5'])('when its message has the id “%s”', async (messageId) => {
		expect(await failureOf(edit(messageId, 'text'))).toMatchObject({ field: 'Message ID' });
	});
});

describe('an edit is refused by Telegram', () => {
	it('when the message is gone', async () => {
		expect(await failureOf(edit('99', 'text'))).toMatchObject({
			facts: { kind: 'target_gone', reason: 'invalidMessage' },
		});
	});

	it('when somebody else wrote it', async () => {
		const { message_id: theirs } = bot.say(ANN, 'Hi');
		expect(await failureOf(edit(String(theirs), 'text'))).toMatchObject({ facts: { kind: 'target_gone' } });
	});

	it('when there is no such part', async () => {
		const messageId = await send();
		expect(await failureOf(edit(messageId, 'caption'))).toMatchObject({
			facts: { reason: 'invalidMessage' },
		});
	});

	it('when the markup cannot be read', async () => {
		const messageId = await send();
		expect(
			await failureOf(edit(messageId, 'text', { text: '<b>', format: 'html', leeway: {} })),
		).toBeDefined();
		expect(await failureOf(edit(messageId, 'text', { text: 'a <b>c', format: 'html' }))).toMatchObject({
			facts: { kind: 'content' },
		});
	});
});

describe('a message is deleted', () => {
	const remove = async (messageId: string): Promise<void> =>
		await deleteMessage(lineTo(telegram.url), { chat: id(ANN), messageId });

	it('once', async () => {
		const messageId = await send();
		await remove(messageId);
		expect(bot.deleted).toEqual([{ chatId: ANN, messageId: Number(messageId) }]);
		expect(await failureOf(remove(messageId))).toMatchObject({ facts: { kind: 'target_gone' } });
	});

	it('only within two days', async () => {
		const messageId = await send();
		telegram.settings.now = () => THEN.getTime() + 49 * 3_600_000;
		expect(await failureOf(remove(messageId))).toMatchObject({ facts: { kind: 'target_gone' } });
	});

	it('and never asked for twice when the line breaks', async () => {
		const messageId = await send();
		telegram.failNext({ drop: 'after' }, { method: 'deleteMessage' });
		expect(await failureOf(remove(messageId))).toBeInstanceOf(Unreachable);
		const line = answering({ ok: true, result: true });
		await deleteMessage(line, { chat: id(ANN), messageId });
		expect(line.asked).toMatchObject([
			{ effect: 'write', json: { chat_id: String(ANN), message_id: Number(messageId) } },
		]);
	});

	it.each(['', 'x', '0'])('but not by the id “%s”', async (messageId) => {
		expect(await failureOf(remove(messageId))).toBeInstanceOf(InvalidInput);
		expect(telegram.log).toEqual([]);
	});
});

describe('a press', () => {
	const pressed = async (): Promise<string> => {
		const messageId = await send(withButtons);
		const update = bot.press(Number(messageId), '1');
		return (update?.['callback_query'] as { id: string }).id;
	};
	const answer = async (changes: Partial<PressAnswer>): Promise<void> =>
		await answerPress(lineTo(telegram.url), { pressId: '', text: '', alert: false, ...changes });

	it('is answered with nothing, which only ends the waiting', async () => {
		const pressId = await pressed();
		await answer({ pressId });
		expect(bot.answered).toEqual([
			{ callbackQueryId: pressId, text: '', showAlert: false, url: '', cacheTime: 0 },
		]);
	});

	it('is answered with a text, a box, a link and a time', async () => {
		const pressId = await pressed();
		const url = `https://t.me/${ME.username}?start=x`;
		await answer({ pressId, text: '😀'.repeat(200), alert: true, url, cacheSeconds: 60 });
		expect(bot.answered).toEqual([
			{ callbackQueryId: pressId, text: '😀'.repeat(200), showAlert: true, url, cacheTime: 60 },
		]);
	});

	it.each<[string, Partial<PressAnswer>, string]>([
		['without an id', { pressId: ' ' }, 'Press ID'],
		['with 201 characters', { pressId: '1', text: 'a'.repeat(201) }, 'Answer Text'],
	])('is not answered %s', async (_name, changes, field) => {
		const failure = await failureOf(answer(changes));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect(failure).toMatchObject({ field });
		expect(telegram.log).toEqual([]);
	});

	it('is not answered when it is too old', async () => {
		const pressId = await pressed();
		telegram.settings.now = () => THEN.getTime() + 151_000;
		const failure = await failureOf(answer({ pressId }));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({ facts: { kind: 'callback_expired', reason: 'other' } });
	});
});
