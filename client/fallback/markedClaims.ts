import type { Claims, Ending, Taken } from './claims';
import type { Key } from './key';

/** A set of marks that outlives the process. Each call reads and writes it whole. */
export interface Marks {
	/** Writes marks down. @returns those that were there before */
	add(marks: readonly string[]): Promise<ReadonlySet<string>>;
	remove(marks: readonly string[]): Promise<void>;
}

const ENDINGS: readonly Ending[] = ['sms', 'bot'];

const allOf = ({ mark, also }: Key): string[] => [mark, ...also];

/** In front, where no key can look the same: people make up keys such as `order-1 sms`. */
const ended = (mark: string, ending: Ending): string => `${ending}/${mark}`;

/**
 * Claims in a set of marks: one when the item is taken, another when it has ended.
 *
 * A crash in between leaves an item that has begun and not ended: it is not sent again. Two processes that take one
 * item in the same moment may both get it, since adding is not atomic across processes.
 */
export class MarkedClaims implements Claims {
	/** Everything that has to be there when the run ends. */
	private readonly written = new Set<string>();

	constructor(private readonly marks: Marks) {}

	async take(key: Key): Promise<Taken> {
		const all = allOf(key);
		const before = await this.marks.add(all);
		if (before.size === 0) {
			this.written.add(key.mark);
			return 'new';
		}
		// a mark of this moment must not make the item live longer than the first one does
		await this.undo(all, before);
		return await this.endingOf(key);
	}

	/** A set can only be asked by adding to it. */
	private async endingOf(key: Key): Promise<Taken> {
		const asked = allOf(key).flatMap((mark) => ENDINGS.map((ending) => ended(mark, ending)));
		const before = await this.marks.add(asked);
		await this.undo(asked, before);
		return ENDINGS.find((ending) => allOf(key).some((mark) => before.has(ended(mark, ending)))) ?? 'begun';
	}

	private async undo(added: readonly string[], before: ReadonlySet<string>): Promise<void> {
		const ours = added.filter((mark) => !before.has(mark));
		if (ours.length > 0) await this.marks.remove(ours);
	}

	async end({ mark }: Key, ending: Ending): Promise<void> {
		this.written.add(ended(mark, ending));
		await this.marks.add([mark, ended(mark, ending)]);
	}

	async release(key: Key): Promise<void> {
		const all = [...allOf(key), ...ENDINGS.map((ending) => ended(key.mark, ending))];
		for (const mark of all) this.written.delete(mark);
		await this.marks.remove(all);
	}

	/** Another process that wrote at the same moment may have written over ours. */
	async settle(): Promise<void> {
		if (this.written.size > 0) await this.marks.add([...this.written]);
	}
}
