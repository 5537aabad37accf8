import { unsupported } from '../capability';
import type { Gateway, Line } from '../gateway';

/** Finds out which bot an account that has only one is; asks once, and again only after a failure. */
export function botFinder(gateway: Gateway, line: Line): () => Promise<string> {
	let known: Promise<string> | undefined;
	return async () => {
		known ??= idOf(gateway, line);
		known.catch(() => (known = undefined));
		return await known;
	};
}

async function idOf(gateway: Gateway, line: Line): Promise<string> {
	if (gateway.can.bots === 'many') return '';
	if (gateway.receiver?.whose) return (await gateway.receiver.whose(line)).id;
	if (gateway.getBot) return (await gateway.getBot(line)).id;
	throw unsupported(gateway, 'getBot');
}
