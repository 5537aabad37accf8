import type { ConditionFields } from '../../client/rules/conditions';
import { neverHolding } from '../../client/rules/never';
import { readRules } from '../../client/rules/read';

const told = (which: 'first' | 'all', ...rules: ConditionFields[][]): string[] =>
	neverHolding(
		readRules(
			rules.map((condition, index) => ({ name: `R${index + 1}`, conditions: { condition }, text: 'x' })),
			'UTC',
		),
		which,
	);

const price: ConditionFields = { when: 'containsAny', words: 'price' };
const german: ConditionFields = { when: 'language', languages: 'de' };
const anything: ConditionFields = { when: 'anything' };

it.each<[string, ConditionFields[]]>([
	['its conditions are about different events', [price, { when: 'buttonIs', data: 'x' }]],
	[
		'its conditions are about different events',
		[
			{ when: 'command', command: 'start' },
			{ when: 'event', events: ['buttonPressed', 'unsubscribed'] },
		],
	],
	[
		'no command fits all of its conditions',
		[
			{ when: 'command', command: 'start' },
			{ when: 'command', command: '/help' },
		],
	],
	[
		'no text fits all of its conditions',
		[
			{ when: 'textIs', texts: 'a\nb' },
			{ when: 'textIs', texts: 'c' },
		],
	],
	[
		'no button fits all of its conditions',
		[
			{ when: 'buttonIs', data: 'a' },
			{ when: 'buttonIs', data: 'b' },
		],
	],
	[
		'no button fits all of its conditions',
		[
			{ when: 'buttonIs', data: 'order:1' },
			{ when: 'buttonStartsWith', data: 'order:2' },
		],
	],
	[
		'no text fits all of its conditions',
		[
			{ when: 'textIs', texts: 'yes\nno' },
			{ when: 'containsAny', words: 'maybe' },
		],
	],
	[
		'no text fits all of its conditions',
		[
			{ when: 'textIs', texts: 'help' },
			{ when: 'command', command: '' },
		],
	],
	[
		'no payload fits all of its conditions',
		[
			{ when: 'command', command: 'start', payload: 'none' },
			{ when: 'command', command: 'start', payload: 'some' },
		],
	],
	['no language fits all of its conditions', [german, { when: 'language', languages: 'ru, uk' }]],
	[
		'its opening hours never end',
		[{ when: 'hours', hours: 'outside', days: [1, 2, 3, 4, 5, 6, 7], from: '0:00', to: '24:00' }],
	],
])('says that %s', (why, conditions) => {
	expect(told('all', conditions)).toEqual([`Rule 1 (“R1”) can never hold: ${why}`]);
});

it('says which rule stands before one that is never reached, when only the first counts', () => {
	expect(told('first', [price], [anything], [german], [price, german])).toEqual([
		'Rule 3 (“R3”) can never hold: Rule 2 (“R2”) stands before it and holds for all of the same',
		'Rule 4 (“R4”) can never hold: Rule 1 (“R1”) stands before it and holds for all of the same',
	]);
	expect(told('all', [price], [anything], [german], [price, german])).toEqual([]);
});

const command = (name: string, payload = 'any', payloadText = ''): ConditionFields => ({
	when: 'command',
	command: name,
	payload,
	payloadText,
});

it.each<[string, ConditionFields, ConditionFields]>([
	['/start with any payload', command('start'), command('/start', 'is', 'summer-sale')],
	['/start with some payload', command('start', 'some'), command('/start', 'is', 'summer-sale')],
	['any command', command(''), command('help')],
	['several commands', command('help, info'), command('info')],
	['a part of the word', { when: 'containsAny', words: 'pric' }, price],
	['a part of the text', price, { when: 'textIs', texts: 'the price\nprices' }],
	['a word of its beginnings', price, { when: 'startsWith', texts: 'price of\nmy price' }],
	[
		'a shorter beginning',
		{ when: 'startsWith', texts: 'order' },
		{ when: 'startsWith', texts: 'order status' },
	],
	['one of all words', price, { when: 'containsAll', words: 'old, price' }],
	[
		'the beginning of its data',
		{ when: 'buttonStartsWith', data: 'order:' },
		{ when: 'buttonIs', data: 'order:1' },
	],
	['the language', { when: 'language', languages: 'pt, de' }, { when: 'language', languages: 'pt-BR' }],
	[
		'more events',
		{ when: 'event', events: ['message', 'subscribed'] },
		{ when: 'event', events: ['message'] },
	],
])('says that the rule before it asks for less: %s', (_, before, rule) => {
	expect(told('first', [before], [rule])).toEqual([
		'Rule 2 (“R2”) can never hold: Rule 1 (“R1”) stands before it and holds for all of the same',
	]);
	expect(told('first', [rule], [before])).toEqual([]);
});

it.each<[string, ConditionFields[][]]>([
	[
		'whole words in parts of others',
		[[{ ...price, wholeWords: true }], [{ when: 'containsAny', words: 'my price' }]],
	],
	['a beginning in the midst', [[{ when: 'startsWith', texts: 'a' }], [{ when: 'containsAny', words: 'a' }]]],
	['words that are only in some of the texts', [[price], [{ when: 'textIs', texts: 'price\ncost' }]]],
	['a text that begins like a command', [[command('')], [{ when: 'startsWith', texts: '/home/file' }]]],
	['people who unblock the bot, below Anything', [[anything], [{ when: 'event', events: ['subscribed'] }]]],
	[
		'patterns',
		[[{ when: 'regex', pattern: 'a' }], [{ when: 'regex', pattern: 'aa' }], [{ when: 'textIs', texts: 'a' }]],
	],
	['narrower before wider', [[price, german], [price], [anything]]],
	['an event that Anything does not mean', [[anything], [{ when: 'event', events: ['unsubscribed'] }]]],
	[
		'commands that differ in the payload',
		[
			[{ when: 'command', command: 'start', payload: 'some' }],
			[{ when: 'command', command: 'start', payload: 'none' }],
		],
	],
	[
		'two conditions with a value in common',
		[
			[
				{ when: 'textIs', texts: 'a\nb' },
				{ when: 'textIs', texts: 'b\nc' },
			],
		],
	],
	[
		'a language and a part of it',
		[
			[
				{ when: 'language', languages: 'pt' },
				{ when: 'language', languages: 'pt-br' },
			],
		],
	],
])('says nothing of %s', (_, rules) => {
	expect(told('first', ...rules)).toEqual([]);
});
