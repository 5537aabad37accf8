import {
	fallBackFor,
	sendAndFallBack,
	sendByCascade,
	type ReceiptRequest,
	type SendRequest,
} from '../../client/fallback/flow';
import type { Result } from '../../client/fallback/result';
import type { Claims } from '../../client/fallback/claims';
import { Budget } from '../../client/fallback/budget';
import { takeBack, type Use } from '../../client/fallback/sms';
import type { StatusReport } from '../../client/gateway';
import { PartlySent } from '../../client/model/error';
import { KEY, line, MESSAGE, refusal, report, silence, Stage, wish } from './stage';

let stage: Stage;
beforeEach(() => (stage = new Stage()));

const request = (over: Partial<ReceiptRequest> = {}): ReceiptRequest => ({
	key: KEY,
	report: report({ status: 'blocked', reason: 'blocked', messageId: null }),
	goal: 'accepted',
	unknown: 'sent',
	wish: async () => wish(),
	...over,
});

const receipts = async (over: Partial<ReceiptRequest> = {}, use?: Use): Promise<Result> =>
	await fallBackFor(use ?? (await stage.run()), request(over));

const found = (status: StatusReport['status']): StatusReport =>
	({ ...report(), status }) as unknown as StatusReport;

describe('falling back for a receipt', () => {
	it('leaves alone whom the bot has reached', async () => {
		expect(await receipts({ report: report({ status: 'delivered' }), goal: 'delivered' })).toMatchObject({
			outcome: 'reachedByBot',
			reason: null,
			sms: null,
		});
		expect(stage.sms).toEqual([]);
		expect(stage.marks.size).toBe(0);
	});

	it('sends the SMS to whom it has not reached, and says why', async () => {
		expect(await receipts()).toMatchObject({
			outcome: 'sentBySms',
			reason: 'blocked',
			phone: '+79990000001',
			country: 'RU',
			parts: 1,
			bot: { status: 'blocked' },
			sms: { service: 'sms', channel: 'sms', status: 'sent', messageId: '7' },
		});
		expect(stage.sms).toEqual([{ phone: '79990000001', text: 'Your order is ready' }]);
	});

	it('asks the service where the receipt leaves it open, and only then', async () => {
		let asked = 0;
		const ask = async () => {
			asked += 1;
			return found('read');
		};
		const sent = report({ status: 'sent' });
		expect(await receipts({ report: sent, goal: 'delivered', ask })).toMatchObject({
			outcome: 'reachedByBot',
			bot: { status: 'read' },
		});
		await receipts({ report: report({ status: 'delivered' }), goal: 'delivered', ask });
		await receipts({ ask });
		expect(asked).toBe(1);
		expect(
			await receipts({ report: sent, goal: 'clicked', ask, key: { mark: '2', also: [] } }),
		).toMatchObject({
			outcome: 'sentBySms',
			reason: 'notClicked',
		});
	});

	it('asks whether a message that was taken has failed since', async () => {
		const taken = report({ status: 'queued' });
		const says = async (status: StatusReport['status']): Promise<Result> =>
			await receipts({ report: taken, goal: 'accepted', ask: async () => found(status) });
		for (const status of ['queued', 'sent', 'read', 'unknown'] as const)
			expect(await says(status)).toMatchObject({ outcome: 'reachedByBot', reason: null });
		expect(await says('blocked')).toMatchObject({ outcome: 'sentBySms', bot: { status: 'blocked' } });
		expect(stage.sms).toHaveLength(1);
	});

	it('fails, and sends nothing, when the service cannot be asked now', async () => {
		const ask = async () => {
			throw silence('notSent');
		};
		await expect(receipts({ report: report(), goal: 'delivered', ask })).rejects.toThrow('No answer came');
		expect(stage.sms).toEqual([]);
		expect(stage.marks.size).toBe(0);
	});

	it('believes what the workflow has heard since', async () => {
		expect(await receipts({ report: report(), goal: 'delivered', later: 'delivered' })).toMatchObject({
			outcome: 'reachedByBot',
		});
		expect(await receipts({ report: report(), goal: 'delivered', later: 'failed' })).toMatchObject({
			outcome: 'sentBySms',
			reason: 'failed',
		});
	});

	it('knows a reply by when the person was last seen', async () => {
		const replied = async (lastSeen: string | null) =>
			await receipts({ report: report(), goal: 'replied', lastSeen: async () => lastSeen });
		expect(await replied('2026-03-01T12:00:01.000Z')).toMatchObject({ outcome: 'reachedByBot' });
		expect(await replied('2026-03-01T11:59:59.000Z')).toMatchObject({
			outcome: 'sentBySms',
			reason: 'noReply',
		});
		stage.marks.clear();
		expect(await replied(null)).toMatchObject({ outcome: 'sentBySms', reason: 'noReply' });
	});

	it.each(['unknown', 'expired'] as const)(
		'believes a reply to a message that the service calls %s',
		async (status) => {
			const lastSeen = async () => '2026-03-01T12:00:01.000Z';
			const asked = { report: report({ status }), goal: 'replied', unknown: 'failed', lastSeen } as const;
			expect(await receipts(asked)).toMatchObject({ outcome: 'reachedByBot', reason: null });
			expect(stage.sms).toEqual([]);
		},
	);

	it.each([
		['sent', undefined, 'reachedByBot'],
		['failed', undefined, 'sentBySms'],
		['ask', 'delivered', 'reachedByBot'],
		['ask', 'failed', 'sentBySms'],
		['ask', 'unknown', 'reachedByBot'],
	] as const)(
		'counts an unknown outcome as “%s”, where the service says %s: %s',
		async (unknown, says, outcome) => {
			const unsure = report({ status: 'unknown', reason: 'TIMEOUT' });
			const ask = says && (async () => found(says));
			expect(await receipts({ report: unsure, unknown, ...(ask && { ask }) })).toMatchObject({ outcome });
		},
	);
});

