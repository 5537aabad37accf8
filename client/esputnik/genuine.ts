import { isSameText } from '../events/sameText';
import type { Door } from '../receiver';

/** The custom header that people enter with the webhook where they do not want login and password. */
export const SECRET_HEADER = 'x-webhook-secret';

/**
 * Whether a call brings what was entered with the webhook: login and password as HTTP Basic, or the secret in a
 * header of its own. The service signs nothing. With neither in the credential nobody comes in.
 */
export const isGenuine: Door['isGenuine'] = ({ headers }, account) => {
	const [login, password, secret] = ['webhookLogin', 'webhookPassword', 'webhookSecret'].map((name) =>
		textOf(account[name]),
	);
	const byBasic = password !== '' && isSame(basicOf(headers.authorization), `${login}:${password}`);
	const byHeader = secret !== '' && isSame(headers[SECRET_HEADER], secret ?? '');
	return byBasic || byHeader;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `login:password` as the header carries it; undefined where it carries none. */
function basicOf(header: string | undefined): string | undefined {
	const [scheme = '', value] = (header ?? '').split(' ');
	if (scheme.toLowerCase() !== 'basic' || value === undefined) return undefined;
	return Buffer.from(value, 'base64').toString('utf8');
}

const isSame = (given: string | undefined, wanted: string): boolean =>
	given !== undefined && isSameText(given, wanted);
