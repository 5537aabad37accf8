import { deliver, type Handling } from '../client/deliver';
import type { Address, Capabilities, Gateway, Line, Operations } from '../client/gateway';
import { InvalidInput, PartlySent, Rejected, Unreachable, type Reason } from '../client/model/error';
import type { Message } from '../client/model/message';
import type { Receipt } from '../client/model/receipt';
import { message as plain } from './support/message';

const NOW = new Date('2026-01-02T03:04:05Z');
const line: Line = { send: async () => ({ status: 200, headers: {}, body: '' }), now: () => NOW };
const address: Address = { recipient: { form: 'phone', value: '79990000000' }, bot: 'b1' };
const message = plain();
const receipt = { service: 'test', status: 'sent', degraded: [] as string[] } as Receipt;

const CAREFUL: Handling = { unknown: 'receipt', refused: 'fail' };

const gatewayOf = (sendMessage?: Operations['sendMessage']): Gateway => ({
	id: 'test',
	name: 'Test',
	credential: 'testApi',
	can: {
		formats: ['plain'],
		buttons: [],
		media: [],
		mediaFrom: [],
		location: false,
		options: [] as string[],
		missing: {},
	} as Partial<Capabilities> as Capabilities,
	parallel: 1,
	retryAfter: () => undefined,
	...(sendMessage && { sendMessage }),
});

const refusal = (reason: Reason): Rejected =>
	new Rejected({ reason, description: 'Forbidden: no', advice: 'Ask them', kind: 'theirs', code: '403' });
const silence = (outcome: 'notSent' | 'unknown'): Unreachable =>
	new Unreachable({ outcome, code: 'TIMEOUT', description: 'No answer came', advice: 'Look first' });

/** Delivers over a service that gives these results one after another; says what came of it and how often it was asked. */
async function delivered(handling: Handling, ...results: Array<Receipt | Error>) {
	let asked = 0;
	const gateway = gatewayOf(async () => {
		const result = results[asked];
		asked += 1;
		if (result instanceof Error) throw result;
		return result ?? receipt;
	});
	const outcome = await deliver(gateway, line, address, message, handling).catch((error: unknown) => error);
	return { outcome, asked };
}

it('returns the receipt of what was sent', async () => {
	expect(await delivered(CAREFUL, receipt)).toEqual({ outcome: receipt, asked: 1 });
});

it('refuses a service that sends no messages', async () => {
	await expect(deliver(gatewayOf(), line, address, message, CAREFUL)).rejects.toMatchObject({
		reason: 'unsupported',
		message: 'Operation is not available: Test cannot send messages',
	});
});

describe('when no answer came', () => {
	const unknownReceipt = {
		service: 'test',
		bot: { id: 'b1', name: null },
		recipient: { form: 'phone', value: '79990000000', id: null },
		messageId: null,
		messageIds: [],
		status: 'unknown',
		reason: 'TIMEOUT',
		cost: null,
		time: NOW.toISOString(),
		degraded: [],
		raw: { code: 'TIMEOUT', kind: 'unknown', description: 'No answer came', advice: 'Look first' },
	};

	it('gives a receipt with the status unknown and asks once', async () => {
		expect(await delivered(CAREFUL, silence('unknown'))).toEqual({ outcome: unknownReceipt, asked: 1 });
	});

	it('fails where the user wants that', async () => {
		const failure = silence('unknown');
		expect(await delivered({ ...CAREFUL, unknown: 'fail' }, failure)).toEqual({ outcome: failure, asked: 1 });
	});

	it('sends once more where the user wants that', async () => {
		const handling: Handling = { ...CAREFUL, unknown: 'again' };
		expect(await delivered(handling, silence('unknown'), receipt)).toEqual({ outcome: receipt, asked: 2 });
	});

	it('gives the receipt when the second try has no answer either', async () => {
		const handling: Handling = { ...CAREFUL, unknown: 'again' };
		expect(await delivered(handling, silence('unknown'), silence('unknown'))).toEqual({
			outcome: unknownReceipt,
			asked: 2,
		});
	});

	it('fails with what the second try was told', async () => {
		const second = refusal('blocked');
		expect(await delivered({ ...CAREFUL, unknown: 'again' }, silence('unknown'), second)).toEqual({
			outcome: second,
			asked: 2,
		});
	});

	it.each(['receipt', 'fail', 'again'] as const)(
		'and nothing was sent, it always fails, whatever the user wants otherwise (%s)',
		async (unknown) => {
			const failure = silence('notSent');
			expect(await delivered({ unknown, refused: 'receipt' }, failure)).toEqual({
				outcome: failure,
				asked: 1,
			});
		},
	);

	it.each(['receipt', 'fail', 'again'] as const)(
		'after the first part of a split message, it fails and is not sent again (%s)',
		async (unknown) => {
			const failure = new PartlySent(silence('unknown'), ['1'], 2);
			expect(await delivered({ unknown, refused: 'receipt' }, failure)).toEqual({
				outcome: failure,
				asked: 1,
			});
		},
	);
});