describe('once', () => {
	it('sends nothing for a key that has had its SMS, in whatever run', async () => {
		await receipts();
		expect(await receipts()).toMatchObject({
			outcome: 'sentBySms',
			reason: 'alreadySent',
			repeated: true,
			sms: null,
		});
		expect(stage.sms).toHaveLength(1);
	});

	it('sends nothing again when nobody knows whether the SMS went out', async () => {
		stage.smsResults.push(silence('unknown'));
		expect(await receipts()).toMatchObject({
			outcome: 'sentBySms',
			sms: { status: 'unknown', reason: 'ECONNREFUSED' },
		});
		expect(await receipts()).toMatchObject({ outcome: 'sentBySms', repeated: true });
		expect(stage.sms).toHaveLength(1);
	});

	it('sends nothing for a run that died between claim and send', async () => {
		await (await stage.run()).claims.take(KEY);
		expect(await receipts()).toMatchObject({ outcome: 'sentBySms', reason: 'begunBefore', repeated: true });
		expect(stage.sms).toEqual([]);
	});

	it('tries again in the next run when the SMS service was down', async () => {
		stage.smsResults.push(silence('notSent'));
		expect(await receipts()).toMatchObject({
			outcome: 'notReached',
			reason: 'ECONNREFUSED',
			bot: { status: 'blocked', reason: 'blocked' },
			sms: { status: 'failed', reason: 'ECONNREFUSED' },
			description: expect.stringContaining('(blocked); the SMS was not sent: No answer came'),
		});
		expect(await receipts()).toMatchObject({ outcome: 'sentBySms', repeated: false });
		expect(stage.sms).toHaveLength(2);
	});

	it.each(['noMoney', 'invalidMessage', 'unauthorized', 'unknownRecipient'] as const)(
		'tries again when the SMS service said no: %s',
		async (reason) => {
			stage.smsResults.push(refusal(reason));
			expect(await receipts()).toMatchObject({ outcome: 'notReached', reason, sms: { reason } });
			expect(await receipts()).toMatchObject({ outcome: 'sentBySms' });
		},
	);

	it('does not send again because the record could not be kept after the SMS went out', async () => {
		const claims = stage.claims();
		const broken: Use['claims'] = {
			take: async (key) => await claims.take(key),
			release: async (key) => await claims.release(key),
			settle: async () => undefined,
			end: async () => {
				throw silence('notSent');
			},
		};
		const result = await receipts({}, await stage.run({ claims: broken }));
		expect(result.outcome).toBe('sentBySms');
		expect(result.degraded).toEqual([expect.stringContaining('could not be written down')]);
		expect(await receipts()).toMatchObject({ reason: 'begunBefore' });
		expect(stage.sms).toHaveLength(1);
	});

	it('hands an item to the next node only once where no SMS service is chosen', async () => {
		const { road: _, ...use } = await stage.run();
		expect(await receipts({}, use)).toMatchObject({
			outcome: 'notReached',
			reason: 'blocked',
			phone: '+79990000001',
			text: 'Your order is ready',
			parts: 1,
			repeated: false,
			handedOver: true,
		});
		expect(await receipts({}, use)).toMatchObject({
			outcome: 'sentBySms',
			repeated: true,
			handedOver: false,
		});
		expect(stage.sms).toEqual([]);
	});

	it('says of what the guard stopped that the next node is not to send it', async () => {
		const { road: _, ...use } = await stage.run();
		for (const over of [{ countries: ['DE'] }, { quiet: { from: 11 * 60, to: 14 * 60 } }, { mostCost: 5 }]) {
			const stopped = await receipts({ wish: async () => wish(over) }, use);
			expect(stopped).toMatchObject({ outcome: 'notReached', handedOver: false });
		}
		expect(stage.marks.size).toBe(0);
	});

	it('hands it over again when n8n threw away the run that had done so', async () => {
		const { road: _, ...use } = await stage.run({}, { perRun: 1 });
		await receipts({}, use);
		expect(await use.budget.take()).toBe('runLimit');
		expect(await takeBack(use)).toEqual([]);
		expect(await use.budget.take()).toBe('taken');
		await use.claims.settle();
		const { road: __, ...next } = await stage.run();
		expect(await receipts({}, next)).toMatchObject({ outcome: 'notReached', repeated: false });
		expect(await receipts({}, next)).toMatchObject({ outcome: 'sentBySms', repeated: true });
	});

	it('tells the first failure when the record cannot be kept either', async () => {
		const claims = stage.claims();
		const broken: Claims = {
			take: async (key) => await claims.take(key),
			end: async (key, ending) => await claims.end(key, ending),
			settle: async () => await claims.settle(),
			release: async () => await Promise.reject(new Error('the database is away')),
		};
		const use = await stage.run({ claims: broken });
		const failing = receipts({ wish: async () => await Promise.reject(silence('notSent')) }, use);
		await expect(failing).rejects.toMatchObject({ facts: { code: 'ECONNREFUSED' } });
		stage.marks.clear();
		expect(await receipts({ wish: async () => wish({ phone: '+7999' }) }, use)).toMatchObject({
			outcome: 'notReached',
			reason: 'invalidPhone',
			degraded: [expect.stringContaining('could not be written down')],
		});
	});
});

