import fc from 'fast-check';

import { InvalidInput } from '../../client/model/error';
import { RECIPIENT_FORMS, type RecipientForm } from '../../client/model/recipient';
import { readRecipient } from '../../client/read/recipient';

const ALL = RECIPIENT_FORMS;

function failureOf(
	form: RecipientForm,
	typed: unknown,
	allowed: readonly RecipientForm[] = ALL,
): InvalidInput {
	try {
		readRecipient(form, typed, allowed);
	} catch (failure) {
		if (failure instanceof InvalidInput) return failure;
		throw failure;
	}
	throw new Error('it should have failed');
}

describe('every form', () => {
	it.each<[RecipientForm, unknown, string]>([
		['id', '123456789', '123456789'],
		['id', 123456789, '123456789'],
		['id', -1001234567890, '-1001234567890'],
		['id', 0, '0'],
		['id', '5f2b6c0e1d3a4f0012ab34cd', '5f2b6c0e1d3a4f0012ab34cd'],
		['id', '  42\n', '42'],
		['id', 'имя с пробелом', 'имя с пробелом'],
		['username', '@my_channel', 'my_channel'],
		['username', 'my_channel', 'my_channel'],
		['username', ' @Ann ', 'Ann'],
		['uid', '#123456', '123456'],
		['uid', '123456', '123456'],
		['uid', 123456, '123456'],
		['phone', '+79990000000', '79990000000'],
		['phone', '79990000000', '79990000000'],
		['phone', 79990000000, '79990000000'],
	])('%s: %j is read as %j', (form, typed, value) => {
		expect(readRecipient(form, typed, ALL)).toEqual({ form, value });
	});
});

describe('a phone number', () => {
	it.each([
		'+7 999 000 00 00',
		'+7 (999) 000-00-00',
		'7.999.000.00.00',
		'+7\u00A0999\u00A0000\u00A000\u00A000',
		'+7 999 000\u201100\u201100',
		'+7 999 000\u201300\u201300',
		'\t+79990000000 ',
	])('may be written as %j', (typed) => {
		expect(readRecipient('phone', typed, ALL)).toEqual({ form: 'phone', value: '79990000000' });
	});

	it.each([
		'+7999CALLME0',
		'123456',
		'1234567890123456',
		'++79990000000',
		'7999+0000000',
		'+',
		'тел. 79990000000',
	])('is not %j', (typed) => {
		const failure = failureOf('phone', typed);
		expect(failure.message).toBe(`Recipient “${typed}” is not a phone number`);
		expect(failure.advice).toContain('+79990000000');
	});
});

describe('a sign in front says what it is, in whatever way it is given', () => {
	it.each<[RecipientForm, string, RecipientForm, string]>([
		['id', '@my_channel', 'username', 'my_channel'],
		['phone', '@my_channel', 'username', 'my_channel'],
		['id', '#123456', 'uid', '123456'],
		['username', '#123456', 'uid', '123456'],
	])('%s: %j is read as %s %j', (given, typed, form, value) => {
		expect(readRecipient(given, typed, ALL)).toEqual({ form, value });
	});
});

describe('a bad recipient', () => {
	it.each([[''], ['   '], [null], [undefined], [true], [{}], [['42']], [NaN], [Infinity]])(
		'%p counts as empty',
		(typed) => {
			const failure = failureOf('id', typed);
			expect(failure.message).toBe('Recipient is empty');
			expect(failure.advice).toContain('123456789');
		},
	);

	it.each<[RecipientForm, string, string]>([
		['id', '+79990000000', 'recipient id'],
		['id', '4\n2', 'recipient id'],
		['username', 'me', 'username'],
		['username', '@', 'username'],
		['username', '@1st', 'username'],
		['username', '@has-dash', 'username'],
		['username', '@имя', 'username'],
		['username', `@${'a'.repeat(33)}`, 'username'],
		['username', 'https://t.me/ann', 'username'],
		['uid', '#', 'user id (#uid)'],
		['uid', '##1', 'user id (#uid)'],
		['uid', '#12 34', 'user id (#uid)'],
		['uid', '1'.repeat(65), 'user id (#uid)'],
	])('%s: %j is not a %s', (form, typed, name) => {
		expect(failureOf(form, typed)).toMatchObject({
			field: 'Recipient',
			detail: `“${typed}” is not a ${name}`,
			reason: 'invalidMessage',
		});
	});

	it('is a number that has lost its last digits on the way', () => {
		const failure = failureOf('id', 12345678901234567890);
		expect(failure.message).toContain('12345678901234567000');
		expect(failure.advice).toBe('Give it as text, in quotes: a number of that size loses its last digits');
	});
});

describe('a form that the service does not take', () => {
	it.each<[RecipientForm, string]>([
		['phone', '+79990000000'],
		['username', 'my_channel'],
		['id', '@my_channel'],
		['id', '#123456'],
	])('%s: %j is refused, and the advice shows what it takes', (form, typed) => {
		const failure = failureOf(form, typed, ['id']);
		expect(failure.message).toBe(`Recipient “${typed}” is of a form that this service does not take`);
		expect(failure.advice).toBe('Give 123456789');
		expect(failure.reason).toBe('unsupported');
	});

	it('names all forms that it takes', () => {
		expect(failureOf('uid', '#1', ['id', 'phone']).advice).toBe('Give 123456789 or +79990000000');
	});

	it.each(['__proto__', 'constructor', '', 'url'])(
		'so is a way of giving it that does not exist (%j)',
		(form) => {
			expect(failureOf(form as RecipientForm, '42').reason).toBe('unsupported');
			expect(failureOf(form as RecipientForm, '').message).toBe('Recipient is empty');
		},
	);
});

it('nothing but a failure that names the recipient is ever thrown, and what is read can be read again (property)', () => {
	const typed = fc.oneof(
		fc.anything({ withNullPrototype: true }),
		fc.string({ unit: 'binary' }),
		fc.integer(),
		fc.double(),
	);
	fc.assert(
		fc.property(
			fc.constantFrom(...ALL),
			typed,
			fc.subarray([...ALL], { minLength: 1 }),
			(form, input, allowed) => {
				try {
					const read = readRecipient(form, input, allowed);
					expect(allowed).toContain(read.form);
					expect(read.value).not.toMatch(/^[@#+]|^$/);
					expect(readRecipient(read.form, read.value, allowed)).toEqual(read);
				} catch (failure) {
					expect(failure).toBeInstanceOf(InvalidInput);
					expect((failure as InvalidInput).field).toBe('Recipient');
				}
			},
		),
		{ numRuns: 1_000 },
	);
});
