/** Links in a text, and what is put in their place. The text that people see stays, except in plain text. */
import type { TextFormat } from '../model/message';
import { escapeHtml, escapeMarkdownV2Url } from '../text/escape';
import type { Token } from '../text/tokens/token';
import { tokenize } from '../text/tokens/tokenize';
import { addressesIn } from './addresses';

export interface Replacing {
	/** Whether a link is to be replaced. */
	wants: (url: string) => boolean;
	/** What is put in its place. Called once for each that is. */
	make: (url: string) => string;
}

type Replace = (url: string) => string | undefined;

/** How a format writes a link around a text that is marked up already, and the end of one whose text stands before. */
interface Words {
	around: (raw: string, url: string) => string;
	/** Replaces the token that holds a link's address. */
	renamed: (raw: string, url: string) => string;
	/** Whether the address stands in the opening token, or in the closing one. */
	addressIn: 'open' | 'close';
	/** Marks inside which a link cannot begin. */
	closedTo: (name: string) => boolean;
}

const CODE = new Set(['code', 'pre']);

const WORDS: Record<Exclude<TextFormat, 'plain'>, Words> = {
	html: {
		around: (raw, url) => `<a href="${escapeHtml(url)}">${raw}</a>`,
		renamed: (_, url) => `<a href="${escapeHtml(url)}">`,
		addressIn: 'open',
		closedTo: (name) => CODE.has(name) || name === 'a',
	},
	markdownV2: {
		around: (raw, url) => `[${raw}](${escapeMarkdownV2Url(url)})`,
		renamed: (_, url) => `](${escapeMarkdownV2Url(url)})`,
		addressIn: 'close',
		closedTo: (name) => CODE.has(name) || name === 'link' || name === 'emoji',
	},
	markdown: {
		// nothing is escaped inside a link
		around: (raw, url) => (/[[\]]/.test(raw) ? raw : `[${raw}](${url})`),
		renamed: (_, url) => `](${url})`,
		addressIn: 'close',
		// marks do not nest here
		closedTo: () => true,
	},
};

/**
 * Replaces the links of a text: those that are marked as links, and addresses that stand in it as they are and
 * begin with http:// or https://. Code is left alone; so is, in legacy Markdown, what stands inside a mark.
 *
 * In a text whose markup is broken a new link could change how the rest is read. There only the marked links are
 * replaced, or none: what people see stays as it was.
 */
export function rewriteLinks(text: string, format: TextFormat, { wants, make }: Replacing): string {
	const replace: Replace = (url) => (wants(url) ? make(url) : undefined);
	if (format === 'plain') return replaceBare(text, replace);
	const before = seen(tokenize(text, format));
	const isSame = (bare: boolean): boolean =>
		seen(
			tokenize(
				rewrite(text, format, (url) => (wants(url) ? SAMPLE : undefined), bare),
				format,
			),
		) === before;
	const bare = [true, false].find(isSame);
	return bare === undefined ? text : rewrite(text, format, replace, bare);
}

/** Reads like every tracked link: only its length differs. */
const SAMPLE = 'https://a.example/link?l=a';

const seen = (tokens: readonly Token[]): string =>
	tokens.map((token) => ('text' in token ? token.text : '')).join('');

/** @param bare whether addresses that are not marked as links are replaced too */
function rewrite(
	text: string,
	format: Exclude<TextFormat, 'plain'>,
	replace: Replace,
	bare: boolean,
): string {
	const words = WORDS[format];
	const written: string[] = [];
	const open: string[] = [];
	let run: Token[] = [];
	const endRun = (): void => {
		written.push(!bare || open.some(words.closedTo) ? rawOf(run) : linked(run, words, replace));
		run = [];
	};
	for (const token of tokenize(text, format)) {
		if ('text' in token) {
			run.push(token);
			continue;
		}
		endRun();
		const { kind, raw, mark } = token;
		if (kind === 'open') open.push(mark.name);
		else open.pop();
		const url = kind === words.addressIn && mark.link ? replace(mark.link) : undefined;
		written.push(url === undefined ? raw : words.renamed(raw, url));
	}
	endRun();
	return written.join('');
}

function replaceBare(text: string, replace: Replace): string {
	let at = 0;
	const written: string[] = [];
	for (const { from, to } of addressesIn(text)) {
		written.push(text.slice(at, from), replace(text.slice(from, to)) ?? text.slice(from, to));
		at = to;
	}
	return written.join('') + text.slice(at);
}

const rawOf = (run: readonly Token[]): string => run.map(({ raw }) => raw).join('');

/** Text without marks in it, whose addresses become links. What one sees and how it is written differ by escapes. */
function linked(run: readonly Token[], { around }: Words, replace: Replace): string {
	const visible = seen(run);
	const written: string[] = [];
	const reader = new RawReader(run);
	for (const { from, to } of addressesIn(visible)) {
		written.push(reader.upTo(from));
		const raw = reader.upTo(to);
		const url = replace(visible.slice(from, to));
		written.push(url === undefined ? raw : around(raw, url));
	}
	return written.join('') + reader.upTo(visible.length) + reader.rest();
}

/** Gives out, piece by piece, how a visible text is written. */
class RawReader {
	private index = 0;
	/** Characters of the token at `index` that were given out. */
	private within = 0;
	/** Visible characters that were given out. */
	private place = 0;

	constructor(private readonly run: readonly Token[]) {}

	/** @param end a place in the visible text; a unit that it falls into is given out whole */
	upTo(end: number): string {
		const raw: string[] = [];
		while (this.place < end) {
			const token = this.run[this.index];
			if (!token || !('text' in token)) break;
			const left = token.text.length - this.within;
			const length = token.kind === 'run' ? Math.min(left, end - this.place) : left;
			raw.push(token.kind === 'run' ? token.text.slice(this.within, this.within + length) : token.raw);
			this.place += length;
			this.within = length === left ? 0 : this.within + length;
			if (length === left) this.index += 1;
		}
		return raw.join('');
	}

	/** Units at the end of which one sees nothing. */
	rest(): string {
		return rawOf(this.run.slice(this.index));
	}
}