describe('the guard', () => {
	it.each([
		[{ phone: 'none' }, 'invalidPhone'],
		[{ phone: '' }, 'invalidPhone'],
		[{ text: 'я'.repeat(200), mostParts: 1 }, 'invalidText'],
		[{ countries: ['DE'] }, 'countryNotAllowed'],
		[{ quiet: { from: 11 * 60, to: 14 * 60 } }, 'quietHours'],
		[{ mostCost: 0.5 }, 'tooExpensive'],
	])('stops %j: %s', async (over, reason) => {
		const result = await receipts({ wish: async () => wish(over) });
		expect(result).toMatchObject({ outcome: 'notReached', reason, bot: { reason: 'blocked' }, sms: null });
		expect(stage.sms).toEqual([]);
		expect(stage.marks.size).toBe(0);
	});

	it('says when the SMS may go out, and lets it through then', async () => {
		const quiet = { wish: async () => wish({ quiet: { from: 11 * 60, to: 14 * 60 } }) };
		expect(await receipts(quiet)).toMatchObject({ allowedAt: '2026-03-01T14:00:00.000Z' });
		const later = await stage.run({ now: () => new Date('2026-03-01T14:00:00Z') });
		expect(await receipts(quiet, later)).toMatchObject({ outcome: 'sentBySms', allowedAt: null });
	});

	it('sends nothing where the price has a limit and nobody can tell the price', async () => {
		stage.estimate = silence('notSent');
		expect(await receipts({ wish: async () => wish({ mostCost: 5 }) })).toMatchObject({
			reason: 'costUnknown',
		});
		const { estimateSms: _, ...silent } = stage.smsService;
		const use = await stage.run({ road: { gateway: silent, line } });
		expect(await receipts({ wish: async () => wish({ mostCost: 5 }) }, use)).toMatchObject({
			reason: 'costUnknown',
		});
		expect(await receipts()).toMatchObject({ outcome: 'sentBySms' });
	});

	it('keeps the limits of a run and of a day, and counts only what was sent', async () => {
		const key = (at: number) => ({ mark: `order-${at}`, also: [] });
		stage.smsResults.push(refusal('invalidMessage'));
		const run = await stage.run({}, { perRun: 2 });
		const reasons: Array<string | null> = [];
		for (let at = 0; at < 4; at += 1) reasons.push((await receipts({ key: key(at) }, run)).reason);
		expect(reasons).toEqual(['invalidMessage', 'blocked', 'blocked', 'runLimit']);

		// the next round of a loop in the same run, and the next run
		const counted = { budget: new Budget({ perRun: 2, perDay: Infinity }, async () => 0, { sent: 2 }) };
		expect(await receipts({ key: key(3) }, await stage.run(counted))).toMatchObject({ reason: 'runLimit' });

		const today = await stage.run({}, { perDay: 10 }, 9);
		expect(await receipts({ key: key(3) }, today)).toMatchObject({ outcome: 'sentBySms' });
		expect(await receipts({ key: key(0) }, today)).toMatchObject({ reason: 'dayLimit' });
	});

	it('asks again how many were sent today where that could not be told at first', async () => {
		const answers = [async () => await Promise.reject(silence('notSent')), async () => 10];
		const budget = new Budget({ perRun: 9, perDay: 10 }, async () => (await answers.shift()?.()) ?? 0);
		await expect(budget.take()).rejects.toThrow('No answer came');
		expect(await budget.take()).toBe('dayLimit');
	});
});

