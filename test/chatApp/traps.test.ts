/** Traps of the service that no other file here is about. */
import { readFileSync } from 'node:fs';

import { chatApp as gateway } from '../../client/chatApp/gateway';
import { itemsIn } from '../../client/chatApp/items';
import { judge } from '../../client/fallback/judge';
import { Rejected } from '../../client/model/error';
import type { ChatAppEmulator, Queue } from '../emulators/chatApp';
import { ANN, failureOf, lineTo, message, QUEUES, startChatApp } from './line';

let cloud: ChatAppEmulator;
let statuses: Queue;

beforeAll(async () => {
	cloud = await startChatApp();
	statuses = cloud.addQueue('status', QUEUES.statusQueue);
});
afterAll(async () => await cloud.stop());
beforeEach(() => cloud.reset());

const send = async (extra?: Record<string, unknown>) =>
	await gateway.sendMessage!(
		lineTo(cloud.url),
		{ recipient: { form: 'id', value: ANN } },
		message({ options: extra === undefined ? {} : { extra } }),
	);

/** What the gateway makes of the reports that lie in the queue. */
const told = () =>
	statuses.waiting
		.flatMap(({ body }) => itemsIn(body))
		.flatMap((item) => gateway.receiver!.read(item, { bot: null, receivedAt: '' }))
		.map(({ status }) => status);

describe('trap 15: a new token, entered in the console, may cut the bot off for a moment', () => {
	it('is told beside the operations on bots, and in the documentation', () => {
		expect(gateway.can.consoleOnly).toMatch(/update its token, which may disconnect it for a moment/);
		expect(readFileSync('docs/credentials.md', 'utf8')).toMatch(/\*Update Token\*.*disconnect/);
	});

	it('leaves a message that was taken meanwhile and not delivered as failed, never as unknown or sent anew', async () => {
		cloud.settings.receipts = [];
		const { messageId, status } = await send();
		expect(status).toBe('sent');
		const words = { ErrorCode: '500', ErrorDescription: 'The bot is disconnected' };
		await cloud.report(String(messageId), 'Failed', words);
		expect(told()).toMatchObject([
			{ messageId, status: 'failed', description: '500: The bot is disconnected' },
		]);
		expect(cloud.sent).toHaveLength(1);
	});

	it('refuses one message at the most: what is refused is told, and the next goes out', async () => {
		const refusal = { Code: 'Telegram.BotDisconnected', Message: 'The bot is disconnected' };
		cloud.failNext({ status: 200, body: refusal });
		const failure = await failureOf(send());
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({ facts: { description: 'The bot is disconnected', raw: refusal } });
		expect(await send()).toMatchObject({ status: 'sent' });
	});
});

describe('trap 16: one token here and in a Telegram credential', () => {
	it('is warned of where the token is entered', () => {
		const page = readFileSync('docs/credentials.md', 'utf8');
		expect(page).toMatch(
			/should not be used by a Telegram Bot credential as well: the two would take messages/,
		);
	});
});

describe('trap 17: the service’s own fallback to SMS is for WhatsApp and Viber', () => {
	it('is never asked for', async () => {
		await send();
		expect(Object.keys(cloud.log[0]?.query ?? {}).filter((name) => /fallback/i.test(name))).toEqual([]);
	});

	it.each(['FallBackId', 'FallBackContent', 'FallBackDuration', 'FallBackRule', 'fallbackId'])(
		'is refused as an extra field (%s), since nobody would get an SMS',
		async (name) => {
			expect(await failureOf(send({ Label: 'x', [name]: 'S01' }))).toMatchObject({
				name: 'InvalidInput',
				field: 'Extra Fields',
				message: expect.stringContaining(`hold “${name}”`),
				advice: expect.stringContaining('Bot SMS Fallback'),
				reason: 'unsupported',
			});
			expect(cloud.log).toEqual([]);
		},
	);
});

describe('trap 18: Telegram tells its bots neither of delivery nor of reading', () => {
	it.each<[string[]]>([[[]], [['Sent']], [['Sent', 'Delivered']]])(
		'a message with the reports %j has got as far as they say, and nothing is made of those that are missing',
		async (receipts) => {
			cloud.settings.receipts = receipts;
			expect(await send()).toMatchObject({ status: 'sent', reason: null });
			expect(told().map((status) => status?.status)).toEqual(receipts.map((word) => word.toLowerCase()));
		},
	);

	it('is said wherever somebody waits for a status', () => {
		expect(gateway.can.furthestStatus.note).toContain('a missing one proves nothing');
		expect(readFileSync('docs/receiving.md', 'utf8')).toContain(
			'A missing `read` or `delivered` proves nothing',
		);
	});

	it('a message without a report was not read in time, and is not said to have failed', async () => {
		const { messageId, status, time } = await send();
		const report = { service: 'chatApp', bot: null, messageId, status, reason: null, time } as never;
		const judgement = await judge({ report, goal: 'read', unknown: 'sent' });
		expect(judgement).toMatchObject({ reached: false, reason: 'notRead', report: { status: 'sent' } });
	});
});
