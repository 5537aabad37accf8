/**
 * Takes secrets out of what a service answered. The client never holds a secret, so this is the second
 * line: it catches a proxy's error page that quotes the URL, or a service that echoes the request.
 */
const HIDDEN = '***';

/** Names whose values are secrets wherever they stand. Compared in lower case, without `_` and `-`. */
const SECRET_NAMES = new Set([
	'pass',
	'password',
	'psw',
	'pwd',
	'token',
	'accesstoken',
	'apikey',
	'secret',
	'secrettoken',
	'authorization',
	'auth',
]);

/** The same names inside a text. */
const NAME = 'pass(?:word)?|psw|pwd|(?:(?:access|secret)[_-]?)?token|api[_-]?key|secret|auth(?:orization)?';

/** A value in a text that is no whole JSON: quoted, and perhaps cut off before the quote ends, or a number. */
const VALUE = String.raw`\\{0,8}"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|[^\s"'{}[\],\\]+`;

/** What may stand between the two halves of a token: a colon, also encoded, also more than once. */
const COLON = '(?::|%(?:25)*3A)';

/** Words by which a text speaks of these schemes; anything else behind their names is a credential. */
const SCHEME_WORDS = 'auth(?:entication|orization)?|access|credentials?|information|realm|scheme|token';

/** Shapes of secrets inside a text, and what is left of them. */
const SECRET_SHAPES: ReadonlyArray<[RegExp, string]> = [
	// the token of a bot in a path, also in an encoded one: /bot123:abc/sendMessage
	[new RegExp(String.raw`(\b|2F)bot\d+${COLON}[\w-]+`, 'gi'), `$1bot${HIDDEN}`],
	// the token by itself
	[new RegExp(String.raw`(?<!\d)\d{5,}${COLON}[\w-]{30,}`, 'gi'), HIDDEN],
	// name=value in a query or a form, also in an encoded one; name="value" in XML
	[new RegExp(String.raw`(?<![a-z])(${NAME})(=|%3D)(?:"[^"]*"?|[^&\s"<>]*)`, 'gi'), `$1$2${HIDDEN}`],
	// <name>value</name>
	[new RegExp(`<(${NAME})>[^<]*`, 'gi'), `<$1>${HIDDEN}`],
	// "name": "value"
	[new RegExp(String.raw`(\\{0,8}["'](?:${NAME})\\{0,8}["']\s*:\s*)(?:${VALUE})`, 'gi'), `$1"${HIDDEN}"`],
	// user:password@ in a URL
	[/(\b[a-z][a-z\d]{1,15}:\/\/)[^/?#\s:@]*:[^/?#\s]*@/gi, `$1${HIDDEN}@`],
	[
		new RegExp(String.raw`\b(Basic|Bearer)\s+(?!(?:${SCHEME_WORDS})\.?(?![\w+/=.~-]))[\w+/=.~-]{8,}`, 'g'),
		`$1 ${HIDDEN}`,
	],
	// schemes that say themselves that a key follows
	[/\b([\w-]{0,32}auth-key)\s+[^\s"',;{}]+/gi, `$1 ${HIDDEN}`],
];

export const redactText = (text: string): string =>
	SECRET_SHAPES.reduce((clean, [shape, left]) => clean.replace(shape, left), text);

/** The same for a parsed answer: a copy without secrets, of any depth. */
export function redact(value: unknown): unknown {
	if (typeof value === 'string') return redactText(value);
	if (Array.isArray(value)) return value.map(redact);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [redactText(name), isSecret(name) ? HIDDEN : redact(inner)]),
	);
}

const isSecret = (name: string): boolean => SECRET_NAMES.has(name.toLowerCase().replace(/[_-]/g, ''));