describe('sending first', () => {
	const send = async (over: Partial<SendRequest> = {}): Promise<Result> =>
		await sendAndFallBack(
			await stage.run(),
			{ gateway: stage.bot, line },
			{
				key: KEY,
				address: { recipient: { form: 'id', value: '42' } },
				message: async () => MESSAGE,
				unknown: 'sent',
				botFailure: 'fail',
				wish: async () => wish(),
				...over,
			},
		);

	it('sends no SMS to whom the bot reaches, and neither message twice', async () => {
		const ask = async (): Promise<undefined> => await Promise.reject(new Error('nobody was to be asked'));
		expect(await send({ ask })).toMatchObject({
			outcome: 'reachedByBot',
			reason: null,
			bot: { messageId: '7' },
		});
		expect(await send()).toMatchObject({ outcome: 'reachedByBot', reason: 'alreadyReached', repeated: true });
		expect(stage.messages).toHaveLength(1);
		expect(stage.sms).toEqual([]);
	});

	it.each(['blocked', 'notSubscribed', 'deactivated', 'unknownRecipient'] as const)(
		'sends the SMS in the same run to whom the service refuses: %s',
		async (reason) => {
			stage.botResults.push(refusal(reason));
			expect(await send()).toMatchObject({ outcome: 'sentBySms', reason, sms: { status: 'sent' } });
			expect(await send()).toMatchObject({ outcome: 'sentBySms', repeated: true });
			expect([stage.messages.length, stage.sms.length]).toEqual([1, 1]);
		},
	);

	it.each(['unauthorized', 'noMoney', 'invalidMessage'] as const)(
		'fails where it is not about the person, and gives the item back: %s',
		async (reason) => {
			stage.botResults.push(refusal(reason));
			await expect(send()).rejects.toThrow('Forbidden: no');
			expect(stage.sms).toEqual([]);
			expect(await send()).toMatchObject({ outcome: 'reachedByBot', repeated: false });
		},
	);

	it('sends the SMS then too, where the user wants it', async () => {
		stage.botResults.push(silence('notSent'));
		expect(await send({ botFailure: 'sms' })).toMatchObject({
			outcome: 'sentBySms',
			reason: 'ECONNREFUSED',
			bot: { status: 'failed' },
		});
	});

	it.each([
		['sent', 'reachedByBot', 0],
		['failed', 'sentBySms', 1],
	] as const)('counts a message that got no answer as %s', async (unknown, outcome, sms) => {
		stage.botResults.push(silence('unknown'));
		expect(await send({ unknown })).toMatchObject({ outcome, reason: 'unknownOutcome' });
		expect(await send({ unknown })).toMatchObject({ outcome, repeated: true });
		expect(stage.sms).toHaveLength(sms);
		expect(stage.messages).toHaveLength(1);
	});

	it('does not send again because the service could not be asked about a message without an answer', async () => {
		stage.botResults.push(silence('unknown'));
		const ask = async () => await Promise.reject(silence('notSent'));
		expect(await send({ unknown: 'ask', ask })).toMatchObject({
			outcome: 'reachedByBot',
			reason: 'unknownOutcome',
			degraded: [expect.stringContaining('could not be asked what became of a message: No answer came')],
		});
		expect(await send({ unknown: 'ask', ask })).toMatchObject({ reason: 'alreadyReached', repeated: true });
		expect([stage.messages.length, stage.sms.length]).toEqual([1, 0]);
	});

	it('sends nothing again when some parts had gone out', async () => {
		stage.botResults.push(new PartlySent(refusal('other'), ['1'], 2));
		await expect(send({ botFailure: 'sms' })).rejects.toThrow('1 of 2 parts were sent');
		expect(await send()).toMatchObject({ reason: 'begunBefore', repeated: true });
		expect([stage.messages.length, stage.sms.length]).toEqual([1, 0]);
	});

	it('writes to the bot again when the guard stopped the SMS', async () => {
		stage.botResults.push(refusal('blocked'));
		expect(await send({ wish: async () => wish({ phone: 'x' }) })).toMatchObject({ reason: 'invalidPhone' });
		expect(await send()).toMatchObject({ outcome: 'reachedByBot', repeated: false });
	});
});

