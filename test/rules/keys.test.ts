import { personKey, ruleKeys, updateKey } from '../../client/rules/keys';
import { readRules } from '../../client/rules/read';
import { eventOf, said } from './events';

it.each([
	[
		['Prices', '', 'Hours'],
		['Prices', '#2', 'Hours'],
	],
	[
		['Prices', 'Prices', 'Prices'],
		['Prices', 'Prices#2', 'Prices#3'],
	],
	[
		['', '#1', ''],
		['#1', '#1#2', '#3'],
	],
])('rules called %j are remembered by %j', (names, keys) => {
	expect(ruleKeys(names)).toEqual(keys);
});

const [rule] = readRules(
	[{ name: 'R', conditions: { condition: [{ when: 'anything' }] }, text: 'x' }],
	'UTC',
);
if (!rule) throw new Error('no rule');

it('an event without an id is known by what it is about, whom it is of and when it was', () => {
	const clicked = (ref: string) =>
		eventOf({ event: 'linkClicked', link: { url: 'https://example.com', ref } });
	const noted = (kind: string) => eventOf({ event: 'notification', notification: { kind } });
	const reported = (messageId: string | null) =>
		eventOf({
			event: 'status',
			status: { messageId, status: 'delivered', reason: null, description: null },
		});
	const all = [
		clicked('a'),
		clicked('b'),
		noted('a'),
		noted('b'),
		reported('1'),
		reported('2'),
		reported(null),
	];
	expect(new Set(all.map((event) => updateKey(event, rule))).size).toBe(all.length);
});

it('a report is the same whenever it comes again', () => {
	const status = { messageId: '1', status: 'delivered' as const, reason: null, description: null };
	const [one, again] = ['2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z'].map((receivedAt) =>
		updateKey(eventOf({ event: 'status', status, happenedAt: null, receivedAt }), rule),
	);
	expect(one).toBe(again);
});

it('a person is another one for each rule, and for all of them together', () => {
	expect(personKey(said('x'), rule)).not.toBe(personKey(said('x')));
});
