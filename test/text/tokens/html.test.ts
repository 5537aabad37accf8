import { tokenizeHtml } from '../../../client/text/tokens/html';
import { show } from './show';

describe('HTML is read', () => {
	it.each('b strong i em u ins s strike del tg-spoiler code pre blockquote a tg-emoji tg-time'.split(' '))(
		'with the tag %s',
		(tag) => expect(show(`a<${tag}>b</${tag}>c`, 'html')).toBe(`a{${tag}}b{/${tag}}c`),
	);

	it.each([
		['names in any case', '<B>a</b>', '{b}a{/b}'],
		['space inside tags', '<b >a</b\n>', '{b}a{/b}'],
		['an end tag without a name', '<i><b>a</></>', '{i}{b}a{/b}{/i}'],
		['a span that is a spoiler', '<span class="tg-spoiler">a</span>', '{span}a{/span}'],
		[
			'attributes in both quotes and in none',
			`<a href='x'>a</a><a href="y">b</a><a href=z>c</a>`,
			'{a}a{/a}{a}b{/a}{a}c{/a}',
		],
		['a > inside an attribute', '<a href="a>b">c</a>', '{a}c{/a}'],
		['an attribute without a value', '<blockquote expandable>a</blockquote>', '{blockquote}a{/blockquote}'],
		['attributes that mean nothing', '<b class="x" id=y>a</b>', '{b}a{/b}'],
		['named entities', '&lt;&gt;&amp;&quot;', '‹<›‹>›‹&›‹"›'],
		['numeric entities', '&#65;&#x42;&#128512;', '‹A›‹B›‹😀›'],
		['entities without their ;', '&lt &amp', '‹<› ‹&›'],
	])('with %s', (_, source, shown) => {
		expect(show(source, 'html')).toBe(shown);
	});

	it.each([
		['a lone <', 'a < b'],
		['an empty tag', '<>'],
		['an unknown tag', '<br>a</br>'],
		['a tag without an end', 'a <b'],
		['an attribute without an end', '<a href="x>a'],
		['a value that is none', '<b x=_>a'],
		['a tag that closes itself', '<b/>a'],
		['a span of another class', '<span class="x">a</span>'],
		['a tag that is never closed', '<b>a'],
		['an end that was never opened', 'a</b>'],
		['an unknown entity', '&nbsp;&LT;'],
		['a lone &', 'a & b &'],
		['a number that is no character', '&#0;&#xD83D;&#x110000;&#12345678;&#x;&#;'],
	])('and takes %s for text', (_, source) => {
		expect(show(source, 'html')).toBe(source);
	});

	it('so that crossing tags leave the inner ones', () => {
		expect(show('<b>a<i>b</b>c</i>', 'html')).toBe('<b>a{i}b</b>c{/i}');
	});

	it('and remembers how a tag is opened, closed and where it leads', () => {
		expect(tokenizeHtml('<A HREF="x" href="https://e.com/?a&amp;b">c</A>')[0]).toEqual({
			kind: 'open',
			raw: '<A HREF="x" href="https://e.com/?a&amp;b">',
			mark: {
				name: 'a',
				open: '<A HREF="x" href="https://e.com/?a&amp;b">',
				close: '</a>',
				adds: 0,
				whole: true,
				link: 'https://e.com/?a&b',
			},
		});
	});
});
