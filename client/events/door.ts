/** Addresses of webhooks: whose is whose. */

/**
 * Which node an address leads to: the host, and the last two parts of the path, by which n8n knows one node.
 * A node's test address and its production address lead to the same door.
 */
export function doorOf(url: string): string {
	if (!URL.canParse(url)) return url;
	const { origin, pathname } = new URL(url);
	return `${origin}/${pathname.split('/').slice(-2).join('/')}`;
}

export const sameDoor = (one: string, other: string): boolean => doorOf(one) === doorOf(other);

/** Only the host is named to people: the path of somebody else's webhook may be its secret. */
export const hostOf = (url: string): string =>
	URL.canParse(url) ? new URL(url).host : 'an unreadable address';
