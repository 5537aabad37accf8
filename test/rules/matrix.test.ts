import type { BotEvent } from '../../client/model/event';
import type { ConditionFields } from '../../client/rules/conditions';
import { readEvent } from '../../client/rules/event';
import { matches } from '../../client/rules/match';
import { readRules } from '../../client/rules/read';
import { left, pressed, reported, said, shared, started, unblocked } from './events';

const EVENTS: Record<string, BotEvent> = {
	'"/start"': started(null),
	'"/start ref_42"': started('ref_42'),
	'"/help me"': said('/help me'),
	'"What does it COST?"': said('What does it COST?'),
	'"Сколько стоит доставка"': said('Сколько стоит доставка', { language: 'ru' }),
	'"مرحبا 👋"': said('مرحبا 👋', { language: 'ar' }),
	'"order 4711"': said('order 4711', { language: 'pt-br' }),
	'press order:4711': pressed('order:4711'),
	'press no': pressed('no'),
	unblocked: unblocked(),
	'shared phone': shared(),
	'card of somebody else': readEvent({ ...shared(), card: { phone: '1', name: 'Bob', own: false } }, ''),
	left: left(),
	status: reported(),
};

const names = Object.keys(EVENTS);
const UNSAID = ['unblocked', 'left', 'status'];
const SPOKEN = names.filter((name) => !UNSAID.includes(name));
const of = (...wanted: string[]): string[] => wanted;

/** A Thursday, 12:30 in Berlin. */
const now = new Date('2026-11-26T11:30:00Z');

const rule = (...condition: ConditionFields[]) =>
	readRules([{ conditions: { condition }, replyWith: 'nothing' }], 'Europe/Berlin');

/** Each condition, or several together, and the events for which they hold. */
const MATRIX: Array<[what: string, conditions: ConditionFields[], holds: string[]]> = [
	['anything', [{ when: 'anything' }], SPOKEN],
	['any command', [{ when: 'command', command: '' }], of('"/start"', '"/start ref_42"', '"/help me"')],
	['/start', [{ when: 'command', command: '/start' }], of('"/start"', '"/start ref_42"')],
	['START', [{ when: 'command', command: ' START ', payload: 'any' }], of('"/start"', '"/start ref_42"')],
	['/start with payload', [{ when: 'command', command: 'start', payload: 'some' }], of('"/start ref_42"')],
	['one of several commands', [{ when: 'command', command: '/info, /HELP' }], of('"/help me"')],
	[
		'/start as it is said in groups',
		[{ when: 'command', command: '/start@shop_bot', payload: 'some' }],
		of('"/start ref_42"'),
	],
	['/start without', [{ when: 'command', command: 'start', payload: 'none' }], of('"/start"')],
	[
		'/start ref_42',
		[{ when: 'command', command: 'start', payload: 'is', payloadText: 'ref_42' }],
		of('"/start ref_42"'),
	],
	['/start REF_42', [{ when: 'command', command: 'start', payload: 'is', payloadText: 'REF_42' }], []],
	['/help with payload', [{ when: 'command', command: 'help', payload: 'some' }], of('"/help me"')],
	['text is', [{ when: 'textIs', texts: 'no\n what  does it cost? ' }], of('"What does it COST?"')],
	[
		'contains any',
		[{ when: 'containsAny', words: 'cost, доставка, غداً' }],
		of('"What does it COST?"', '"Сколько стоит доставка"'),
	],
	['contains any, as a list', [{ when: 'containsAny', words: ['👋', 'x'] }], of('"مرحبا 👋"')],
	['contains Arabic', [{ when: 'containsAny', words: 'مرحبا' }], of('"مرحبا 👋"')],
	['contains a part', [{ when: 'containsAny', words: 'достав' }], of('"Сколько стоит доставка"')],
	['whole words', [{ when: 'containsAny', words: 'достав', wholeWords: true }], []],
	['a whole word', [{ when: 'containsAny', words: 'cost', wholeWords: true }], of('"What does it COST?"')],
	['contains all', [{ when: 'containsAll', words: 'what, cost' }], of('"What does it COST?"')],
	['contains not all', [{ when: 'containsAll', words: 'what, price' }], []],
	[
		'starts with',
		[{ when: 'startsWith', texts: 'СКОЛЬКО\n/help' }],
		of('"/help me"', '"Сколько стоит доставка"'),
	],
	['regex', [{ when: 'regex', pattern: 'order (\\d+)' }], of('"order 4711"')],
	[
		'regex in buttons',
		[{ when: 'regex', pattern: '^order:(\\d+)$', patternIn: 'button' }],
		of('press order:4711'),
	],
	['button is', [{ when: 'buttonIs', data: 'no\nyes' }], of('press no')],
	['button, other case', [{ when: 'buttonIs', data: 'NO' }], []],
	['button starts with', [{ when: 'buttonStartsWith', data: 'order:' }], of('press order:4711')],
	[
		'event subscribed',
		[{ when: 'event', events: ['subscribed'] }],
		of('"/start"', '"/start ref_42"', 'unblocked'),
	],
	[
		'event message, which a card of somebody else is',
		[
			{ when: 'event', events: ['message'] },
			{ when: 'regex', pattern: '^$' },
		],
		of('card of somebody else'),
	],
	['event phone shared', [{ when: 'event', events: ['phoneShared'] }], of('shared phone')],
	['event left', [{ when: 'event', events: ['unsubscribed'] }], of('left')],
	['event status', [{ when: 'event', events: ['status', 'phoneShared'] }], of('shared phone', 'status')],
	['language', [{ when: 'language', languages: 'ru, ar' }], of('"Сколько стоит доставка"', '"مرحبا 👋"')],
	['language without region', [{ when: 'language', languages: 'pt' }], of('"order 4711"')],
	['another region', [{ when: 'language', languages: 'pt-PT' }], []],
	['inside hours', [{ when: 'hours', hours: 'inside', days: [4], from: '09:00', to: '18:00' }], SPOKEN],
	['outside hours', [{ when: 'hours', hours: 'outside', days: [4], from: '09:00', to: '18:00' }], []],
	[
		'outside hours elsewhere',
		[{ when: 'hours', hours: 'outside', days: [4], from: '9', to: '18', zone: 'Asia/Tokyo' }],
		SPOKEN,
	],
	[
		'text and language',
		[
			{ when: 'containsAny', words: 'стоит, cost' },
			{ when: 'language', languages: 'ru' },
		],
		of('"Сколько стоит доставка"'),
	],
	[
		'subscribed by start only',
		[
			{ when: 'event', events: ['subscribed'] },
			{ when: 'command', command: 'start' },
		],
		of('"/start"', '"/start ref_42"'),
	],
	[
		'a command that is no subscription',
		[
			{ when: 'event', events: ['message'] },
			{ when: 'command', command: '' },
		],
		of('"/help me"'),
	],
];

