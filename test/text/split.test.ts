import type { TextFormat } from '../../client/model/message';
import { splitText } from '../../client/text/split';

const split = (text: string, limit: number, format: TextFormat = 'plain', firstLimit?: number): string[] =>
	splitText(text, format, { limit, firstLimit });

describe('where a text is cut', () => {
	it.each<[string, string, number, string[]]>([
		[
			'prefers a blank line',
			'One two.\n\nThree four.\nFive six',
			22,
			['One two.\n\n', 'Three four.\nFive six'],
		],
		['takes a line break next', 'One. Two three\nfour five six', 20, ['One. Two three\n', 'four five six']],
		['takes the end of a sentence next', 'One two. Three four five', 16, ['One two. ', 'Three four five']],
		['takes a space next', 'One two three four', 12, ['One two ', 'three four']],
		['cuts a word when there is no other place', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
		['does not cut so early that the part is half empty', 'a bcdefghijklmno', 8, ['a bcdefg', 'hijklmno']],
		[
			'cuts early for a blank line only',
			'Dear Ann,\n\nabcdefghijklmnopqrstuvwxyz',
			30,
			['Dear Ann,\n\n', 'abcdefghijklmnopqrstuvwxyz'],
		],
		[
			'takes a quote mark after the stop with it',
			'He said “No.” And she left',
			20,
			['He said “No.” ', 'And she left'],
		],
		['knows sentences that need no space', '今日は。明日は雨が降る', 7, ['今日は。', '明日は雨が降る']],
		[
			'cuts at a wide comma rather than anywhere',
			'今日は雨、明日は雨が降る',
			7,
			['今日は雨、', '明日は雨が降る'],
		],
		[
			'takes a line of spaces for a blank line',
			'One two\n  \nthree four\nfive',
			20,
			['One two\n  \n', 'three four\nfive'],
		],
		[
			'takes a decimal point for no end of a sentence',
			'It is 1.5 and that is it',
			20,
			['It is 1.5 and that ', 'is it'],
		],
		['keeps a no-break space between its words', 'abc de\u00A0fg', 7, ['abc ', 'de\u00A0fg']],
	])('%s', (_, text, limit, parts) => {
		expect(split(text, limit)).toEqual(parts);
	});

	it('gives the first part its own limit, for a caption', () => {
		expect(split('one two three four five', 14, 'plain', 8)).toEqual(['one two ', 'three four ', 'five']);
	});

	it('fills every part to the limit where a word has to be cut', () => {
		expect(split('x'.repeat(10_000), 4_096).map((part) => part.length)).toEqual([4_096, 4_096, 1_808]);
	});

	it('counts code points, as the server does', () => {
		expect(split('😀'.repeat(5), 2)).toEqual(['😀😀', '😀😀', '😀']);
	});
});

describe('white space at a cut', () => {
	it.each<[string, string, number, string[]]>([
		['stays at the end of the earlier part', 'abc   def', 6, ['abc   ', 'def']],
		['is dropped where it does not fit there', 'abcdef   ghi', 6, ['abcdef', 'ghi']],
		['stays in front of a line that is indented', 'if a:\n    do b', 10, ['if a:\n', '    do b']],
		['is dropped up to the last line break only', 'abcdef\n\n  ghi', 6, ['abcdef', '  ghi']],
		['is dropped at the end of the text', 'abcdef\n\n\n', 6, ['abcdef']],
		['is dropped in front when it would fill a part', `${' '.repeat(20)}abc`, 6, ['abc']],
		['may be longer than any part', `abc${'\n'.repeat(50)}def`, 6, ['abc\n\n\n', 'def']],
		['stays with an accent that stands on it', 'abcd \u0301ef', 5, ['abcd', ' \u0301ef']],
	])('%s', (_, text, limit, parts) => {
		expect(split(text, limit)).toEqual(parts);
	});
});

describe('what is never cut', () => {
	it.each<[string, string, TextFormat, number, string[]]>([
		['a family of emoji', 'abc👩‍👩‍👧‍👦', 'plain', 8, ['abc', '👩‍👩‍👧‍👦']],
		['a flag', '🇩🇪🇫🇷🇺🇦', 'plain', 3, ['🇩🇪', '🇫🇷', '🇺🇦']],
		['a letter with its accents', 'abcde\u0301\u0323', 'plain', 6, ['abcd', 'e\u0301\u0323']],
		['a letter and its accent in different tags', 'abc<b>d</b>\u0301', 'html', 4, ['abc', '<b>d</b>\u0301']],
		['an entity', 'abc&amp;&lt;&#128512;', 'html', 4, ['abc&amp;', '&lt;&#128512;']],
		['an escape', 'abc\\.\\!\\(', 'markdownV2', 4, ['abc\\.', '\\!\\(']],
		['an escape of legacy Markdown', 'abc\\_\\*', 'markdown', 4, ['abc\\_', '\\*']],
		['a backslash from what would be escaped by it', '*abcd\\éfgh*', 'markdownV2', 5, ['*abcd*', '*\\éfgh*']],
	])('%s', (_, text, format, limit, parts) => {
		expect(split(text, limit, format)).toEqual(parts);
	});

	it('does cut a cluster that is longer than a part', () => {
		const zalgo = `a${'\u0301'.repeat(9)}`;
		expect(split(zalgo, 4)).toEqual([`a${'\u0301'.repeat(3)}`, '\u0301'.repeat(4), '\u0301'.repeat(2)]);
	});
});

describe('links and custom emoji', () => {
	const link = (text: string): string => `<a href="https://e.com">${text}</a>`;

	it.each<[string, string, TextFormat, number, string[]]>([
		[
			'go to the next part when they do not fit',
			`abc ${link('one two')} d`,
			'html',
			8,
			['abc ', `${link('one two')} `, 'd'],
		],
		['go there even from the middle of a word', `abc${link('onetwo')}`, 'html', 8, ['abc', link('onetwo')]],
		[
			'are cut when they are longer than a part',
			link('one two three'),
			'html',
			8,
			[link('one two '), link('three')],
		],
		[
			'keep their address in MarkdownV2',
			'[one two three](https://e.com/\\))',
			'markdownV2',
			8,
			['[one two ](https://e.com/\\))', '[three](https://e.com/\\))'],
		],
		[
			'keep their address in legacy Markdown',
			'a [one two](https://e.com)',
			'markdown',
			7,
			['a ', '[one two](https://e.com)'],
		],
		[
			'are whole although an emoji is several characters',
			'abc![👨‍👩‍👦](tg://emoji?id=1)',
			'markdownV2',
			6,
			['abc', '![👨‍👩‍👦](tg://emoji?id=1)'],
		],
		[
			'are whole as a time',
			'abc <tg-time unix="1">May 1, 10:00</tg-time>',
			'html',
			12,
			['abc ', '<tg-time unix="1">May 1, 10:00</tg-time>'],
		],
	])('%s', (_, text, format, limit, parts) => {
		expect(split(text, limit, format)).toEqual(parts);
	});
});

describe('marks that are open at a cut', () => {
	it.each<[string, string, TextFormat, number, string[]]>([
		[
			'are closed and opened again',
			'<b>one <i>two three</i></b>',
			'html',
			8,
			['<b>one <i>two </i></b>', '<b><i>three</i></b>'],
		],
		[
			'keep their attributes',
			'<pre><code class="language-js">one\ntwo</code></pre>',
			'html',
			4,
			[
				'<pre><code class="language-js">one\n</code></pre>',
				'<pre><code class="language-js">two</code></pre>',
			],
		],
		[
			'keep a quote expandable',
			'<blockquote expandable>one two</blockquote>',
			'html',
			4,
			['<blockquote expandable>one </blockquote>', '<blockquote expandable>two</blockquote>'],
		],
		['leave no empty pair before the cut', 'one <b>two</b>', 'html', 4, ['one ', '<b>two</b>']],
		['leave no empty pair after the cut', '<b>one </b>two', 'html', 4, ['<b>one </b>', 'two']],
		[
			'leave no empty pair where white space is dropped',
			'<b>ones</b><i> </i><u>two</u>',
			'html',
			4,
			['<b>ones</b>', '<u>two</u>'],
		],
		[
			'are kept apart when an italic is around an underline',
			'_one **__two three___',
			'markdownV2',
			8,
			['_one **__two ___', '_**__three___'],
		],
		[
			'are kept apart when an underline is around an italic',
			'__one _two three_**__',
			'markdownV2',
			8,
			['__one _two _**__', '___three_**__'],
		],
		[
			'are kept apart behind a mark of the text',
			'__ab _cd_ ef__',
			'markdownV2',
			5,
			['__ab _cd_**__', '__ef__'],
		],
		['may be code', '`one two`', 'markdownV2', 4, ['`one `', '`two`']],
		[
			'may be a block with a language',
			'```js\none\ntwo```',
			'markdownV2',
			4,
			['```js\none\n```', '```js\ntwo```'],
		],
		[
			'may be a block without one, whose text is taken for none',
			'```\none two```',
			'markdownV2',
			4,
			['```\none ```', '```\ntwo```'],
		],
		['may be a quote', '>one\n>two', 'markdownV2', 4, ['>one\n>', '>two']],
		['may be an expandable quote', '>one\n>two||', 'markdownV2', 4, ['>one\n>||', '>two||']],
		[
			'may be an expandable quote with text behind it',
			'>one\n>two||\nend',
			'markdownV2',
			4,
			['>one\n>||', '>two||\n', 'end'],
		],
		['may stand inside a quote', '>*one\n>two*\nend', 'markdownV2', 4, ['>*one\n>*', '>*two*\n', 'end']],
		['get a line break for a quote inside them', '*>one two\n*', 'markdownV2', 5, ['*>one \n*', '*>two\n*']],
		[
			'may be a block of legacy Markdown',
			'```js\none\ntwo```',
			'markdown',
			4,
			['```js\none\n```', '```js\ntwo```'],
		],
		[
			'keep the ` in such a block off its end',
			'```\nabc``d```',
			'markdown',
			5,
			['```\nabc```', '```\n``d```'],
		],
		[
			'may be any of legacy Markdown',
			'*one two* _three four_',
			'markdown',
			6,
			['*one *', '*two* ', '_three _', '_four_'],
		],
	])('%s', (_, text, format, limit, parts) => {
		expect(split(text, limit, format)).toEqual(parts);
	});

	it('keeps two quotes apart that follow each other', () => {
		expect(split('>one\n**>two||\nthree four', 10, 'markdownV2')).toEqual(['>one\n**>two||\n', 'three four']);
	});
});

describe('the bound of bytes', () => {
	it('counts the bytes of the text', () => {
		expect(splitText('привет мир', 'plain', { limit: 100, maxBytes: 14 })).toEqual(['привет ', 'мир']);
	});

	it('counts the markup of a part, with what is opened and closed at its ends', () => {
		const parts = splitText('<b>one two three</b>', 'html', { limit: 100, maxBytes: 15 });
		expect(parts).toEqual(['<b>one two </b>', '<b>three</b>']);
	});

	it('leaves a mark out that would fill a part alone, and keeps its text', () => {
		const text = `<a href="https://e.com/${'x'.repeat(100)}">a <b>bold</b> link</a> &amp; text`;
		expect(splitText(text, 'html', { limit: 100, maxBytes: 60 })).toEqual(['a bold link &amp; text']);
	});

	it('escapes the text of a mark that it leaves out where it was not escaped inside', () => {
		const url = `https://e.com/${'x'.repeat(100)}`;
		expect(splitText(`[a_b](${url})`, 'markdown', { limit: 100, maxBytes: 60 })).toEqual(['a\\_b']);
		expect(splitText(`[\`a.b\`](${url})`, 'markdownV2', { limit: 100, maxBytes: 60 })).toEqual(['a\\.b']);
	});

	it('does not end a quote with a line break of a mark that it leaves out', () => {
		const text = `>[a\n>b](https://e.com/${'x'.repeat(100)}) c`;
		expect(splitText(text, 'markdownV2', { limit: 100, maxBytes: 60 })).toEqual(['>a\\\nb c']);
	});

	it('still comes to an end when it is too small for anything', () => {
		expect(splitText('<b>&quot;</b>é', 'html', { limit: 9, maxBytes: 1 }).join('')).toBe('&quot;é');
	});
});

describe('a text that needs no cut', () => {
	it('comes back as it is, whatever its markup looks like', () => {
		const text = '<b></b>  <b>one</b><i></i> \n';
		expect(split(text, 10, 'html')).toEqual([text]);
	});

	it('comes back as one part when it is empty, or shows nothing at all', () => {
		expect(split('', 10)).toEqual(['']);
		expect(split(' \u200B'.repeat(20), 10)).toEqual([' \u200B'.repeat(20)]);
	});
});

describe('a text whose markup is broken', () => {
	it.each<[string, string, TextFormat, string[]]>([
		['an unknown tag is text', 'one <br> two', 'html', ['one <br> ', 'two']],
		['an unclosed tag is text', 'one <b>two three', 'html', ['one <b>two ', 'three']],
		['a lone sign is text', 'one * two three', 'markdownV2', ['one * two ', 'three']],
		['an unclosed link is text', 'one [two three', 'markdown', ['one [two ', 'three']],
	])('%s, and nothing of it is lost', (_, text, format, parts) => {
		expect(split(text, 11, format)).toEqual(parts);
	});
});
