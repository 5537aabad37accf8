/** Addresses that stand in a text as people write them. */

/** Begins with its scheme: what messengers make of `example.com` alone differs, so it is left to them. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"«»“”„]+/giu;

/** Ends a sentence, not an address. */
const TAIL = /[.,:;!?'’…*_~|]$/u;

const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Characters; what is longer is no address that people are sent. */
const LONGEST = 2_000;

/** Where addresses begin and end in a text, in UTF-16 units, from left to right. */
export function* addressesIn(text: string): Generator<{ from: number; to: number }> {
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		const length = found.length > LONGEST ? 0 : lengthOf(found);
		if (length > 0 && URL.canParse(found.slice(0, length))) yield { from: index, to: index + length };
	}
}

/** Without the stop of the sentence, and without a bracket that was opened before the address. */
function lengthOf(found: string): number {
	const depth = new Map<string, number>();
	for (const sign of found) depth.set(sign, (depth.get(sign) ?? 0) + 1);
	let length = found.length;
	for (; length > 0; length -= 1) {
		const last = found[length - 1] ?? '';
		const opening = BRACKETS[last];
		if (opening !== undefined) {
			const closed = depth.get(last) ?? 0;
			if (closed <= (depth.get(opening) ?? 0)) break;
			depth.set(last, closed - 1);
		} else if (!TAIL.test(last)) break;
	}
	return length;
}
