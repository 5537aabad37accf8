import { international, openPhones, type Phones } from '../../client/fallback/phone';
import { InvalidInput } from '../../client/model/error';

let phones: Phones;

beforeAll(async () => {
	phones = await openPhones();
});

it.each([
	['+79990000001', '', '+79990000001', 'RU'],
	['8 (999) 000-00-01', 'RU', '+79990000001', 'RU'],
	['0151 12345678', 'DE', '+4915112345678', 'DE'],
	// as services and registries write it
	['79990000001', '', '+79990000001', 'RU'],
	['4915112345678', 'RU', '+4915112345678', 'DE'],
	['+77011234567', '', '+77011234567', 'KZ'],
	['0079990000001', 'DE', '+79990000001', 'RU'],
])('reads %s at home in “%s”', (typed, home, e164, country) => {
	expect(phones.read(typed, home)).toEqual({ e164, digits: e164.slice(1), country });
});

it.each(['', 'abc', '+7999', '+1 555 0100', '0151 12345678', '@ann', '+4915112345678 ext. 5', '123456'])(
	'refuses “%s”',
	(typed) => {
		expect(phones.read(typed)).toBeInstanceOf(InvalidInput);
	},
);

it('advises what to do', () => {
	expect(phones.read('0151 12345678')).toMatchObject({
		message: 'Phone “0151 12345678” is not a phone number',
		advice: 'Give it with + and its country code, or set Default Country',
	});
});

it('takes a number of the registry for what it is, although it would be one at home as well', () => {
	expect(phones.read('79161234567', 'DE')).toMatchObject({ e164: '+4979161234567' });
	expect(phones.read(international('79161234567'), 'DE')).toMatchObject({ e164: '+79161234567' });
	expect(international('+79161234567')).toBe('+79161234567');
	expect(international('')).toBe('');
});
