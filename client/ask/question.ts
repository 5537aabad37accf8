/** A question to a person, the answers it may get, and how an answer travels in a link. */
import type { ButtonRows } from '../model/button';

export const RESPONSE_TYPES = ['approval', 'choices', 'freeText'] as const;

export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** Something to choose: what the button says, and what comes out. */
export interface Choice {
	label: string;
	value: string;
}

/** As the panel stores one; an expression may have given a number. Without a value the label is it. */
export function toChoice({ label, value }: Readonly<Record<keyof Choice, unknown>>): Choice {
	const said = textOf(label);
	return { label: said, value: textOf(value) || said };
}

const textOf = (given: unknown): string => String(given ?? '').trim();

export type Question =
	| { type: 'approval'; approve: string; decline: string | undefined }
	| { type: 'choices'; choices: readonly Choice[] }
	| { type: 'freeText'; button: string };

/** What comes out of the node when a question was answered, or when nobody did in time. */
export type Answer = { timedOut: boolean; respondedAt: string | null } & (
	{ approved: boolean } | { choice: string | null } | { text: string | null }
);

/** Makes the signed address at which an answer is given; n8n's own. */
export type Sign = (parameters: Record<string, string>) => string;

/** The names that stand in a link. */
export interface AnswerQuery {
	/** Random, and new each time it is asked: a link from an earlier round of a loop answers nothing. */
	question: string;
	/** Which of the input items was asked. */
	item: string;
	approved?: string;
	choice?: string;
}

/** What a question that is asked has of its own. */
export type Asked = Pick<AnswerQuery, 'question' | 'item'>;

/** One button's text, and the answer that it gives. */
export interface Offer {
	text: string;
	answer: Partial<AnswerQuery>;
}

/** The buttons under a question, in rows. */
export function offersOf(question: Question): Offer[][] {
	switch (question.type) {
		case 'approval': {
			const { approve, decline } = question;
			const no = decline === undefined ? [] : [{ text: decline, answer: { approved: 'false' } }];
			return [[{ text: approve, answer: { approved: 'true' } }, ...no]];
		}
		case 'choices':
			return question.choices.map(({ label, value }) => [{ text: label, answer: { choice: value } }]);
		case 'freeText':
			return [[{ text: question.button, answer: {} }]];
	}
}

/** The same as links: each leads to a page where the answer is confirmed. */
export const buttonsFor = (question: Question, asked: Asked, sign: Sign): ButtonRows =>
	offersOf(question).map((row) =>
		row.map(({ text, answer }) => ({ kind: 'url', text, url: sign({ ...asked, ...answer }) })),
	);

/** What comes out when nobody answers in time. */
export function unanswered(type: ResponseType): Answer {
	const nothing = { timedOut: true, respondedAt: null };
	if (type === 'approval') return { approved: false, ...nothing };
	return type === 'choices' ? { choice: null, ...nothing } : { text: null, ...nothing };
}

/** Characters of a free answer that are kept; the page takes no more. */
export const LONGEST_TEXT = 10_000;

/**
 * The answer that a link and the form behind it give; undefined where there is none (yet).
 * @param form as it was sent from the page
 */
export function answerOf(
	type: ResponseType,
	query: Partial<AnswerQuery>,
	form: Readonly<Record<string, unknown>>,
	now: Date,
): Answer | undefined {
	const given = { timedOut: false, respondedAt: now.toISOString() };
	if (type === 'approval') {
		const { approved } = query;
		return approved === 'true' || approved === 'false'
			? { approved: approved === 'true', ...given }
			: undefined;
	}
	if (type === 'choices') {
		return query.choice === undefined ? undefined : { choice: query.choice, ...given };
	}
	const text = typeof form.answer === 'string' ? written(form.answer) : '';
	return text === '' ? undefined : { text, ...given };
}

/** A form sends every new line as two characters. Source: HTML standard, "Constructing the entry list". */
const written = (text: string): string => text.replaceAll('\r\n', '\n').trim().slice(0, LONGEST_TEXT);