describe.each(MATRIX)('%s', (_, conditions, holds) => {
	const rules = rule(...conditions);

	it.each(names)(`on %s`, (name) => {
		const event = EVENTS[name];
		if (!event) throw new Error(name);
		expect(matches(rules, { event, now }, 'first')).toHaveLength(holds.includes(name) ? 1 : 0);
	});
});

describe('several rules', () => {
	const rules = readRules(
		[
			{
				name: 'Order',
				conditions: { condition: [{ when: 'regex', pattern: 'order (\\d+)' }] },
				replyWith: 'nothing',
			},
			{
				name: 'Digits',
				conditions: { condition: [{ when: 'regex', pattern: '(\\d)(\\d)' }] },
				replyWith: 'nothing',
			},
			{ name: 'Rest', conditions: { condition: [{ when: 'anything' }] }, replyWith: 'nothing' },
		],
		'UTC',
	);
	const asked = { event: said('order 4711'), now };

	it('holds the first, with what its pattern found', () => {
		expect(matches(rules, asked, 'first').map(({ rule: { name }, found }) => [name, found])).toEqual([
			['Order', ['order 4711', '4711']],
		]);
	});

	it('holds all in their order, each with its own find', () => {
		expect(matches(rules, asked, 'all').map(({ rule: { name }, found }) => [name, found])).toEqual([
			['Order', ['order 4711', '4711']],
			['Digits', ['47', '4', '7']],
			['Rest', []],
		]);
	});
});

describe.each([
	['İptal', 'iptal'],
	['iptal', 'İPTAL'],
	['ILIK', 'ılık'],
	['ΟΔΟΣ', 'οδοστρωμα'],
	['STRASSE', 'Straße'],
	["what's up", 'What’s up'],
	['„Ja“', '"ja"'],
	['❤', '❤️'],
	['מחיר', '\u200Fמה ה\u202Aמחיר\u202C?'],
	['ｐｒｉｃｅ', 'Price'],
])('%j', (words, text) => {
	it(`is found in ${text}`, () => {
		const [condition, when] = [
			{ when: 'containsAny', words },
			{ event: said(text), now },
		];
		expect(matches(rule(condition), when, 'first')).toHaveLength(1);
	});
});

it.each([
	['nb', 'no', true],
	['no', 'nb', true],
	['uk', 'ua', true],
	['zh-hant', 'zh-TW', true],
	['zh-hans', 'zh-TW', false],
	['zh-tw', 'zh', true],
	['he', 'iw', true],
	['de', 'en', false],
])('somebody who speaks %j is one of %j: %s', (language, languages, holds) => {
	const asked = { event: said('x', { language }), now };
	expect(matches(rule({ when: 'language', languages }), asked, 'first')).toHaveLength(holds ? 1 : 0);
});
