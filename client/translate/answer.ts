import type { Part, Spoken } from './parts';

const TAG = /<(\/?)([gx])\b([^<>]*?)(\/?)>/gi;
const ID = /\bid\s*=\s*["'“”„«»]?\s*(\d{1,6})/i;

/** What a tag stands for; its number is its place in the list, from 1 on. */
export interface Tag {
	part: Exclude<Spoken, { kind: 'words' }>;
	/** The other end of a mark around words. */
	close: Spoken | null;
}

/**
 * Reads what a translator made of a line. Strict about what came back and how often, not about where: languages
 * have orders of their own.
 * @returns null when something got lost, doubled or taken apart
 */
export const readAnswer = (answer: string, tags: readonly Tag[]): Part[] | null =>
	new AnswerReader(tags).read(answer.trim());

class AnswerReader {
	private readonly parts: Part[] = [];
	private readonly used = new Set<Tag>();
	/** Marks that are open, and where in `parts` their text begins. */
	private readonly open: Array<{ close: Spoken; from: number }> = [];
	/** An `<x id="1">` came that is not closed in itself: nothing but `</x>` may follow. */
	private hollow = false;

	constructor(private readonly tags: readonly Tag[]) {}

	read(answer: string): Part[] | null {
		let at = 0;
		for (const tag of answer.matchAll(TAG)) {
			if (!this.words(answer.slice(at, tag.index)) || !this.tag(tag)) return null;
			at = tag.index + tag[0].length;
		}
		const whole = this.words(answer.slice(at)) && !this.hollow && this.open.length === 0;
		// there were words, or nobody would have been asked
		const speaks = this.parts.some((part) => part.kind === 'words' && part.text.trim() !== '');
		return whole && speaks && this.used.size === this.tags.length ? this.parts : null;
	}

	private tag([, slash, name = '', attributes = '', closedInItself]: RegExpMatchArray): boolean {
		const isPair = name.toLowerCase() === 'g';
		if (slash === '/') return isPair ? this.closePair() : this.closeHollow();
		const tag = this.tags[Number(ID.exec(attributes)?.[1] ?? 0) - 1];
		if (!tag || this.hollow || this.used.has(tag) || isPair !== (tag.close !== null)) return false;
		this.used.add(tag);
		this.parts.push(tag.part);
		if (tag.close) this.open.push({ close: tag.close, from: this.parts.length });
		else this.hollow = closedInItself !== '/';
		return tag.close === null || closedInItself !== '/';
	}

	private closeHollow(): boolean {
		const wasHollow = this.hollow;
		this.hollow = false;
		return wasHollow;
	}

	/** Empty formatting is refused: a link that stood there would be lost. */
	private closePair(): boolean {
		const opened = this.open.pop();
		if (!opened || this.hollow) return false;
		const inside = this.parts.slice(opened.from);
		this.parts.push(opened.close);
		return inside.some((part) => 'text' in part && part.text.trim() !== '');
	}

	private words(answer: string): boolean {
		if (answer === '') return true;
		if (this.hollow) return answer.trim() === '';
		const text = answer
			.replace(/&(#?\w{1,8});/g, (raw, name: string) => ENTITIES.get(name.toLowerCase()) ?? raw)
			.replace(/\s*\n\s*/g, ' ');
		// a tag that we did not send
		if (text.includes('<')) return false;
		this.parts.push({ kind: 'words', text });
		return true;
	}
}

/** What XML and the services write for signs that need no writing otherwise. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
	['#39', "'"],
	['#x27', "'"],
	['nbsp', '\u00A0'],
]);
