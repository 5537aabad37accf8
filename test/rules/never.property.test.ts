import fc from 'fast-check';

import type { BotEvent } from '../../client/model/event';
import type { ConditionFields } from '../../client/rules/conditions';
import { matches } from '../../client/rules/match';
import { neverHolding } from '../../client/rules/never';
import { readRules } from '../../client/rules/read';
import { left, pressed, said, shared, started, unblocked } from './events';

/** Few words, so that conditions and events meet often. */
const words = ['a', 'b', 'ab', 'a b', '/a', '/a b', '/start', '/start x'];
const list = (between: string) =>
	fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((all) => all.join(between));

const condition: fc.Arbitrary<ConditionFields> = fc.oneof(
	fc.constant({ when: 'anything' }),
	fc.record({
		when: fc.constantFrom('containsAny', 'containsAll'),
		words: list(','),
		wholeWords: fc.boolean(),
	}),
	fc.record({ when: fc.constantFrom('textIs', 'startsWith'), texts: list('\n') }),
	fc.record({ when: fc.constantFrom('buttonIs', 'buttonStartsWith'), data: list('\n') }),
	fc.record({
		when: fc.constant('command'),
		command: fc.constantFrom('', 'a', 'start', 'a, start'),
		payload: fc.constantFrom('any', 'some', 'none', 'is'),
		payloadText: fc.constantFrom('x', 'b'),
	}),
	fc.record({ when: fc.constant('language'), languages: fc.constantFrom('de', 'pt', 'pt-br', 'de, pt-br') }),
	fc.record({
		when: fc.constant('event'),
		events: fc.constantFrom(['message'], ['subscribed'], ['message', 'subscribed'], ['phoneShared']),
	}),
	fc.constant({ when: 'regex', pattern: 'a' }),
	fc.record({
		when: fc.constant('hours'),
		hours: fc.constantFrom('inside', 'outside'),
		days: fc.constantFrom([1, 2, 3, 4, 5, 6, 7], [1]),
		from: fc.constantFrom('0', '9'),
		to: fc.constantFrom('24', '9', '18'),
	}),
);

const event: fc.Arbitrary<BotEvent> = fc
	.tuple(
		fc.oneof(
			fc.constantFrom(...words, 'b a b', 'a ab', 'xab').map((text) => said(text)),
			fc.constantFrom(...words).map(pressed),
			fc.constantFrom(started(null), started('x'), started('b'), unblocked(), shared(), left()),
		),
		fc.constantFrom('de', 'de-at', 'pt', 'pt-br', 'en'),
	)
	.map(([one, language]) => ({ ...one, language }));

it('a rule that is said never to hold never does, whatever comes', () => {
	let named = 0;
	fc.assert(
		fc.property(
			fc.array(fc.array(condition, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
			fc.array(event, { minLength: 5, maxLength: 20 }),
			(conditions, events) => {
				const rules = readRules(
					conditions.map((one) => ({ conditions: { condition: one }, replyWith: 'nothing' })),
					'UTC',
				);
				const never = neverHolding(rules, 'first').map((hint) => Number(/^Rule (\d+)/.exec(hint)?.[1]));
				named += never.length;
				for (const one of events) {
					const [match] = matches(rules, { event: one, now: new Date('2026-11-26T11:30:00Z') }, 'first');
					expect(never).not.toContain(match?.rule.number);
				}
			},
		),
		{ numRuns: 1_000 },
	);
	expect(named).toBeGreaterThan(100);
});
