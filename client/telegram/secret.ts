import { createHmac } from 'node:crypto';

import { doorOf } from '../events/door';
import { isSameText } from '../events/sameText';

/**
 * Stands in a request where the webhook's secret belongs. The node does not hold the token from which the secret
 * is made; the credential does, and puts the secret in its place.
 */
export const SECRET_HERE = 'the-credential-puts-the-secret-here';

/**
 * The secret that Telegram sends along with each update: `A-Za-z0-9_-`, 43 characters.
 *
 * Made from the token, so nobody who only sees the workflow can make it, and from the door, so that another
 * node's secret does not open this one. Nothing is stored: every process makes the same.
 */
export function secretOf(token: string, url: string): string {
	const key = createHmac('sha256', 'n8n-nodes-bot-gateway webhook secret').update(token).digest();
	return createHmac('sha256', key).update(doorOf(url)).digest('base64url');
}

export const isSecret = (given: string | undefined, token: string, url: string): boolean =>
	given !== undefined && token !== '' && isSameText(given, secretOf(token, url));