describe('the service’s own cascade', () => {
	const stages = [{ type: 'telegramBot' }, { type: 'sms' }];
	const cascade = async (over: Parameters<typeof wish>[0] = {}): Promise<Result> =>
		await sendByCascade(await stage.run(), { key: KEY, wish: wish({ stages, text: '', ...over }) });

	it('is handed over once, and may end in an SMS', async () => {
		expect(await cascade()).toMatchObject({
			outcome: 'sentBySms',
			reason: 'cascade',
			phone: '+79990000001',
			text: null,
			bot: null,
			sms: { channel: 'cascade', status: 'sent' },
		});
		expect(await cascade()).toMatchObject({ outcome: 'sentBySms', reason: 'alreadySent', repeated: true });
		expect(stage.cascades).toEqual([{ phone: '79990000001', stages }]);
		expect(stage.sms).toEqual([]);
	});

	it('is guarded too, and tried again when the service was down', async () => {
		expect(await cascade({ countries: ['DE'] })).toMatchObject({ reason: 'countryNotAllowed' });
		stage.smsResults.push(silence('notSent'));
		expect(await cascade()).toMatchObject({ outcome: 'notReached', reason: 'ECONNREFUSED' });
		expect(await cascade()).toMatchObject({ outcome: 'sentBySms', reason: 'cascade' });
	});
});
