import fc from 'fast-check';

import { InvalidInput } from '../../client/model/error';
import { readRecipient } from '../../client/read/recipient';
import { capabilities } from '../../client/telegram/capabilities';
import { paceOf } from '../../client/telegram/pace';
import { chatIdOf, looksLikeBot } from '../../client/telegram/recipient';
import { id, named, thrownBy } from './line';

const refuse = { botRecipients: 'refuse' } as const;
const allow = { botRecipients: 'allow' } as const;

describe('a chat id', () => {
	it.each(['1', '42', '4294967297', '7000000042', '4503599627370495', '-4200', '-1001234567890'])(
		'goes out as it is, as a text: %s',
		(value) => {
			expect(chatIdOf(id(value), refuse)).toBe(value);
		},
	);

	it('survives being a number of an expression, up to 52 bits', () => {
		fc.assert(
			fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), (number) => {
				fc.pre(number !== 0);
				const recipient = readRecipient('id', number, capabilities.recipients);
				expect(chatIdOf(recipient, refuse)).toBe(String(number));
			}),
		);
	});

	it.each([
		'',
		'0',
		'-0',
		'007',
		'-',
		'4.2',
		'1e9',
		'42 ',
		'+42',
		'12345678901234567',
		'ann',
		'@ann',
		'４２',
		'NaN',
	])('cannot be “%s”', (value) => {
		const thrown = thrownBy(() => chatIdOf(id(value), refuse));
		expect(thrown).toBeInstanceOf(InvalidInput);
		expect(thrown).toMatchObject({
			field: 'Recipient',
			detail: `“${value}” is not a chat id`,
			reason: 'unknownRecipient',
		});
	});

	it.each(['uid', 'phone'] as const)('cannot be a %s', (form) => {
		expect(() => chatIdOf({ form, value: '79990000001' }, refuse)).toThrow(InvalidInput);
	});
});

describe('a username', () => {
	it.each(['Shop_News', 'shop_news', 'robots', 'botanic'])(
		'goes out with its letters as they are: @%s',
		(value) => {
			expect(chatIdOf(named(value), refuse)).toBe(`@${value}`);
		},
	);

	it.each(['shop_bot', 'Other_Bot', 'GAMEBOT'])('of a bot is refused before any request: @%s', (value) => {
		const thrown = thrownBy(() => chatIdOf(named(value), refuse));
		expect(thrown).toBeInstanceOf(InvalidInput);
		expect(thrown).toMatchObject({ field: 'Recipient', reason: 'botRecipient' });
		expect(looksLikeBot(value)).toBe(true);
	});

	it('of a bot goes out when bots are allowed', () => {
		expect(chatIdOf(named('Other_Bot'), allow)).toBe('@Other_Bot');
	});

	it.each([undefined, null, 7, 'bots', ''])('is no bot’s when it is %p', (value) => {
		expect(looksLikeBot(value)).toBe(false);
	});
});

describe('the pace', () => {
	it('of a private chat is one message a second, of all chats 30', () => {
		expect(paceOf('42')).toEqual([
			{ key: 'bot', limit: 30, per: 1_000 },
			{ key: 'chat 42', limit: 1, per: 1_000 },
		]);
	});

	it.each(['-4200', '-1001234567890', '@shop_news'])('of the group or channel %s is 20 a minute', (chat) => {
		expect(paceOf(chat)).toEqual([
			{ key: 'bot', limit: 30, per: 1_000 },
			{ key: `group ${chat}`, limit: 20, per: 60_000 },
		]);
	});

	it('is one for a name in whatever letters', () => {
		expect(paceOf('@Shop_News')).toEqual(paceOf('@shop_news'));
	});
});
