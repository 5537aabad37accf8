/** Well-formed texts of every format, from the same tree of nested marks. */
import fc from 'fast-check';
import {
	escapeHtml,
	escapeMarkdown,
	escapeMarkdownV2,
	escapeMarkdownV2Code,
	escapeMarkdownV2Url,
} from '../../client/text/escape';
import type { TextFormat } from '../../client/model/message';

export type Node =
	| { kind: 'text'; text: string }
	| { kind: SimpleName; inner: Node[] }
	| { kind: 'link' | 'emoji'; text: string; url: string }
	| { kind: 'code'; text: string }
	| { kind: 'pre'; text: string; language: string }
	| { kind: 'quote'; inner: Node[]; expandable: boolean };

const SIMPLE = ['bold', 'italic', 'underline', 'strike', 'spoiler'] as const;
type SimpleName = (typeof SIMPLE)[number];

const HTML_TAGS: Record<SimpleName, string[]> = {
	bold: ['<b>', '</b>'],
	italic: ['<em>', '</em>'],
	underline: ['<u>', '</u>'],
	strike: ['<del>', '</del>'],
	spoiler: ['<span class="tg-spoiler">', '</span>'],
};

const V2_SIGNS: Record<SimpleName, string> = {
	bold: '*',
	italic: '_',
	underline: '__',
	strike: '~',
	spoiler: '||',
};

const WORDS = [
	'word',
	'a',
	'Wörter',
	'слово',
	'漢字かな',
	'שלום',
	'مرحبا',
	'नमस्ते',
	'한국어',
	'สวัสดี',
	'👩‍👩‍👧‍👦',
	'👍🏽',
	'🇩🇪',
	'🇺🇦🇫🇷',
	'❤️',
	'🏴󠁧󠁢󠁥󠁮󠁧󠁿',
	'e\u0301\u0323',
	'Z\u0351\u0352\u0353',
	'\u0301',
	'a<b',
	'&',
	'&lt;',
	'"quoted"',
	"it's",
	'_*[]()~`>#+-=|{}.!',
	'\\',
	'>',
	'||',
	'a_b',
	'```',
	'``x',
	'\\n',
	'end.',
	'what?',
	'終わり。',
	'、',
	'https://example.com/a_b(c)?d=e&f=g',
	'1.5',
	'(in brackets)',
	'\u200B',
];
const SPACES = ['', ' ', ' ', ' ', '\n', '\n\n', '  ', '\n    ', '\t', ' \n \n'];

const wordPair = fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SPACES)).map((pair) => pair.join(''));
const text = fc
	.array(
		fc.oneof({ weight: 6, arbitrary: wordPair }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) }),
		{
			minLength: 1,
			maxLength: 6,
		},
	)
	.map((words) => words.join('').replaceAll('\r', '') || 'x');
const url = fc.constantFrom(
	'https://example.com/',
	'https://example.com/a_(b)?c=d&e="f"',
	'tg://user?id=1',
	'https://e.com/\\',
);

const leaf: fc.Arbitrary<Node> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ kind: fc.constant('text' as const), text }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('link' as const), text, url }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('emoji' as const),
			text: fc.constantFrom('👍', '👩‍👩‍👧‍👦', '🇩🇪'),
			url: fc.constant('tg://emoji?id=5368324170671202286'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('code' as const), text }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('pre' as const),
			text,
			language: fc.constantFrom('', 'python', 'c++'),
		}),
	},
);

const { node } = fc.letrec<{ node: Node }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		{ weight: 4, arbitrary: leaf },
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constantFrom(...SIMPLE),
				inner: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
			}),
		},
		{
			weight: 1,
			arbitrary: fc.record({
				kind: fc.constant('quote' as const),
				inner: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
				expandable: fc.boolean(),
			}),
		},
	),
}));

const tree = fc.array(node, { minLength: 1, maxLength: 5 });

function toHtml(nodes: Node[], within: ReadonlySet<string> = new Set()): string {
	return nodes.map((one) => htmlOf(one, within)).join('');
}

function htmlOf(one: Node, within: ReadonlySet<string>): string {
	const inside = new Set([...within, one.kind]);
	switch (one.kind) {
		case 'text':
			return escapeHtml(one.text);
		case 'link':
			return `<a href="${escapeHtml(one.url)}">${escapeHtml(one.text)}</a>`;
		case 'emoji':
			return `<tg-emoji emoji-id="5368324170671202286">${one.text}</tg-emoji>`;
		case 'code':
			return `<code>${escapeHtml(one.text)}</code>`;
		case 'pre':
			return one.language === ''
				? `<pre>${escapeHtml(one.text)}</pre>`
				: `<pre><code class="language-${one.language}">${escapeHtml(one.text)}</code></pre>`;
		case 'quote':
			if (within.has('quote')) return toHtml(one.inner, within);
			return `<blockquote${one.expandable ? ' expandable' : ''}>${toHtml(one.inner, inside)}</blockquote>`;
		default: {
			const [open, close] = HTML_TAGS[one.kind];
			return open + toHtml(one.inner, inside) + close;
		}
	}
}

