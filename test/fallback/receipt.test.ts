import { readReceipt } from '../../client/fallback/receipt';
import { report } from './stage';

const RECEIPT = { ...report(), messageIds: ['7'], cost: null, degraded: [] };

it('reads what a node put out, as an object or as text', () => {
	const { service, bot, recipient, messageId, status, reason, time } = report();
	const read = { service, bot, recipient, messageId, status, reason, time };
	expect(readReceipt(RECEIPT, 'bot')).toEqual(read);
	expect(readReceipt(JSON.stringify(RECEIPT), 'bot')).toEqual(read);
});

it('reads an item that failed while others went on', () => {
	const item = {
		error: 'The service does not answer',
		message: 'Look at it',
		details: { service: 'bot', recipient: { form: 'id', value: '42' }, status: 'failed', reason: null },
	};
	expect(readReceipt(item, 'bot')).toMatchObject({ status: 'failed', messageId: null, time: '' });
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
