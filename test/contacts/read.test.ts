import { readContactData, readContactRef, readImported, readObject } from '../../client/contacts/read';
import type { ContactKey } from '../../client/model/contact';
import { InvalidInput } from '../../client/model/error';

const failureOf = (run: () => unknown): unknown => {
	try {
		return run();
	} catch (failure) {
		return failure;
	}
};

describe('a contact is named', () => {
	it.each<[ContactKey, unknown, string]>([
		['id', 1967597908, '1967597908'],
		['externalId', ' tg-42 ', 'tg-42'],
		['phone', '+38 (050) 123-45-67', '380501234567'],
		['email', 'ann@example.com', 'ann@example.com'],
		['chatId', 42, '42'],
	])('by %s %j', (by, given, value) => {
		expect(readContactRef(by, given, 'Value')).toEqual({ by, value });
	});

	it.each<[ContactKey, unknown]>([
		['id', 'ann'],
		['id', '9007199254740993'],
		['id', 0],
		['id', 2 ** 60],
		['chatId', 2 ** 60],
		['externalId', ''],
		['externalId', null],
		['phone', '12'],
		['phone', 'call me'],
		['email', 'nobody'],
		['email', `${'a'.repeat(250)}@b.io`],
		['email', { a: 1 }],
	])('not by %s %j', (by, given) => {
		const failure = failureOf(() => readContactRef(by, given, 'Value'));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect(failure).toMatchObject({ field: 'Value' });
	});
});

describe('the data of a contact', () => {
	it('is what is given and not empty', () => {
		expect(
			readContactData({
				externalId: 4711,
				phone: '+380 50 123 45 67',
				email: '',
				firstName: ' Ann ',
				lastName: null,
				language: 'pt_BR',
				timeZone: 'Europe/Kyiv',
				town: 'Kyiv',
				fields: { 7: 5, 8: '', 9: false },
				somethingElse: 'x',
			}),
		).toEqual({
			externalId: '4711',
			phone: '380501234567',
			firstName: 'Ann',
			language: 'pt-br',
			timeZone: 'Europe/Kyiv',
			address: { town: 'Kyiv' },
			fields: { 7: '5', 9: 'false' },
		});
	});

	it('may be the contact of an event as it is', () => {
		const contact = {
			serviceId: 'tg-42',
			externalId: null,
			phone: '+380501234567',
			email: null,
			username: 'ann',
		};
		expect(readContactData(contact)).toEqual({ externalId: 'tg-42', phone: '380501234567' });
		expect(readContactData({ ...contact, externalId: 'crm-1' })).toMatchObject({ externalId: 'crm-1' });
	});

	it.each([
		[{ phone: '1' }, 'Phone'],
		[{ email: 'x' }, 'Email'],
		[{ language: 'not a language' }, 'Language'],
		[{ timeZone: 'Kiev time' }, 'Time Zone'],
		[{ id: 'x' }, 'Contact ID'],
	])('%j is refused by the name of the field', (given, field) => {
		expect(failureOf(() => readImported(given))).toMatchObject({ field });
	});
});

it.each(['[]', 'x', '1', '{"a":'])('“%s” is no object', (text) => {
	expect(failureOf(() => readObject(text, 'Data', '{}'))).toMatchObject({ field: 'Data' });
});
