/** For translators that know no tags: the words between them are carried one by one. */

const TAG = /(<[^<>]*>)/;

export const hasTags = (segment: string): boolean => TAG.test(segment);

/** A segment without tags as plain text, and back. */
export const toPlainText = (segment: string): string => segment.replaceAll('&amp;', '&');
export const toSegment = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Carries what stands between the tags, as plain text. The tags stay where they are, so this reads less well than
 * a translation of the whole.
 */
export async function carryFragments(
	segments: readonly string[],
	carry: (texts: readonly string[]) => Promise<string[]>,
): Promise<string[]> {
	const split = segments.map((segment) => segment.split(TAG).flatMap((piece) => piece.split(EDGES)));
	const answers = await carry(split.flat().filter(isSpoken).map(toPlainText));
	let next = 0;
	return split.map((pieces) =>
		pieces.map((piece) => (isSpoken(piece) ? toSegment(answers[next++] ?? '') : piece)).join(''),
	);
}

/** White space next to a tag would not come back. */
const EDGES = /^(\s+)|(?<!\s)(\s+)$/;

const isSpoken = (piece: string | undefined): piece is string =>
	piece !== undefined && !TAG.test(piece) && /\p{L}/u.test(piece);
