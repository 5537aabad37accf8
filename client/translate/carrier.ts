/** Whoever carries segments over into another language, see wire.ts: a service or a chat model. */
export interface Carrier {
	/** As people know it, e.g. `DeepL`. */
	readonly name: string;
	/**
	 * One answer for each segment, in order. Whether the tags in them came back is seen to by whoever asks.
	 * @param to IETF language tag in lower case
	 * @param from the same; found out by the carrier when left out
	 * @throws Rejected | Unreachable
	 */
	carry(segments: readonly string[], to: string, from?: string): Promise<string[]>;
}

/**
 * Cuts a list so that no piece has more members, or longer ones together, than a request may hold.
 * @param mostBytes UTF-8 bytes; a member that is longer by itself makes a piece of its own
 */
export function chunksOf(texts: readonly string[], most: number, mostBytes: number): string[][] {
	const chunks: string[][] = [];
	let bytes = 0;
	for (const text of texts) {
		const size = Buffer.byteLength(text);
		const last = chunks[chunks.length - 1];
		if (last && last.length < most && bytes + size <= mostBytes) {
			last.push(text);
			bytes += size;
		} else {
			chunks.push([text]);
			bytes = size;
		}
	}
	return chunks;
}