describe('when the service says no', () => {
	const WANTED: Handling = { unknown: 'fail', refused: 'receipt' };

	it('fails', async () => {
		const failure = refusal('blocked');
		expect(await delivered(CAREFUL, failure)).toEqual({ outcome: failure, asked: 1 });
	});

	it.each([
		['blocked', 'blocked'],
		['notSubscribed', 'notSubscribed'],
		['windowClosed', 'rejected'],
		['unknownRecipient', 'rejected'],
		['deactivated', 'rejected'],
		['botRecipient', 'rejected'],
	] as const)(
		'to the recipient (%s), it gives a receipt where the user wants that',
		async (reason, status) => {
			expect(await delivered(WANTED, refusal(reason))).toEqual({
				outcome: expect.objectContaining({
					status,
					reason,
					messageId: null,
					raw: { code: '403', kind: 'theirs', description: 'Forbidden: no', advice: 'Ask them' },
				}) as Receipt,
				asked: 1,
			});
		},
	);

	it.each(['invalidMessage', 'unauthorized', 'noMoney', 'rateLimited', 'unsupported', 'other'] as const)(
		'to the message or the account (%s), it fails all the same',
		async (reason) => {
			const failure = refusal(reason);
			expect(await delivered(WANTED, failure)).toEqual({ outcome: failure, asked: 1 });
		},
	);

	it('gives a receipt for a bot that was refused before anything was sent', async () => {
		const failure = new InvalidInput('Recipient', '@a_bot is a bot', 'Choose a person', 'botRecipient');
		expect((await delivered(WANTED, failure)).outcome).toMatchObject({
			status: 'rejected',
			reason: 'botRecipient',
		});
		expect(await delivered(CAREFUL, failure)).toEqual({ outcome: failure, asked: 1 });
	});

	it('fails for a recipient that was written wrongly', async () => {
		const failure = new InvalidInput('Recipient', 'is empty', 'Give one');
		expect((await delivered(WANTED, failure)).outcome).toBe(failure);
	});
});

describe('when the service took the same message before', () => {
	const said = 'Test took the same message shortly before and did not send it again';

	it('gives the receipt of a message that is on its way, with that reason', async () => {
		const { outcome, asked } = await delivered(CAREFUL, refusal('duplicate'));
		expect(outcome).toMatchObject({ status: 'sent', reason: 'duplicate', messageId: null, degraded: [said] });
		expect(asked).toBe(1);
	});

	it('claims no more than the service declares', async () => {
		const base = gatewayOf(async () => {
			throw refusal('duplicate');
		});
		const gateway: Gateway = { ...base, can: { ...base.can, duplicatesAre: 'queued' } };
		expect(await deliver(gateway, line, address, message, CAREFUL)).toMatchObject({ status: 'queued' });
	});

	it('takes it for the answer to a first try that nobody knows about', async () => {
		const handling: Handling = { ...CAREFUL, unknown: 'again' };
		const { outcome, asked } = await delivered(handling, silence('unknown'), refusal('duplicate'));
		expect(outcome).toMatchObject({ status: 'sent', reason: 'duplicate' });
		expect(asked).toBe(2);
	});

	it('fails where the user wants that', async () => {
		const failure = refusal('duplicate');
		expect(await delivered({ ...CAREFUL, duplicates: 'refuse' }, failure)).toEqual({
			outcome: failure,
			asked: 1,
		});
	});
});

describe('what the service lacks', () => {
	it('is refused before the service is asked', async () => {
		let asked = 0;
		const gateway = gatewayOf(async () => {
			asked += 1;
			return receipt;
		});
		const silent: Message = { ...message, options: { silent: true } };
		await expect(deliver(gateway, line, address, silent, CAREFUL)).rejects.toMatchObject({
			field: 'Silent',
			reason: 'unsupported',
		});
		expect(asked).toBe(0);
	});

	it('is adapted where the user allows it, and the receipt says so before what the service says', async () => {
		const seen: Message[] = [];
		const gateway = gatewayOf(async (_line, _address, given) => {
			seen.push(given);
			return { ...receipt, degraded: ['The service’s own'] };
		});
		const adaptable: Message = {
			...message,
			buttons: [[{ kind: 'callback', text: 'Yes', data: 'yes' }]],
			leeway: { ...message.leeway, unsupportedButtons: 'degrade' },
		};
		expect(await deliver(gateway, line, address, adaptable, CAREFUL)).toMatchObject({
			degraded: ['Buttons, row 1, button 1 (“Yes”) was left out: Test has no buttons', 'The service’s own'],
		});
		expect(seen).toMatchObject([{ buttons: [], text: 'Hello' }]);
	});
});

it('passes on what nobody planned', async () => {
	const mistake = new TypeError('ours');
	expect(await delivered({ unknown: 'again', refused: 'receipt' }, mistake)).toEqual({
		outcome: mistake,
		asked: 1,
	});
});
