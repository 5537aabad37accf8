/** One character as a reader sees it, and the formatting it has. */
export interface Seen {
	/** One code point. */
	text: string;
	marks: Set<Formatting>;
}

/** A formatting that was opened; its name may still change until it is closed. */
export interface Formatting {
	name: string;
}

/** Formatting as one text that can be compared: `bold link:https://example.com`. */
export const marksOf = ({ marks }: Seen): string =>
	[...new Set([...marks].map(({ name }) => name))].sort().join(' ');

export const textOf = (seen: Seen[]): string => seen.map(({ text }) => text).join('');

export const plainSeen = (text: string): Seen[] => [...text].map((one) => ({ text: one, marks: new Set() }));
