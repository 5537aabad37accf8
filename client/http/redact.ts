/**
 * Takes secrets out of what a service answered. The client never holds a secret, so this is the second
 * line: it catches a proxy's error page that quotes the URL, or a service that echoes the request.
 */
const HIDDEN = '***';

/** Keys whose values are secrets wherever they stand. Compared in lower case. */
const SECRET_KEYS = new Set([
	'pass',
	'password',
	'psw',
	'pwd',
	'token',
	'access_token',
	'apikey',
	'api_key',
	'secret',
	'secret_token',
	'authorization',
	'auth',
]);

/** Shapes of secrets inside a text, and what is left of them. */
const SECRET_SHAPES: ReadonlyArray<[RegExp, string]> = [
	// the token of a bot in a path: /bot123:abc/sendMessage
	[/\bbot\d+(?::|%3A)[\w-]+/gi, `bot${HIDDEN}`],
	// the token by itself
	[/\b\d{5,}:[A-Za-z0-9_-]{30,}/g, HIDDEN],
	// name=value in a query or a form
	[/\b(pass|password|psw|pwd|token|access_token|apikey|api_key|secret)(=|%3D)[^&\s"'<>]*/gi, `$1$2${HIDDEN}`],
	// "name": "value" in a text that is no whole JSON
	[
		/(["'](?:pass|password|psw|pwd|token|access_token|apikey|api_key|secret)["']\s*:\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[\w.-]+)/gi,
		`$1"${HIDDEN}"`,
	],
	// <name>value</name> in XML
	[/<(pass|password|psw|pwd|token|apikey|api_key|secret)>[^<]*</gi, `<$1>${HIDDEN}<`],
	// user:password@ in a URL
	[/(\bhttps?:\/\/)[^/\s:@]+:[^/\s@]+@/gi, `$1${HIDDEN}@`],
	[/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/g, `$1 ${HIDDEN}`],
];

export const redactText = (text: string): string =>
	SECRET_SHAPES.reduce((clean, [shape, left]) => clean.replace(shape, left), text);

/** The same for a parsed answer: a copy without secrets, of any depth. */
export function redact(value: unknown): unknown {
	if (typeof value === 'string') return redactText(value);
	if (Array.isArray(value)) return value.map(redact);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			SECRET_KEYS.has(key.toLowerCase()) ? HIDDEN : redact(inner),
		]),
	);
}
