import { deliverCascade, type Handling } from '../../client/deliver';
import { InvalidInput, Unreachable } from '../../client/model/error';
import { smsgold as gateway } from '../../client/smsgold/gateway';
import { SmsgoldEmulator } from '../emulators/smsgold';
import { ACCOUNT, failureOf, lineTo, NOW } from './line';

let smsgold: SmsgoldEmulator;

beforeAll(async () => {
	smsgold = await new SmsgoldEmulator(ACCOUNT).start();
});

afterAll(async () => await smsgold.stop());
beforeEach(() => smsgold.reset());

const CAREFUL: Handling = { unknown: 'fail', refused: 'fail' };
const STAGES = [
	{ type: 'telegramBot', botId: 'b1', text: 'Hello' },
	{ type: 'sms', text: 'Hello', wait: 60 },
];

const send = async (phone = '+7 999 000-00-01', handling = CAREFUL) =>
	await deliverCascade(gateway, lineTo(smsgold.url), { phone, stages: STAGES }, handling);

it('is handed over as it was written, and never counts as delivered', async () => {
	expect(await send()).toEqual({
		service: 'smsgold',
		channel: 'cascade',
		bot: null,
		recipient: { form: 'phone', value: '79990000001', id: null },
		messageId: 'm1',
		messageIds: ['m1'],
		status: 'sent',
		reason: null,
		cost: null,
		time: NOW.toISOString(),
		degraded: [],
		raw: { data: { messageId: 'm1' } },
	});
	expect(smsgold.log).toMatchObject([{ method: 'POST', path: '/v1/cascade/', query: {} }]);
	expect(JSON.parse(String(smsgold.log[0]?.body))).toEqual({
		number: '79990000001',
		stages: STAGES,
		auth: ACCOUNT,
	});
	expect(smsgold.sent).toMatchObject([{ by: 'cascade', stages: STAGES }]);
});

it('has no id where the service tells none', async () => {
	smsgold.settings.success = 'empty';
	expect(await send()).toMatchObject({ status: 'sent', messageId: null, messageIds: [] });
});

it('is refused in the service’s words', async () => {
	smsgold.refuse('79990000001', { status: 200, body: { success: false, message: 'no such stage' } });
	expect(await failureOf(send())).toMatchObject({
		facts: { description: 'no such stage', advice: expect.stringContaining('the phone and the stages') },
	});
});

it('of which no answer came is unknown, and is not sent again', async () => {
	smsgold.failNext({ drop: 'after' });
	expect(await failureOf(send())).toBeInstanceOf(Unreachable);
	smsgold.failNext({ drop: 'after' });
	expect(await send('79990000002', { ...CAREFUL, unknown: 'receipt' })).toMatchObject({
		channel: 'cascade',
		status: 'unknown',
	});
	expect(smsgold.sent).toHaveLength(2);
});

it('needs a phone', async () => {
	expect(await failureOf(send('Ann'))).toBeInstanceOf(InvalidInput);
	expect(smsgold.log).toEqual([]);
});
