import type { TextFormat } from '../model/message';
import { codePoints } from './characters';
import { tokenize } from './tokens/tokenize';

/** Addresses that lead nowhere by themselves: mentions, pictures and times. */
const INNER = /^tg:(?:\/\/)?(?:user|emoji|time)\b/i;

/** What people leave out when they write an address down. */
const SCHEME = /^(?:https?:\/\/|mailto:|tel:)/i;

/**
 * What one sees of a text, to be sent without any markup. A link keeps its address, as `text (address)`,
 * unless its text is the address already or it mentions a person.
 * @param limit most code points; the addresses that do not fit are left out. Default: none is left out
 */
export function toPlain(text: string, format: TextFormat, limit = Infinity): string {
	const tokens = tokenize(text, format);
	const pieces: string[] = [];
	const links: Array<{ from: number; at: number }> = [];
	let room = limit;
	/** UTF-16 units so far. */
	let at = 0;
	for (const token of tokens) if ('text' in token) room -= codePoints(token.text);

	const add = (piece: string): void => {
		pieces.push(piece);
		at += piece.length;
	};
	for (const token of tokens) {
		if ('text' in token) {
			add(token.text);
		} else if (token.mark.link !== undefined) {
			if (token.kind === 'open') {
				links.push({ from: pieces.length, at });
				continue;
			}
			const link = links.pop();
			const address = token.mark.link;
			if (!link || address === '' || INNER.test(address)) continue;
			// the text is only looked at when it has about the length of the address
			const same = Math.abs(at - link.at - address.length) <= 'https:///'.length;
			if (same && bare(pieces.slice(link.from).join('')) === bare(address)) continue;
			const addition = at === link.at ? '' : ` (${address})`;
			if (codePoints(addition) > room) continue;
			room -= codePoints(addition);
			add(addition);
		}
	}
	return pieces.join('');
}

const bare = (address: string): string => address.replace(SCHEME, '').replace(/\/$/, '').toLowerCase();
