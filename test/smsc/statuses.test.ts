import type { MessageRef } from '../../client/gateway';
import { Rejected } from '../../client/model/error';
import { smsc as gateway } from '../../client/smsc/gateway';
import { SmscEmulator } from '../emulators/smsc';
import { ACCOUNT, BOT, failureOf, lineTo, message, to } from './line';

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
	smsc.connect(BOT, { phone: '79990000001', nick: '@ann', uid: '#1' });
});

afterAll(async () => await smsc.stop());
beforeEach(() => {
	smsc.reset();
	smsc.now = () => 1_772_366_400_000; // 2026-03-01T12:00:00Z
});

const send = async (address = to('79990000001'), clientId?: string): Promise<MessageRef> => {
	const options = clientId === undefined ? {} : { clientId };
	const { messageId } = await gateway.sendMessage!(lineTo(smsc.url), address, message({ options }));
	return { messageId: String(messageId), recipient: address.recipient };
};

const ask = async (...refs: MessageRef[]) => await gateway.getStatuses!(lineTo(smsc.url), refs);

const formOfLast = () => Object.fromEntries(new URLSearchParams(smsc.log.at(-1)?.body.toString()));

const ref = (messageId: string, value = '79990000001'): MessageRef => ({
	messageId,
	recipient: { form: 'phone', value },
});

describe('one message', () => {
	it('is asked for as a bot’s, with all details, in one POST', async () => {
		const sent = await send();
		expect(await ask(sent)).toEqual([
			{
				service: 'smsc',
				messageId: sent.messageId,
				recipient: { form: 'phone', value: '79990000001' },
				status: 'delivered',
				reason: null,
				description: 'Delivered',
				cost: { amount: 0.3, currency: null },
				time: '2026-03-01T12:00:00.000Z',
				raw: expect.objectContaining({ status: 1, status_name: 'Доставлено', operator: 'МегаФон' }),
			},
		]);
		expect(smsc.log.at(-1)).toMatchObject({ method: 'POST', path: '/sys/status.php', query: {} });
		expect(formOfLast()).toMatchObject({ phone: '79990000001', id: '1001', bot: '1', all: '2', fmt: '3' });
	});

	it('goes by the name that it was sent to', async () => {
		const nick = await send(to('ann', 'username'));
		const uid = await send(to('1', 'uid'), 'my-id');
		expect(await ask(nick)).toMatchObject([{ status: 'delivered' }]);
		expect(formOfLast()).toMatchObject({ phone: '@ann' });
		expect(await ask(uid)).toMatchObject([{ status: 'delivered', messageId: 'my-id' }]);
		expect(formOfLast()).toMatchObject({ phone: '#1', id: 'my-id' });
	});

	it('that is not known is a report too', async () => {
		expect(await ask(ref('4711'))).toEqual([
			{
				service: 'smsc',
				messageId: '4711',
				recipient: { form: 'phone', value: '79990000001' },
				status: 'unknown',
				reason: 'other',
				description: 'Message not found',
				cost: null,
				time: null,
				raw: { status: -3 },
			},
		]);
	});

	it('moves on as the service says', async () => {
		smsc.settings.status = -1;
		const sent = await send();
		for (const [code, status] of [
			[-1, 'queued'],
			[0, 'sent'],
			[1, 'delivered'],
			[4, 'clicked'],
		] as const) {
			smsc.setStatus(sent.messageId, code);
			expect(await ask(sent)).toMatchObject([{ status }]);
		}
	});

	it('to somebody who never connected ends, costs nothing, and says so', async () => {
		smsc.settings.notConnected = { status: 20, err: 1 };
		expect(await ask(await send(to('79990000009')))).toMatchObject([
			{ status: 'failed', reason: 'unknownRecipient', cost: { amount: 0 } },
		]);
	});

	it('that the cabinet forwarded by SMS is delivered, at the price of the SMS', async () => {
		smsc.settings.forwardBySms = true;
		const sent = await send(to('79990000009'));
		expect(await ask(sent)).toMatchObject([{ status: 'delivered', cost: { amount: 2.5 } }]);
	});

	it.each(['', 'a,b', 'a b', 'заказ', 'a'.repeat(41)])(
		'with the id “%s” is refused before it is asked',
		async (id) => {
			expect(await failureOf(ask(ref(id)))).toMatchObject({ name: 'InvalidInput', field: 'Message ID' });
			expect(smsc.log).toEqual([]);
		},
	);
});

