import { readReceipt } from '../../client/fallback/receipt';
import { resultOf } from '../../client/fallback/result';
import { report } from './stage';

const RECEIPT = { ...report(), messageIds: ['7'], cost: null, degraded: [] };

it('reads what a node put out, as an object or as text', () => {
	const { service, bot, recipient, messageId, status, reason, time } = report();
	const read = { service, bot, recipient, messageId, status, reason, time };
	expect(readReceipt(RECEIPT, 'bot')).toEqual(read);
	expect(readReceipt(JSON.stringify(RECEIPT), 'bot')).toEqual(read);
});

it('reads an item that failed while others went on', () => {
	const error = {
		message: 'The service does not answer',
		advice: 'Look at it',
		service: 'bot',
		recipient: { form: 'id', value: '42' },
		status: 'failed',
		reason: null,
	};
	const read = { status: 'failed', messageId: null, time: '' };
	expect(readReceipt({ error }, 'bot')).toMatchObject(read);
	// as n8n's error output has it, beside the fields of the input
	expect(readReceipt({ status: 'new', message: 'of an order', error }, 'bot')).toMatchObject(read);
});

it('reads an item that has been through a fallback and has got no SMS, as after quiet hours', () => {
	const { service, bot, recipient, messageId, status, reason, time } = report();
	const known = { key: 'receipt/1', description: '', bot: RECEIPT };
	const read = { service, bot, recipient, messageId, status, reason, time };
	const stopped = { ...resultOf('notReached', { ...known, reason: 'quietHours' }) };
	expect(readReceipt(stopped, 'bot')).toEqual(read);
	expect(readReceipt({ ...resultOf('reachedByBot', { ...known, reason: null }) }, 'bot')).toEqual(read);
	const gone = 'Receipt is of somebody to whom an SMS went, or may have gone';
	expect(() => readReceipt({ ...resultOf('sentBySms', { ...known, reason: 'blocked' }) }, 'bot')).toThrow(
		gone,
	);
	expect(() => readReceipt({ ...stopped, handedOver: true }, 'bot')).toThrow(gone);
});

it('does not take what failed in a fallback for a message that failed', () => {
	const item = {
		outcome: 'notReached',
		reason: 'failed',
		error: {
			message: 'The service could not be reached',
			service: 'bot',
			recipient: { form: 'id', value: '42' },
			status: 'failed',
			messageId: '7',
		},
	};
	expect(() => readReceipt(item, 'bot')).toThrow('tells nothing of the bot’s message');
});

it.each([
	['', 'Receipt is not there'],
	['{ not json', 'Receipt is not there'],
	[[], 'Receipt'],
	[{ json: 1 }, 'Receipt has the status “undefined”'],
	[{ ...RECEIPT, status: 'ok' }, 'Receipt has the status “ok”'],
	[{ ...RECEIPT, service: 'other' }, 'Receipt is one of other, and this node works with bot'],
	[{ ...RECEIPT, channel: 'sms' }, 'Receipt is not one of a bot’s message'],
	[{ ...RECEIPT, channel: 'cascade' }, 'Receipt is not one of a bot’s message'],
	[{ ...RECEIPT, recipient: null }, 'Receipt names no recipient'],
	[{ ...RECEIPT, recipient: { form: 'fax', value: '1' } }, 'Receipt names no recipient'],
])('refuses %j', (given, message) => {
	expect(() => readReceipt(given, 'bot')).toThrow(message);
});
