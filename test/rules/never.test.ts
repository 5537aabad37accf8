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
		'two of its conditions ask for a different command',
		[
			{ when: 'command', command: 'start' },
			{ when: 'command', command: '/help' },
		],
	],
	[
		'two of its conditions ask for a different text',
		[
			{ when: 'textIs', texts: 'a\nb' },
			{ when: 'textIs', texts: 'c' },
		],
	],
	[
		'two of its conditions ask for a different button',
		[
			{ when: 'buttonIs', data: 'a' },
			{ when: 'buttonIs', data: 'b' },
		],
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

it.each<[string, ConditionFields[][]]>([
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
