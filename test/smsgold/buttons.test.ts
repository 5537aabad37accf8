import type { Button, ButtonRows } from '../../client/model/button';
import { fitButtons } from '../../client/fitButtons';
import type { Leeway } from '../../client/model/message';
import { toLinks as linksOf } from '../../client/smsgold/buttons';
import { smsgold } from '../../client/smsgold/gateway';

/** The way of buttons to the service: what it lacks is seen to by the capabilities, the rest becomes its links. */
function toLinks(rows: ButtonRows, leeway: Leeway['unsupportedButtons']) {
	const { buttons, degraded } = fitButtons(smsgold, rows, leeway);
	return { links: linksOf(buttons), degraded };
}

const link = (text: string): Button => ({ kind: 'url', text, url: `https://example.org/${text}` });

it('rows become one flat list in reading order, and nothing is said to be lost', () => {
	expect(toLinks([[link('a'), link('b')], [], [link('c')]], 'refuse')).toEqual({
		links: ['a', 'b', 'c'].map((text) => ({ text, url: `https://example.org/${text}` })),
		degraded: [],
	});
});

const LACKING: Array<[Button, string]> = [
	[{ kind: 'callback', text: 'Yes', data: 'yes' }, 'callback'],
	[{ kind: 'copyText', text: 'Copy', value: 'CODE' }, 'copy text'],
	[{ kind: 'reply', text: 'Yes' }, 'keyboard'],
	[{ kind: 'requestContact', text: 'Phone' }, 'contact request'],
	[{ kind: 'requestLocation', text: 'Place' }, 'location request'],
];

it.each([
	...LACKING,
	[{ kind: 'webApp', text: 'Shop', url: 'https://example.org/shop' }, 'web app'] as [Button, string],
])('%j is refused, naming row and button', (button, kind) => {
	expect(() => toLinks([[link('a')], [link('b'), button]], 'refuse')).toThrow(
		expect.objectContaining({
			field: 'Buttons, row 2, button 2',
			detail: `is a ${kind} button, and SMSGOLD has link buttons only`,
			reason: 'unsupported',
		}),
	);
});

it.each(LACKING)('%j is left out where that is allowed, and named', (button, kind) => {
	expect(toLinks([[link('a'), button]], 'degrade')).toEqual({
		links: [{ text: 'a', url: 'https://example.org/a' }],
		degraded: [`Buttons, row 1, button 2 (“${button.text}”) was left out: SMSGOLD has no ${kind} buttons`],
	});
});

it('a web app goes as a link where that is allowed, and is named', () => {
	expect(toLinks([[{ kind: 'webApp', text: 'Shop', url: 'https://example.org/shop' }]], 'degrade')).toEqual({
		links: [{ text: 'Shop', url: 'https://example.org/shop' }],
		degraded: ['Buttons, row 1, button 1 (“Shop”) went as a link button: SMSGOLD has no web app buttons'],
	});
});

it('a style is refused, or lost by name where that is allowed', () => {
	const rows: ButtonRows = [[{ ...link('a'), style: 'danger' }]];
	expect(() => toLinks(rows, 'refuse')).toThrow(
		expect.objectContaining({ field: 'Buttons, row 1, button 1', reason: 'unsupported' }),
	);
	expect(toLinks(rows, 'degrade')).toEqual({
		links: [{ text: 'a', url: 'https://example.org/a' }],
		degraded: ['Buttons, row 1, button 1 (“a”) lost its style: SMSGOLD has no styles'],
	});
});

it.each(['', ' '])('a button with the text %j is refused in any case', (text) => {
	for (const leeway of ['refuse', 'degrade'] as const) {
		expect(() => toLinks([[{ ...link('a'), text }]], leeway)).toThrow('Buttons, row 1, button 1 has no text');
	}
});

it.each(['', 'example.org', '/path', 'javascript:alert(1)', 'mailto:a@example.org'])(
	'a button with the link “%s” is refused in any case',
	(url) => {
		for (const leeway of ['refuse', 'degrade'] as const) {
			expect(() => toLinks([[{ kind: 'url', text: 'a', url }]], leeway)).toThrow(
				expect.objectContaining({ field: 'Buttons, row 1, button 1', reason: 'invalidMessage' }),
			);
		}
	},
);

it.each(['http://example.org', 'https://пример.рф/путь?a=1', 'tg://resolve?domain=shop'])(
	'the link “%s” goes as it was written',
	(url) => {
		expect(toLinks([[{ kind: 'url', text: 'a', url }]], 'refuse').links).toEqual([{ text: 'a', url }]);
	},
);
