import type { OperationName } from '../../client/gateway';
import type { Button, ButtonKind } from '../../client/model/button';
import type { MediaKind, Message, MessageOptionName } from '../../client/model/message';
import { CAPTION_LIMIT, TEXT_LIMIT } from '../../client/telegram/limits';
import { telegram as gateway } from '../../client/telegram/gateway';
import { BotGatewayTelegramApi } from '../../credentials/BotGatewayTelegramApi.credentials';
import type { EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import { ANN, atRest, CHANNEL, FORUM, id, lineTo, message, named, startTelegram } from './line';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const { can } = gateway;

const send = async (changes: Parameters<typeof message>[0], recipient = id(ANN)): Promise<void> => {
	await gateway.sendMessage?.(lineTo(telegram.url), { recipient }, message(changes));
};

const BUTTONS: Partial<Record<ButtonKind, Button>> & { reply: Button } = {
	url: { kind: 'url', text: 'x', url: 'https://example.com/' },
	callback: { kind: 'callback', text: 'x', data: '1' },
	webApp: { kind: 'webApp', text: 'x', url: 'https://example.com/' },
	copyText: { kind: 'copyText', text: 'x', value: '1' },
	reply: { kind: 'reply', text: 'x' },
	requestContact: { kind: 'requestContact', text: 'x' },
	requestLocation: { kind: 'requestLocation', text: 'x' },
};

/** An option of each name, and where it shows at Telegram. */
const optionsFor = (
	replyTo: number,
): Partial<Record<MessageOptionName, [Message['options'], shows: object]>> => ({
	silent: [{ silent: true }, { flags: { disable_notification: 'true' } }],
	protect: [{ protect: true }, { message: { has_protected_content: true } }],
	topicId: [{ topicId: '7' }, { message: { message_thread_id: 7 } }],
	replyTo: [{ replyTo: String(replyTo) }, { message: { reply_to_message: { message_id: replyTo } } }],
	linkPreview: [{ linkPreview: 'off' }, { message: { link_preview_options: { is_disabled: true } } }],
	keyboard: [{ keyboard: { placeholder: 'Answer' } }, { replyMarkup: { input_field_placeholder: 'Answer' } }],
});

describe('what is declared works:', () => {
	it('all buttons are, and', () => {
		expect([...can.buttons].sort()).toEqual(Object.keys(BUTTONS).sort());
	});

	it.each(can.buttons)('the button %s', async (kind) => {
		await send({ buttons: [[BUTTONS[kind] ?? BUTTONS.reply]] });
		expect(bot.sent[0]?.replyMarkup).toBeDefined();
	});

	it('all options are, and', () => {
		expect([...can.options].sort()).toEqual(Object.keys(optionsFor(1)).sort());
	});

	it.each(can.options)('the option %s', async (name) => {
		await send({}, id(FORUM));
		const [options, shows] = optionsFor(bot.sent[0]?.messageId ?? 0)[name] ?? [{}, { nowhere: true }];
		await send({ options, buttons: [[BUTTONS.reply]] }, id(FORUM));
		expect(bot.sent[1]).toMatchObject(shows);
	});

	it.each(can.media)('the medium %s', async (kind: MediaKind) => {
		const file = { data: Buffer.from('x'), name: 'a', mimeType: 'x/y' };
		await send({ text: '', media: { kind, source: { from: 'file', file } } });
		expect(bot.sent[0]?.media?.bytes).toEqual(file.data);
	});

	it.each(can.formats)('the format %s', async (format) => {
		await send({ format });
		expect(bot.sent).toMatchObject([{ text: 'Hello' }]);
	});

	it('recipients by id and by username, and no others', async () => {
		await send({}, id(ANN));
		await send({}, named('Shop_News'));
		expect(bot.sent.map(({ chatId }) => chatId)).toEqual([ANN, CHANNEL]);
		expect(can.recipients).toEqual(['id', 'username']);
		await expect(send({}, { form: 'phone', value: '79990000001' })).rejects.toThrow('Recipient');
	});

	it('texts and captions up to their limits', async () => {
		expect([can.textLimit, can.captionLimit]).toEqual([TEXT_LIMIT, CAPTION_LIMIT]);
		expect([TEXT_LIMIT, CAPTION_LIMIT]).toEqual([4096, 1024]);
		const file = { data: Buffer.from('x'), name: 'a', mimeType: 'x/y' };
		await send({ text: 'a'.repeat(TEXT_LIMIT) });
		await send({ text: 'a'.repeat(CAPTION_LIMIT), media: { kind: 'photo', source: { from: 'file', file } } });
		expect(bot.sent).toHaveLength(2);
	});
});

describe('what is not there', () => {
	const ALL: OperationName[] = [
		'listBots',
		'getBot',
		'listSubscribers',
		'checkReachable',
		'sendMessage',
		'editMessage',
		'deleteMessage',
		'answerPress',
	];

	it('is explained, and what is there is not', () => {
		for (const operation of ALL) expect(operation in can.missing).toBe(gateway[operation] === undefined);
	});

	it('is a status beyond “sent”: Telegram tells nothing more', () => {
		expect(can.furthestStatus.status).toBe('sent');
	});
});

test('the account is the credential of that name', () => {
	expect(gateway.credential).toBe(new BotGatewayTelegramApi().name);
	expect(can.bots).toBe('one');
});
