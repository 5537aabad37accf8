/** How emulated translators speak: every word gets the language behind it, and tags stay where they are. */

const TAG = /(<[^<>]*>|&#?\w+;)/;

/** `Hello <x id="1"/>` in `fr` → `Hello-fr <x id="1"/>`. */
export const spoken = (text: string, language: string): string =>
	text
		.split(TAG)
		.map((piece, index) => (index % 2 === 1 ? piece : piece.replaceAll(/[\p{L}\p{M}]+/gu, `$&-${language}`)))
		.join('');
