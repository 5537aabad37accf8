import fc from 'fast-check';

import { rewriteLinks } from '../../client/links/rewrite';
import type { TextFormat } from '../../client/model/message';
import { tokenize } from '../../client/text/tokens/tokenize';

const T = 'https://n8n.example/webhook/x/link?l=abc';

const ALL = { wants: (): boolean => true, make: (): string => T };

/** The text with every link replaced, and the links that it had. */
function rewritten(text: string, format: TextFormat): { text: string; urls: string[] } {
	const urls: string[] = [];
	const make = (url: string): string => {
		urls.push(url);
		return T;
	};
	return { text: rewriteLinks(text, format, { wants: () => true, make }), urls };
}

describe('plain text', () => {
	it.each([
		['See https://shop.example/a.', `See ${T}.`, ['https://shop.example/a']],
		['(https://shop.example/a_(b))!', `(${T})!`, ['https://shop.example/a_(b)']],
		['“https://shop.example/a”, more', `“${T}”, more`, ['https://shop.example/a']],
		['Заказ: HTTPS://Магазин.рф/заказ?ид=1 🎉', `Заказ: ${T} 🎉`, ['HTTPS://Магазин.рф/заказ?ид=1']],
		['عرض https://shop.example/ع الآن', `عرض ${T} الآن`, ['https://shop.example/ع']],
		[
			'a http://b.example\nc https://d.example…',
			`a ${T}\nc ${T}…`,
			['http://b.example', 'https://d.example'],
		],
		['no link: shop.example, ftp://x.example, xhttps://y.example', null, []],
		['', null, []],
	] as Array<[string, string | null, string[]]>)('%s', (text, expected, urls) => {
		expect(rewritten(text, 'plain')).toEqual({ text: expected ?? text, urls });
	});
});

describe('marked-up text', () => {
	it.each([
		[
			'html',
			'<b>Sale</b> <a href="https://shop.example/?a=1&amp;b=2">here &amp; <i>now</i></a>',
			`<b>Sale</b> <a href="${T}">here &amp; <i>now</i></a>`,
			['https://shop.example/?a=1&b=2'],
		],
		[
			'html',
			'See https://shop.example/?a=1&amp;b=2, <i>ok</i>',
			`See <a href="${T}">https://shop.example/?a=1&amp;b=2</a>, <i>ok</i>`,
			['https://shop.example/?a=1&b=2'],
		],
		['html', '<code>https://shop.example</code>', null, []],
		[
			'html',
			'<a href="https://shop.example">https://shop.example</a>',
			`<a href="${T}">https://shop.example</a>`,
			['https://shop.example'],
		],
		[
			'markdownV2',
			'*Sale* [here\\!](https://shop.example/a_\\(b\\)) and `https://code.example`',
			`*Sale* [here\\!](${T}) and \`https://code.example\``,
			['https://shop.example/a_(b)'],
		],
		[
			'markdownV2',
			'_See_ https://shop\\.example/a\\-b\\.',
			`_See_ [https://shop\\.example/a\\-b](${T})\\.`,
			['https://shop.example/a-b'],
		],
		['markdown', '*Sale* [here](https://shop.example/a)', `*Sale* [here](${T})`, ['https://shop.example/a']],
		[
			'markdown',
			'See https://shop.example/a!',
			`See [https://shop.example/a](${T})!`,
			['https://shop.example/a'],
		],
		['markdown', '*https://shop.example/a*', null, []],
	] as Array<[TextFormat, string, string | null, string[]]>)('%s: %s', (format, text, expected, urls) => {
		expect(rewritten(text, format)).toEqual({ text: expected ?? text, urls });
	});

	it('leaves a mention, a picture and an empty link alone', () => {
		for (const text of ['<a href="">x</a>', '[x](tg://user?id=42)', '![👍](tg://emoji?id=5)']) {
			const format = text.startsWith('<') ? 'html' : 'markdownV2';
			expect(rewriteLinks(text, format, { wants: (url) => url.startsWith('http'), make: () => T })).toBe(
				text,
			);
		}
	});
});

describe.each(['html', 'markdownV2', 'markdown', 'plain'] as const)('any %s', (format) => {
	const piece = fc.constantFrom(
		...['<b>', '</b>', '<a href="https://x.example/?q=1&amp;r">', '</a>', '<code>', '</code>', '&amp;', '\\'],
		...[
			'[',
			'](https://y.example/a)',
			']',
			'(',
			')',
			'*',
			'_',
			'`',
			'```',
			'\n',
			'>',
			'||',
			'![',
			'https://',
		],
		...['https://z.example/p_q', ' ', 'word', '🎉', 'ع', 'https://w.example/a\\.b', 'http://[::1]/x'],
	);
	const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

	it('comes back to the letter where nothing is replaced', () => {
		fc.assert(
			fc.property(text, (whole) =>
				expect(rewriteLinks(whole, format, { ...ALL, wants: () => false })).toBe(whole),
			),
		);
	});

	it('shows the same text as before, marked up as before', () => {
		if (format === 'plain') return;
		fc.assert(
			fc.property(text, (whole) => {
				const after = rewriteLinks(whole, format, ALL);
				expect(seen(after, format)).toBe(seen(whole, format));
			}),
		);
	});
});

const seen = (text: string, format: TextFormat): string =>
	tokenize(text, format)
		.map((token) => ('text' in token ? token.text : ''))
		.join('');

it('goes through a long text once: if each of its links led through all the rest, this would never end', () => {
	for (const format of ['plain', 'html', 'markdownV2', 'markdown'] as const) {
		rewriteLinks('https://a.example/b '.repeat(20_000), format, ALL);
		rewriteLinks(`https://${'(.'.repeat(500_000)}`, format, ALL);
	}
});
