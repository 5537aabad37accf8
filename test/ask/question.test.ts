import fc from 'fast-check';

import { confirmPage, donePage, textPage } from '../../client/ask/page';
import {
	answerOf,
	buttonsFor,
	LONGEST_TEXT,
	toChoice,
	unanswered,
	type Question,
} from '../../client/ask/question';
import { endOf } from '../../client/ask/until';

const NOW = new Date('2026-11-26T12:00:00Z');
const given = { timedOut: false, respondedAt: NOW.toISOString() };

const linksOf = (question: Question) =>
	buttonsFor(question, { question: 'q1', item: '0' }, (parameters) => JSON.stringify(parameters)).map((row) =>
		row.map((button) => (button.kind === 'url' ? [button.text, JSON.parse(button.url)] : [])),
	);

describe('the buttons', () => {
	it('of an approval stand side by side, each with its answer in the link', () => {
		expect(linksOf({ type: 'approval', approve: 'Yes', decline: 'No' })).toEqual([
			[
				['Yes', { question: 'q1', item: '0', approved: 'true' }],
				['No', { question: 'q1', item: '0', approved: 'false' }],
			],
		]);
		expect(linksOf({ type: 'approval', approve: 'Yes', decline: undefined })[0]).toHaveLength(1);
	});

	it('of choices stand below each other; the one of a free text holds no answer', () => {
		const choices = [
			{ label: 'A', value: 'a' },
			{ label: 'B', value: 'b' },
		];
		expect(linksOf({ type: 'choices', choices })).toEqual([
			[['A', { question: 'q1', item: '0', choice: 'a' }]],
			[['B', { question: 'q1', item: '0', choice: 'b' }]],
		]);
		expect(linksOf({ type: 'freeText', button: 'Write' })).toEqual([
			[['Write', { question: 'q1', item: '0' }]],
		]);
	});
});

it.each([
	[{ label: ' A ', value: ' a ' }, 'A', 'a'],
	[{ label: 'A', value: '' }, 'A', 'A'],
	[{ label: 5, value: 0 }, '5', '0'],
	[{ label: 5, value: undefined }, '5', '5'],
	[{ label: undefined, value: null }, '', ''],
])('a choice is read from %j', (given, label, value) => {
	expect(toChoice(given)).toEqual({ label, value });
});

describe('the answer', () => {
	it.each([
		['approval', { approved: 'true' }, {}, { approved: true, ...given }],
		['approval', { approved: 'false' }, {}, { approved: false, ...given }],
		['approval', { approved: 'TRUE' }, {}, undefined],
		['approval', { choice: 'a' }, { answer: 'yes' }, undefined],
		['choices', { choice: 'a' }, {}, { choice: 'a', ...given }],
		['choices', {}, { choice: 'a' }, undefined],
		['freeText', {}, { answer: ' hi ' }, { text: 'hi', ...given }],
		// as browsers send new lines
		['freeText', {}, { answer: 'a\r\n\r\nb\r\n' }, { text: 'a\n\nb', ...given }],
		['freeText', {}, { answer: '   ' }, undefined],
		['freeText', {}, { answer: ['hi'] }, undefined],
		['freeText', { approved: 'true' }, {}, undefined],
	] as const)('to %s with %j and %j', (type, query, form, answer) => {
		expect(answerOf(type, query, form, NOW)).toEqual(answer);
	});

	it('that is a text is cut where nobody would read on', () => {
		const answer = answerOf('freeText', {}, { answer: 'x'.repeat(5_000_000) }, NOW);
		expect(answer).toMatchObject({ text: 'x'.repeat(LONGEST_TEXT) });
	});

	it('that never came is no approval, no choice and no text', () => {
		const nothing = { timedOut: true, respondedAt: null };
		expect(unanswered('approval')).toEqual({ approved: false, ...nothing });
		expect(unanswered('choices')).toEqual({ choice: null, ...nothing });
		expect(unanswered('freeText')).toEqual({ text: null, ...nothing });
	});
});

describe('the pages', () => {
	it('show every text as it is, and carry none of it out', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const texts = { message: text, hint: text, button: text };
				for (const page of [confirmPage(texts), textPage(texts, 10), donePage(text)]) {
					const inside = page
						.replace(/<style>.*?<\/style>/s, '')
						.replace(/<\/?(?:!DOCTYPE|html|head|meta|title|body|main|p|form|textarea|button)\b[^<>]*>/g, '');
					expect(inside).not.toMatch(/[<>]/);
				}
			}),
		);
	});

	it('load nothing and run nothing', () => {
		const texts = { message: '"><script>alert(1)</script>', hint: '" onclick="x', button: '</button>' };
		for (const page of [confirmPage(texts), textPage(texts, 10), donePage(texts.message)]) {
			expect(page).not.toMatch(/<script|<link|<img|src=|url\(|href=| onclick="/);
		}
	});
});

describe('the end of the waiting', () => {
	it.each([
		[{ amount: 90, unit: 'minutes' }, '2026-11-26T13:30:00.000Z'],
		[{ amount: 0.5, unit: 'hours' }, '2026-11-26T12:30:00.000Z'],
		[{ amount: 2, unit: 'days' }, '2026-11-28T12:00:00.000Z'],
		[{ at: '2026-11-26T15:00:00+02:00' }, '2026-11-26T13:00:00.000Z'],
	] as const)('after %j is %s', (limit, end) => {
		expect(endOf(limit, NOW).toISOString()).toBe(end);
	});

	it.each([{ at: undefined }, { at: '' }, { at: 'soon' }, { at: '2026-11-26T12:00:00Z' }])(
		'is refused for %j',
		(limit) => {
			expect(() => endOf(limit, NOW)).toThrow(/Max Date and Time/);
		},
	);

	it.each([1e6, 1e12, Infinity])('is refused where n8n means that there is none: after %d days', (amount) => {
		expect(() => endOf({ amount, unit: 'days' }, NOW)).toThrow(/Limit Wait Time, Amount is too large/);
	});

	it('is refused where it leaves no time to answer', () => {
		expect(() => endOf({ amount: 0, unit: 'days' }, NOW)).toThrow(/Amount leaves no time to answer/);
	});

	it('is refused at a moment that n8n takes for no limit', () => {
		expect(() => endOf({ at: '3000-01-01T00:00:00Z' }, NOW)).toThrow(/Max Date and Time is too far away/);
		expect(endOf({ at: '2999-12-31T23:59:59Z' }, NOW).getUTCFullYear()).toBe(2999);
	});
});
