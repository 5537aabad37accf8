import type { ConditionFields } from '../../client/rules/conditions';
import { readRules, type RuleFields } from '../../client/rules/read';

const one = (fields: RuleFields) =>
	readRules([{ conditions: { condition: [{ when: 'anything' }] }, text: 'x', ...fields }], 'UTC');
const where = (condition: ConditionFields) => one({ name: 'Prices', conditions: { condition: [condition] } });

it.each<[string, RuleFields]>([
	['Rule 1 has no condition', { conditions: {} }],
	['Rule 1 (“Prices”) has no condition', { name: ' Prices ', conditions: { condition: [] } }],
	['Rule 1, Text has an unknown placeholder {frist name}', { text: 'Hi {frist name}' }],
	[
		'Rule 1, language 2 has no language code',
		{
			languages: {
				variant: [
					{ language: 'de', text: 'x' },
					{ language: 'Deutsch!', text: 'x' },
				],
			},
		},
	],
	[
		'Rule 1, language 2 is “pt-br” once more',
		{
			languages: {
				variant: [
					{ language: 'pt-BR', text: 'x' },
					{ language: 'pt_br', text: 'y' },
				],
			},
		},
	],
	[
		'Rule 1, language 1 (de), Text has an unknown placeholder {vorname}',
		{ languages: { variant: [{ language: 'de', text: '{vorname}' }] } },
	],
	['Rule 1, Text has {match 1}, and the rule has no regular expression', { text: '{match 1}' }],
	[
		'Rule 1, Text has {match 2}, and the rule has a regular expression with one group',
		{ text: '{match} {match 1} {match 2}', conditions: { condition: [{ when: 'regex', pattern: '(a)|b' }] } },
	],
	[
		'Rule 1, language 2 is “nb” once more',
		{
			languages: {
				variant: [
					{ language: 'nb', text: 'x' },
					{ language: 'no', text: 'y' },
				],
			},
		},
	],
	['Rule 1, Press Notice has an unknown placeholder {x}', { notice: '{x}' }],
	['Rule 1, Cool-Down is not a number of seconds', { coolDown: '-1' }],
	['Rule 1, Cool-Down is not a number of seconds', { coolDown: 'soon' }],
	[
		'Rule 1, Buttons, row 1, button 1 has no text',
		{ buttonsFrom: 'fields', buttons: { button: [{ text: '', kind: 'url', url: 'https://example.com' }] } },
	],
	[
		'Rule 1, Buttons, row 1, button 1 has an unknown placeholder {nmae}',
		{ buttonsFrom: 'fields', buttons: { button: [{ text: 'Hi {nmae}', kind: 'callback', data: 'x' }] } },
	],
	['Rule 1, Buttons are not valid JSON', { buttonsFrom: 'data', buttonsData: '[' }],
])('refuses: %s', (message, fields) => {
	expect(() => one(fields)).toThrow(message);
});

it.each<[string, ConditionFields]>([
	['is of an unknown kind', { when: 'telepathy' }],
	['is of an unknown kind', { when: '__proto__' }],
	['has no text to look for', { when: 'containsAny', words: ' , ,' }],
	['has no text to look for', { when: 'textIs', texts: null }],
	['has no button data', { when: 'buttonIs' }],
	['Regular Expression leaves a group open', { when: 'regex', pattern: '(a' }],
	['Regular Expression looks ahead', { when: 'regex', pattern: 'a(?=b)' }],
	['Regular Expression has more than 200 characters', { when: 'regex', pattern: 'a'.repeat(201) }],
	['has no regular expression', { when: 'regex', pattern: '' }],
	['has “/help me”, which is no command', { when: 'command', command: '/help me' }],
	['has “/старт”, which is no command', { when: 'command', command: '/старт' }],
	['has no payload text', { when: 'command', command: 'start', payload: 'is', payloadText: ' ' }],
	['names no event', { when: 'event', events: ['telepathy'] }],
	['names no language that can be understood', { when: 'language', languages: 'de, Klingon!' }],
	['has a time that cannot be read', { when: 'hours', days: [1], from: '9 am', to: '18:00' }],
	['names no day', { when: 'hours', days: [], from: '9', to: '18' }],
	['has an unknown time zone “Berlin”', { when: 'hours', days: [1], from: '9', to: '18', zone: 'Berlin' }],
])('refuses a condition that %s, naming it', (message, condition) => {
	expect(() => where(condition)).toThrow('Rule 1 (“Prices”), condition 1');
	expect(() => where(condition)).toThrow(message);
});

it('refuses no rules, and more than anybody draws', () => {
	expect(() => readRules([], 'UTC')).toThrow('Rules are empty');
	expect(() =>
		readRules(
			Array.from({ length: 201 }, () => ({})),
			'UTC',
		),
	).toThrow('more than 200');
});

it('says which rule it is', () => {
	const fine: RuleFields = { conditions: { condition: [{ when: 'anything' }] }, text: 'x' };
	expect(() => readRules([fine, { ...fine, name: 'Two', text: '{x}' }], 'UTC')).toThrow(
		'Rule 2 (“Two”), Text',
	);
});

it('takes a language that has no text yet for one that is not there', () => {
	const languages = {
		variant: [
			{ language: 'de', text: ' ' },
			{ language: 'ru', text: 'x' },
		],
	};
	expect([...(one({ languages })[0]?.reply?.byLanguage.keys() ?? [])]).toEqual(['ru']);
});
