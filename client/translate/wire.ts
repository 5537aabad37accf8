/**
 * A line on its way through a translator: words as XML text, `<x id="1"/>` for what stays as it is, and
 * `<g id="2">…</g>` around words that are marked, as XLIFF has them. DeepL, LibreTranslate and chat models all know
 * how to carry tags over.
 */
import type { Mark } from '../text/tokens/token';
import { readAnswer, type Tag } from './answer';
import type { Part, Spoken } from './parts';

export interface Wire {
	/** What the translator gets; null where there are no words. */
	text: string | null;
	/** The line again, with the words of the answer; null when something got lost, doubled or taken apart. */
	read: (answer: string) => Part[] | null;
}

/** @param line parts between two line breaks */
export function wireOf(given: readonly Spoken[]): Wire {
	const line = given.flatMap(withoutEdges);
	const partners = partnersOf(line);
	const { from, to } = withoutEnds(line, partners);
	const core = line.slice(from, to);
	if (!core.some((part) => part.kind === 'words' && /\p{L}/u.test(part.text))) {
		return { text: null, read: () => [...line] };
	}
	const tags = tagsOf(core, new Set([...partners.keys()].map((index) => line[index])));
	return {
		text: core.map((part) => written(part, tags)).join(''),
		read: (answer) => {
			const parts = readAnswer(answer, tags);
			return parts && [...line.slice(0, from), ...parts, ...line.slice(to)];
		},
	};
}

/** White space at the edges of words is not left to the translator. */
function withoutEdges(part: Spoken): Spoken[] {
	if (part.kind !== 'words') return [part];
	return part.text
		.split(/^(\s+)|(?<!\s)(\s+)$/)
		.filter(Boolean)
		.map((text) => ({ kind: 'words', text }));
}

/** By index of either end of a mark: where in the line the other end is. A mark may go on in another line. */
function partnersOf(line: readonly Spoken[]): Map<number, number> {
	const opened = new Map<Mark, number>();
	const partners = new Map<number, number>();
	for (const [index, part] of line.entries()) {
		if (part.kind === 'open') opened.set(part.mark, index);
		const open = part.kind === 'close' ? opened.get(part.mark) : undefined;
		if (open === undefined) continue;
		partners.set(open, index);
		partners.set(index, open);
	}
	return partners;
}

/** Leaves off the ends what needs no translator: emoji in front of a line, marks around all of it, white space. */
function withoutEnds(
	line: readonly Spoken[],
	partners: ReadonlyMap<number, number>,
): { from: number; to: number } {
	let from = 0;
	let to = line.length;
	const mayGo = (index: number): boolean => {
		const part = line[index];
		if (part?.kind === 'words') return part.text.trim() === '';
		return part?.kind === 'keep' || !partners.has(index);
	};
	while (from < to) {
		if (mayGo(from)) from += 1;
		else if (mayGo(to - 1)) to -= 1;
		else if (partners.get(from) === to - 1) {
			from += 1;
			to -= 1;
		} else break;
	}
	return { from, to };
}

/** Numbers what is no words, from 1 on; both ends of a mark have one number. */
function tagsOf(core: readonly Spoken[], paired: ReadonlySet<Spoken | undefined>): Tag[] {
	const closes = new Map(
		core.flatMap((part) => (part.kind === 'close' && paired.has(part) ? [[part.mark, part]] : [])),
	);
	return core.flatMap((part): Tag[] => {
		if (part.kind === 'words' || (part.kind === 'close' && paired.has(part))) return [];
		return [{ part, close: part.kind === 'open' ? (closes.get(part.mark) ?? null) : null }];
	});
}

function written(part: Spoken, tags: readonly Tag[]): string {
	// signs that would be a tag never stand in words, see survivors.ts
	if (part.kind === 'words') return part.text.replaceAll('&', '&amp;');
	const index = tags.findIndex((tag) => tag.part === part);
	if (index < 0) return '</g>';
	return tags[index]?.close ? `<g id="${index + 1}">` : `<x id="${index + 1}"/>`;
}
