import { InvalidInput } from '../model/error';

/** The last part of the address at which a trigger takes clicks. */
export const CLICK_PATH = 'link';

/** The query parameter that carries the link. */
export const CLICK_QUERY = 'l';

/** The last part of the trigger's other address, which people may paste as well: they stand side by side. */
const SIBLINGS: ReadonlySet<string> = new Set([CLICK_PATH, 'webhook']);

export const TRACKING_FIELD = 'Tracking Address';
const ADVICE =
	'Open the Bot Gateway Trigger, choose Link Clicked among its events, and copy its Production URL';

/**
 * Where clicks go, from what a user pasted.
 * @returns the address, without a query
 * @throws InvalidInput when no trigger can be there
 */
export function readTrackingAddress(typed: string): string {
	const text = typed.trim();
	if (text === '') throw new InvalidInput(TRACKING_FIELD, 'is empty', ADVICE);
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
		throw new InvalidInput(TRACKING_FIELD, `“${text}” is no web address`, ADVICE);
	const url = new URL(text);
	if (url.username !== '' || url.password !== '')
		throw new InvalidInput(TRACKING_FIELD, 'holds a name or a password', 'Give the address without them');
	const parts = url.pathname.replace(/\/+$/, '').split('/');
	if (parts.includes('webhook-test')) {
		throw new InvalidInput(
			TRACKING_FIELD,
			'is a test URL, which works for two minutes only',
			'Copy the Production URL of the trigger, and activate its workflow',
		);
	}
	if (!SIBLINGS.has(parts.at(-1) ?? ''))
		throw new InvalidInput(TRACKING_FIELD, `“${text}” is not the address of a Bot Gateway Trigger`, ADVICE);
	return `${url.origin}${[...parts.slice(0, -1), CLICK_PATH].join('/')}`;
}
