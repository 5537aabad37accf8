import type { TextFormat } from '../../../client/model/message';
import { tokenize } from '../../../client/text/tokens/tokenize';

/** Tokens on one line: `{bold}one{/bold}`, units in `‹›`. */
export const show = (source: string, format: TextFormat): string =>
	tokenize(source, format)
		.map((token) => {
			if ('text' in token) return token.kind === 'run' ? token.text : `‹${token.text}›`;
			return token.kind === 'open' ? `{${token.mark.name}}` : `{/${token.mark.name}}`;
		})
		.join('');
