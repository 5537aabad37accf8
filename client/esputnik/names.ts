/**
 * Names of people as the service takes them. Source: yespo.io's guide, "Basic Fields Format": letters of any alphabet,
 * at most 3 digits, 40 characters; apostrophes and hyphens inside, a dot at the end of a short word.
 */
import type { ContactData, ContactLeeway } from '../model/contact';
import { InvalidInput } from '../model/error';

const LONGEST = 40;

const WORDS = /^[\p{L}\p{M}\d]+(?:['’ʼ\-\s.]+[\p{L}\p{M}\d]+)*\.?$/u;

export const isName = (text: string): boolean =>
	[...text].length <= LONGEST &&
	WORDS.test(text) &&
	/\p{L}/u.test(text) &&
	(text.match(/\d/g)?.length ?? 0) <= 3;

const LABELS = { firstName: 'First Name', lastName: 'Last Name' } as const;

/** A contact as the service takes it. */
export interface Fitted {
	data: ContactData;
	/** Names of the fields that were left out. */
	leftOut: string[];
}

/** People call themselves as they like in a messenger; the rest of the contact need not suffer from that. */
export function fitNames(data: ContactData, { unfitNames }: ContactLeeway): Fitted | InvalidInput {
	const unfit = (['firstName', 'lastName'] as const).filter((name) => {
		const text = data[name];
		return text !== undefined && !isName(text);
	});
	const [first] = unfit;
	if (first === undefined) return { data, leftOut: [] };
	if (unfitNames === 'refuse') {
		return new InvalidInput(
			LABELS[first],
			`“${data[first] ?? ''}” is no name that eSputnik takes`,
			'Give up to 40 letters, with hyphens or apostrophes inside; or choose to leave such names out in the options',
		);
	}
	const { firstName, lastName, ...others } = data;
	return {
		data: {
			...others,
			...(firstName !== undefined && isName(firstName) && { firstName }),
			...(lastName !== undefined && isName(lastName) && { lastName }),
		},
		leftOut: unfit,
	};
}
