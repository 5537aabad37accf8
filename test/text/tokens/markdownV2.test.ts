import { tokenizeMarkdownV2 } from '../../../client/text/tokens/markdownV2';
import { show } from './show';

describe('MarkdownV2 is read', () => {
	it.each([
		['its simple marks', '*a*_b_~c~', '{bold}a{/bold}{italic}b{/italic}{strike}c{/strike}'],
		['its double marks', '__a__||b||', '{underline}a{/underline}{spoiler}b{/spoiler}'],
		['marks inside marks', '*a _b ~c~_*', '{bold}a {italic}b {strike}c{/strike}{/italic}{/bold}'],
		['two _ as an underline first', '___a_**__', '{underline}{italic}a{/italic}{bold}{/bold}{/underline}'],
		['an italic around an underline', '_**__a___', '{italic}{bold}{/bold}{underline}a{/underline}{/italic}'],
		['escapes of any ASCII character', '\\*\\a\\\\', '‹*›‹a›‹\\›'],
		['code, where other signs are text', '`a*b_\\`c`', '{code}a*b_‹`›c{/code}'],
		['a block', '```\na\n```', '{pre}a\n{/pre}'],
		['a block with a language', '```c++\na```', '{pre}a{/pre}'],
		['a block of one word', '```word```', '{pre}word{/pre}'],
		['links with marks inside', '[a *b*](https://e.com)', '{link}a {bold}b{/bold}{/link}'],
		['a link without an address', '[e\\.com] b', '{link}e‹.›com{/link} b'],
		['custom emoji', 'a![👍](tg://emoji?id=1)', 'a{emoji}👍{/emoji}'],
		['a quote up to the end', '>a\n>b', '{quote}a‹\n›b{/quote}'],
		['a quote that ends with a line', '>a\n>b\nc', '{quote}a‹\n›b\n{/quote}c'],
		['an expandable quote', '>a||', '{quote}a{/quote}'],
		['an expandable quote with text behind it', '>a||\nb', '{quote}a‹\n›{/quote}b'],
		['an expandable quote of another system', '>a||\r\nb', '{quote}a‹\r\n›{/quote}b'],
		['two quotes in a row', '>a\n**>b||', '{quote}a\n{/quote}{bold}{/bold}{quote}b{/quote}'],
		['a quote inside a mark', '*>a\n*b', '{bold}{quote}a\n{/quote}{/bold}b'],
		['a mark that goes on in the next line of a quote', '>*a\n>b*', '{quote}{bold}a‹\n›b{/bold}{/quote}'],
		['code that goes on in a quote', '>`a\nb`', '{quote}{code}a\nb{/code}{/quote}'],
		['a > too many', '>>a', '{quote}‹›a{/quote}'],
		['an escaped line break, which ends no quote', '>a\\\nb', '{quote}a‹\n›b{/quote}'],
		['a spoiler at the end of a quote', '>||a||\nb', '{quote}{spoiler}a{/spoiler}\n{/quote}b'],
	])('with %s', (_, source, shown) => {
		expect(show(source, 'markdownV2')).toBe(shown);
	});

	it.each([
		['signs that have to be escaped', 'a.b-c (d) #e +f =g {h} !i |j ]'],
		['a sign without its counterpart', 'a *b'],
		['a > inside a line', 'a > b'],
		['an address without an end', '[a](b'],
		['an emoji without an address', '![a] b'],
	])('and takes %s for text', (_, source) => {
		expect(show(source, 'markdownV2')).toBe(source);
	});

	it('so that a mark left open in a quote is text', () => {
		expect(show('>a *b\nc', 'markdownV2')).toBe('{quote}a *b\n{/quote}c');
	});

	it('and keeps a backslash that escapes nothing with what follows it', () => {
		expect(show('\\é\\😀\\', 'markdownV2')).toBe('‹\\é›‹\\😀›‹\\›');
	});

	it.each([
		['a quote', '>a', { open: '>', close: '', adds: 0 }],
		['an expandable quote', '>a||', { open: '>', close: '||', adds: 0 }],
		['a quote inside a mark', '>a\n', { open: '>', close: '', adds: 0 }],
		['a block with a language', '```js a```', { open: '```js\n', close: '```', adds: 0 }],
		['a link', '[a](b\\))', { open: '[', close: '](b\\))', link: 'b)', whole: true }],
	])('and remembers how %s is opened and closed', (_, source, mark) => {
		expect(tokenizeMarkdownV2(source)[0]).toMatchObject({ kind: 'open', mark });
	});

	it('and knows that a quote inside a mark is closed by a line break', () => {
		const quotes = tokenizeMarkdownV2('*>a||\n*').filter(({ raw }) => raw === '>');
		expect(quotes).toMatchObject([{ kind: 'open', mark: { close: '||\n', adds: 1 } }]);
	});
});
