import { InvalidInput } from '../model/error';
import type { Recipient, RecipientForm } from '../model/recipient';

/** How each form is written, and what remains of it. */
const SHAPES: Record<RecipientForm, { shape: RegExp; example: string }> = {
	id: { shape: /^([^\s@#+].*)$/u, example: '123456789' },
	username: { shape: /^@?([A-Za-z][\w]{2,31})$/, example: '@ann_smith' },
	uid: { shape: /^#?([^\s@#+]\S{0,63})$/, example: '#123456' },
	phone: { shape: /^\+?(\d{7,15})$/, example: '+79990000000' },
};

/** Characters that people put between the digits of a phone number. */
const PHONE_DECORATION = /[\s()\-.\u2010-\u2015]/g;

/**
 * Reads a recipient as a user typed or an expression gave it.
 * `@name` and `#uid` are understood in every form, since expressions often carry them.
 * @param field the label of the field that it stands in
 * @throws InvalidInput naming that field
 */
export function readRecipient(
	form: RecipientForm,
	typed: unknown,
	allowed: readonly RecipientForm[],
	field = 'Recipient',
): Recipient {
	const invalid = (detail: string, advice: string, reason?: 'unsupported'): InvalidInput =>
		new InvalidInput(field, detail, advice, reason);
	const text = textOf(typed);
	const examples = allowed.map((one) => SHAPES[one].example).join(' or ');
	if (text === '') throw invalid('is empty', `Give ${examples}`);
	if (typeof typed === 'number' && !isExact(typed)) {
		throw invalid(
			`“${text}” is not exact`,
			'Give it as text, in quotes: a number of that size loses its last digits',
		);
	}

	const actual = formOf(text) ?? form;
	if (!allowed.includes(actual)) {
		throw invalid(
			`“${text}” is of a form that this service does not take`,
			`Give ${examples}`,
			'unsupported',
		);
	}
	const plain = actual === 'phone' ? text.replace(PHONE_DECORATION, '') : text;
	const value = SHAPES[actual].shape.exec(plain)?.[1];
	if (value === undefined) {
		throw invalid(`“${text}” is not a ${NAMES[actual]}`, `Give it as in ${SHAPES[actual].example}`);
	}
	return { form: actual, value };
}

function textOf(typed: unknown): string {
	if (typeof typed === 'string') return typed.trim();
	return typeof typed === 'number' && Number.isFinite(typed) ? String(typed) : '';
}

/** A number over this has lost digits before it came here, so it would name somebody else. */
const isExact = (typed: number): boolean => Math.abs(typed) <= Number.MAX_SAFE_INTEGER;

const NAMES: Record<RecipientForm, string> = {
	id: 'recipient id',
	username: 'username',
	uid: 'user id (#uid)',
	phone: 'phone number',
};

const formOf = (text: string): RecipientForm | undefined => {
	if (text.startsWith('@')) return 'username';
	return text.startsWith('#') ? 'uid' : undefined;
};