/** Writes MarkdownV2 with its two difficulties: `_` next to `_`, and quotes that are made of lines. */
class MarkdownV2Writer {
	private out = '';
	private sign = '';
	private lineStart = true;
	private readonly open: string[] = [];

	write(nodes: Node[]): string {
		for (const one of nodes) this.node(one);
		return this.out;
	}

	private mark(sign: string): void {
		if (this.sign.endsWith('_') && sign.startsWith('_')) this.out += '**';
		this.out += sign;
		this.sign = sign;
	}

	private text(raw: string, visible: string): void {
		if (visible === '') return;
		this.out += raw;
		this.sign = '';
		this.lineStart = visible.endsWith('\n');
	}

	private node(one: Node): void {
		switch (one.kind) {
			case 'text':
				return this.plain(one.text);
			case 'code':
				this.mark('`');
				this.text(escapeMarkdownV2Code(one.text), one.text);
				this.lineStart = false;
				return this.mark('`');
			case 'pre':
				this.mark(`\`\`\`${one.language}\n`);
				this.text(escapeMarkdownV2Code(one.text), one.text);
				this.lineStart = false;
				return this.mark('```');
			case 'link':
			case 'emoji':
				this.mark(one.kind === 'link' ? '[' : '![');
				this.plain(one.text);
				return this.mark(`](${escapeMarkdownV2Url(one.url)})`);
			case 'quote':
				return this.quote(one.inner, one.expandable);
			default: {
				if (this.open.includes(one.kind)) return one.inner.forEach((inner) => this.node(inner));
				this.open.push(one.kind);
				this.mark(V2_SIGNS[one.kind]);
				for (const inner of one.inner) this.node(inner);
				this.mark(V2_SIGNS[one.kind]);
				this.open.pop();
			}
		}
	}

	private plain(text: string): void {
		const escaped = escapeMarkdownV2(text);
		this.text(this.open.includes('quote') ? escaped.replaceAll('\n', '\n>') : escaped, text);
	}

	private quote(inner: Node[], expandable: boolean): void {
		if (this.open.includes('quote')) return inner.forEach((one) => this.node(one));
		if (!this.lineStart) this.text('\n', '\n');
		this.mark('**');
		this.open.push('quote');
		this.mark('>');
		for (const one of inner) this.node(one);
		this.open.pop();
		if (expandable) this.mark('||');
		this.text('\n', '\n');
	}
}

/** Legacy Markdown: flat, and a mark cannot hold its own closing sign. */
function toMarkdown(nodes: Node[]): string {
	return nodes.map(markdownOf).join('');
}

function markdownOf(one: Node): string {
	const without = (text: string, signs: RegExp): string => text.replace(signs, '') || 'x';
	switch (one.kind) {
		case 'text':
			// a backslash in front of a sign of ours would escape it
			return escapeMarkdown(one.text.replace(/\\+$/, ''));
		case 'link':
		case 'emoji':
			return `[${without(one.text, /\]/g)}](${one.url.replaceAll(')', '')})`;
		case 'code':
			return `\`${without(one.text, /`/g)}\``;
		case 'pre':
			return `\`\`\`${one.language}\n${without(one.text.replace(/`{3,}/g, ''), /`+$/)}\`\`\``;
		case 'bold':
			return `*${without(innerText(one.inner), /\*/g)}*`;
		case 'italic':
			return `_${without(innerText(one.inner), /_/g)}_`;
		default:
			return toMarkdown(one.inner);
	}
}

const innerText = (nodes: Node[]): string =>
	nodes.map((one) => ('inner' in one ? innerText(one.inner) : one.text)).join('');

/** Well-formed texts of a format. */
export const WELL_FORMED: Record<TextFormat, fc.Arbitrary<string>> = {
	plain: tree.map(innerText),
	html: tree.map((nodes) => toHtml(nodes)),
	markdownV2: tree.map((nodes) => new MarkdownV2Writer().write(nodes)),
	markdown: tree.map(toMarkdown),
};

/** Anything: signs of all formats, broken and whole, among other characters. */
export const garbage = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				...'<>&;#\\_*[]()~`|!>\n\r" =/'.split(''),
				...[
					'<b>',
					'</b>',
					'<a href="',
					'">',
					'</a>',
					'<pre>',
					'</',
					'<span class="tg-spoiler">',
					'<tg-emoji',
					'&lt',
					'&#x41;',
					'&#0;',
				],
				...[
					'```',
					'```js\n',
					'](',
					'](x)',
					'![',
					'||',
					'__',
					'**>',
					'\n>',
					'||\n',
					'\\\n',
					'\\`',
					'\uD83D',
					'\uDE00',
					'\0',
				],
				...WORDS,
			),
			fc.string({ unit: 'binary' }),
		),
		{ maxLength: 30 },
	)
	.map((pieces) => pieces.join(''));

export const FORMATS: TextFormat[] = ['plain', 'html', 'markdownV2', 'markdown'];