describe('several messages', () => {
	it('share a request, and each has its own report in the order asked', async () => {
		const refs = [await send(), await send(to('ann', 'username')), ref('4711'), await send(to('1', 'uid'))];
		smsc.setStatus(refs[1]!.messageId, 20, { err: 253 });
		smsc.setStatus(refs[3]!.messageId, 4);
		const before = smsc.log.length;
		expect(await ask(...refs.toReversed())).toMatchObject([
			{ messageId: refs[3]!.messageId, status: 'clicked' },
			{ messageId: '4711', status: 'unknown' },
			{ messageId: refs[1]!.messageId, status: 'failed', reason: 'invalidMessage' },
			{ messageId: refs[0]!.messageId, status: 'delivered' },
		]);
		expect(smsc.log.length - before).toBe(1);
	});

	it('of one id are told apart by their recipients', async () => {
		const refs = [await send(to('79990000001'), 'same'), await send(to('ann', 'username'), 'same')];
		smsc.failNext({
			status: 200,
			body: [
				{ id: 'same', phone: '@ann', status: 20 },
				{ id: 'same', phone: '+79990000001', status: '4' },
			],
		});
		expect((await ask(...refs)).map(({ status }) => status)).toEqual(['clicked', 'failed']);
	});

	it('of one id go by their order where the recipients are hidden', async () => {
		smsc.failNext({
			status: 200,
			body: [
				{ id: 7, phone: '7999XXXXXXX', status: 20 },
				{ id: 7, phone: '7999XXXXXXX', status: 1 },
			],
		});
		const reports = await ask(ref('7', '79990000001'), ref('7', '79990000002'));
		expect(reports.map(({ status }) => status)).toEqual(['failed', 'delivered']);
	});

	it('go by their order where the answer names no ids', async () => {
		const refs = [await send(), await send(to('ann', 'username'))];
		smsc.setStatus(refs[0]!.messageId, 4);
		smsc.settings.idsInList = false;
		expect((await ask(...refs)).map(({ status }) => status)).toEqual(['clicked', 'delivered']);
	});

	it('of which the answer leaves one out report that one as unknown', async () => {
		smsc.failNext({ status: 200, body: [{ id: '8', status: '1' }] });
		expect(await ask(ref('7'), ref('8'))).toMatchObject([
			{ status: 'unknown', description: 'SMSC told no status', raw: {} },
			{ status: 'delivered' },
		]);
	});

	it('over a hundred need a second request', async () => {
		const refs = Array.from({ length: 101 }, (_, n) => ref(String(n + 1)));
		expect(await ask(...refs)).toHaveLength(101);
		expect(smsc.log).toHaveLength(2);
	});

	it('none need none', async () => {
		expect(await ask()).toEqual([]);
		expect(smsc.log).toEqual([]);
	});
});

it.each([
	[1, 'invalidMessage', undefined],
	[2, 'unauthorized', undefined],
	[4, 'rateLimited', undefined],
	[9, 'rateLimited', 60],
])('the refusal %i is told as %s', async (code, reason, retryAfter) => {
	smsc.failWith(code);
	const error = await failureOf(ask(ref('7')));
	expect(error).toBeInstanceOf(Rejected);
	expect(error).toMatchObject({ facts: { reason, code: String(code) } });
	expect((error as Rejected).facts.retryAfter).toBe(retryAfter);
});

describe('deleting', () => {
	const remove = async ({ messageId, recipient }: MessageRef) =>
		await gateway.deleteMessage!(lineTo(smsc.url), { messageId, chat: recipient });

	it('takes the message away', async () => {
		const sent = await send();
		await remove(sent);
		expect(smsc.sent).toHaveLength(0);
		expect(formOfLast()).toMatchObject({ phone: '79990000001', id: '1001', bot: '1', del: '1' });
	});

	it('says when the service could not', async () => {
		expect(await failureOf(remove(ref('4711')))).toMatchObject({
			facts: { reason: 'other', kind: 'notDeleted', code: '5' },
		});
	});

	it('claims nothing when the answer is another', async () => {
		for (const body of [{}, [], { result: 'NO' }, '<html></html>']) {
			smsc.failNext({ status: 200, body });
			expect(await failureOf(remove(ref('7')))).toMatchObject({ facts: { outcome: 'unknown' } });
		}
	});
});
