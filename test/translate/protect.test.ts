import { protect } from '../../client/translate/protect';
import type { TextFormat } from '../../client/model/message';
import { spoken } from '../emulators/speech';

const translated = (
	text: string,
	format: TextFormat,
	change: (segment: string) => string = (one) => spoken(one, 'de'),
) => {
	const prepared = protect(text, format);
	return prepared.restore(prepared.segments.map(change));
};

it.each<[TextFormat, string, string]>([
	['plain', 'Hello {first name}!', 'Hello-de {first name}!'],
	[
		'plain',
		'👋 Write to @shop_bot or ann@shop.example, #42',
		'👋 Write-de to-de @shop_bot or-de ann@shop.example, #42',
	],
	['plain', 'See https://shop.example/{payload}?a=1&b=2.', 'See-de https://shop.example/{payload}?a=1&b=2.'],
	['plain', 'Send /start, call +7 (999) 000-00-02', 'Send-de /start, call-de +7 (999) 000-00-02'],
	['plain', 'One\n\n  two\n- three', 'One-de\n\n  two-de\n- three-de'],
	['plain', 'R&D is <fun>, 5 < 6 &copy;', 'R-de&D-de is-de <fun-de>, 5 < 6 &copy;'],
	[
		'html',
		'<b>Hello {first name}</b> &amp; <a href="https://shop.example/?a=1&amp;b=2">the shop</a>',
		'<b>Hello-de {first name}</b> &amp; <a href="https://shop.example/?a=1&amp;b=2">the-de shop-de</a>',
	],
	[
		'html',
		'Code <code>a_b</code>, <pre>keep this</pre>, <a href="tg://user?id=1">Ann</a>',
		'Code-de <code>a_b</code>, <pre>keep this</pre>, <a href="tg://user?id=1">Ann</a>',
	],
	[
		'markdownV2',
		'*Hello* {first_name}\\! See [the shop](https://shop\\.example/a\\_b)',
		'*Hello\\-de* {first_name}\\! See\\-de [the\\-de shop\\-de](https://shop\\.example/a\\_b)',
	],
	[
		'markdownV2',
		'>quoted\n>text\nand `code` \\- ok',
		'>quoted\\-de\n>text\\-de\nand\\-de `code` \\- ok\\-de',
	],
	[
		'markdown',
		'A *bold word* and {match_1} and t.me/shop',
		'A-de *bold-de word-de* and-de {match_1} and-de t.me/shop',
	],
])('in %s: %s', (format, text, expected) => {
	expect(translated(text, format)).toBe(expected);
});

it('sends the words of a line with marks around the tags, and nothing of what has to survive', () => {
	const { segments } = protect(
		'*Hello* {first name}, see https://shop.example/\\?key\\=1 😀 *now*',
		'markdownV2',
	);
	expect(segments).toEqual([
		'<g id="1">Hello</g> <x id="2"/>, see <x id="3"/> <x id="4"/> <g id="5">now</g>',
	]);
});

it('sends nothing of a text without words', () => {
	const prepared = protect('👋 {first name} https://shop.example 12:30', 'plain');
	expect(prepared.segments).toEqual([]);
	expect(prepared.restore([])).toBe('👋 {first name} https://shop.example 12:30');
});

it.each<[what: string, change: (segment: string) => string]>([
	['drops a tag', (one) => one.replace(/<x id="\d+"\/>/, '')],
	['doubles a tag', (one) => one.replace(/(<x id="\d+"\/>)/, '$1 $1')],
	['invents a tag', (one) => `${one} <x id="77"/>`],
	['adds markup of its own', (one) => `<b>${one}</b>`],
	['invents a placeholder', (one) => `${one} {last name}`],
	['invents a link', (one) => `${one} https://evil.example`],
	['invents a mention', (one) => `${one} @thief`],
	['takes a mark off', (one) => one.replaceAll(/<\/?g[^>]*>/g, '')],
	['takes the words out of a link', (one) => one.replace(/(<g id="\d+">)(.*?)(<\/g>)/, '$2$1$3')],
	['answers with nothing', () => ''],
])('is no translation when the translator %s', (_, change) => {
	expect(
		translated('Hello {first name}, see <a href="https://shop.example/">the shop</a> today', 'html', change),
	).toBeNull();
});

it.each<[what: string, change: (segment: string) => string, expected: string]>([
	['moves a tag', () => '<x id="1"/> sei gegrüßt', '{first name} sei gegrüßt'],
	[
		'writes a tag in capitals and with an end of its own',
		() => 'HALLO <X ID=“1”></X> DORT',
		'HALLO {first name} DORT',
	],
	[
		'puts white space and entities around',
		() => '\n Hallo &quot;<x id="1" />&quot; ',
		'Hallo "{first name}"',
	],
])('is a translation when the translator %s', (_, change, expected) => {
	expect(translated('Hello {first name} there', 'plain', change)).toBe(expected);
});

it.each(['', ' ', '<x id="1"/>'])(
	'is no translation when a text of words alone comes back as %j',
	(answer) => {
		expect(translated('Hello there', 'plain', () => answer)).toBeNull();
	},
);

it('puts a space between an address and words that would be read as a part of it', () => {
	expect(translated('See https://shop.example/a now', 'plain', () => '请看<x id="1"/>现在')).toBe(
		'请看https://shop.example/a 现在',
	);
	expect(translated('Ask @shop_bot now', 'plain', () => 'frag<x id="1"/>jetzt')).toBe('frag @shop_bot jetzt');
});

it('goes through a long text once, whatever it is: if each piece led through all the rest, this would never end', () => {
	for (const piece of [
		'a.',
		'a@',
		'1 ',
		'((',
		'/a',
		'&',
		'<',
		' ',
		'{',
		'https://',
		'😀',
		'*_',
		'a-',
		'{a}',
	]) {
		translated(piece.repeat(150_000 / piece.length), 'plain');
	}
});
