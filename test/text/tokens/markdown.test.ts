import { tokenizeMarkdown } from '../../../client/text/tokens/markdown';
import { show } from './show';

describe('legacy Markdown is read', () => {
	it.each([
		['its simple marks', '*a* _b_ `c`', '{bold}a{/bold} {italic}b{/italic} {code}c{/code}'],
		['no marks inside marks', '*a _b* c_', '{bold}a _b{/bold} c_'],
		['no escapes inside marks', '*a\\*b', '{bold}a\\{/bold}b'],
		['four escapes outside', '\\_\\*\\`\\[\\a\\\\', '‹_›‹*›‹`›‹[›\\a\\\\'],
		['links', '[a *b*](https://e.com)', '{link}a *b*{/link}'],
		['a link without an address', '[e.com] b', '{link}e.com{/link} b'],
		['blocks', '```js\na``b```', '{pre}a‹``b›{/pre}'],
		['an empty mark', '**a', '{bold}{/bold}a'],
	])('with %s', (_, source, shown) => {
		expect(show(source, 'markdown')).toBe(shown);
	});

	it.each([
		['a sign without its counterpart', 'a _b'],
		['a block without an end', '```a'],
		['a link without an end', 'a [b'],
		['an address without an end', '[a](b'],
		['what only MarkdownV2 knows', 'a ~b~ ||c|| >d !e'],
	])('and takes %s for text', (_, source) => {
		expect(show(source, 'markdown')).toBe(source);
	});

	it('and remembers how a block begins', () => {
		expect(tokenizeMarkdown('```js a```')[0]).toMatchObject({ mark: { open: '```js\n', close: '```' } });
	});
});
