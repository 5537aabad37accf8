import fc from 'fast-check';

import { redact, redactText } from '../../client/http/redact';

const TOKEN = '123456789:AAE-abcdefghijklmnopqrstuvwxyz_12345';
const SECRET = TOKEN.split(':')[1] ?? '';

describe('a bot token goes out of a text', () => {
	it.each([
		['in a path', `POST /bot${TOKEN}/sendMessage failed`, 'POST /bot***/sendMessage failed'],
		['in a URL', `https://api.telegram.org/bot${TOKEN}/getMe`, 'https://api.telegram.org/bot***/getMe'],
		[
			'in the URL of a file',
			`https://api.telegram.org/file/bot${TOKEN}/a.jpg`,
			'https://api.telegram.org/file/bot***/a.jpg',
		],
		['in a test environment', `/bot${TOKEN}/test/getMe`, '/bot***/test/getMe'],
		['that is short, in a path', '/bot1:abc/getMe', '/bot***/getMe'],
		['by itself', `token ${TOKEN} revoked`, 'token *** revoked'],
		['after an underline', `bot_${TOKEN}`, 'bot_***'],
		['with an encoded colon', `/bot${TOKEN.replace(':', '%3A')}/getMe`, '/bot***/getMe'],
		['with an encoded colon, by itself', TOKEN.replace(':', '%3a'), '***'],
		[
			'in an encoded URL',
			encodeURIComponent(`https://t.org/bot${TOKEN}/getMe`),
			'https%3A%2F%2Ft.org%2Fbot***%2FgetMe',
		],
		[
			'in a URL that was encoded twice',
			encodeURIComponent(encodeURIComponent(`/bot${TOKEN}/`)),
			'%252Fbot***%252F',
		],
		[
			'in JSON with escaped slashes',
			`{"url":"https:\\/\\/t.org\\/bot${TOKEN}\\/getMe"}`,
			'{"url":"https:\\/\\/t.org\\/bot***\\/getMe"}',
		],
	])('%s', (_, text, left) => {
		expect(redactText(text)).toBe(left);
	});
});

describe('a password goes out of a text', () => {
	it.each([
		['in a query', '/bots/?user=12345.1&pass=s3cret&botId=7', '/bots/?user=12345.1&pass=***&botId=7'],
		['at the end of a query', '?login=ann&psw=s3cret', '?login=ann&psw=***'],
		['with an apostrophe, which URLs leave as it is', "?pass=it's&x=1", '?pass=***&x=1'],
		['in a form', 'action=send&pwd=s3cret&text=hello', 'action=send&pwd=***&text=hello'],
		['in an attribute', '<a href="/?apikey=s3cret">here</a>', '<a href="/?apikey=***">here</a>'],
		['in upper case', '?PASS=s3cret', '?PASS=***'],
		['as JSON', '{"user":"12345.1","pass":"s3cret"}', '{"user":"12345.1","pass":"***"}'],
		['as JSON with blanks', '{ "pass" : "s3cret" }', '{ "pass" : "***" }'],
		['as JSON with a quote in it', '{"pass":"s3\\"cret","x":1}', '{"pass":"***","x":1}'],
		['as JSON in single quotes', "{'password': 's3cret'}", '{\'password\': "***"}'],
		['as a number in JSON', '{"pass":123456,"x":1}', '{"pass":"***","x":1}'],
		[
			'in JSON that breaks off',
			'{"auth":{"user":"12345.1","pass":"s3cr',
			'{"auth":{"user":"12345.1","pass":"***"',
		],
		['in JSON that breaks off at an escape', '{"pass":"s3cr\\', '{"pass":"***"'],
		[
			'in XML',
			'<auth><user>ann</user><pass>s3cret</pass></auth>',
			'<auth>***<user>ann</user><pass>***</pass></auth>',
		],
		['in XML that breaks off', '<user>ann</user><pass>s3cr', '<user>ann</user><pass>***'],
		[
			'in an attribute of XML',
			'<send user="ann" pass="s3cret" text="hello"/>',
			'<send user="ann" pass=*** text="hello"/>',
		],
		[
			'in an encoded query',
			'?next=%2Fbots%3Fuser%3Dann%26pass%3Ds3cret',
			'?next=%2Fbots%3Fuser%3Dann%26pass%3D***',
		],
		['in a URL', 'http://ann:s3cret@proxy.test:3128/x', 'http://***@proxy.test:3128/x'],
		['with an at sign in a URL', 'http://ann:s3@cret@proxy.test/x', 'http://***@proxy.test/x'],
		['without a name in a URL', 'http://:s3cret@proxy.test/x', 'http://***@proxy.test/x'],
		['of another kind of proxy', 'socks5://ann:s3cret@proxy.test', 'socks5://***@proxy.test'],
		['in a header', 'Authorization: Basic YW5uOnMzY3JldA==', 'Authorization: Basic ***'],
		['as a bearer token', 'authorization: Bearer abc.def-ghi_jkl', 'authorization: Bearer ***'],
	])('%s', (_, text, left) => {
		expect(redactText(text)).toBe(left);
	});

	it('written as JSON inside JSON', () => {
		const echo = JSON.stringify({ request: JSON.stringify({ auth: { user: 'ann', pass: 's3cret' } }) });
		expect(redactText(echo)).not.toContain('s3cret');
		expect(redactText(echo.slice(0, -6))).not.toContain('s3cr');
	});
});

describe('ordinary text is left alone', () => {
	it.each([
		'Bad Request: chat not found',
		'Too Many Requests: retry after 5',
		'HTTP 502',
		'Basic authentication is required',
		'Bearer authorization failed',
		'Basic information about bots',
		'Your password: please enter it again',
		'The token is not valid, the secret neither',
		'from 10:30 to 12:45, chat 123456789:2',
		'https://example.com:8080/path?a=b@c',
		'https://example.com/a:b@c',
		'http://127.0.0.1:3000/health',
		'mail ann@example.com',
		'The robot123:x is no bot',
		'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}',
		'{"passenger":"Ann","tokens":3}',
		'{"compass":"north"}',
		'text=hello&surpass=1',
		'SMSGOLD отвечает: неверный пароль',
	])('%s', (text) => {
		expect(redactText(text)).toBe(text);
	});
});

it.each([
	'1',
	'a',
	'\\',
	'"',
	"'",
	' ',
	'bot1',
	'"pass":"',
	"'pass':'",
	'pass=',
	'http://a:',
	'Basic ',
	'12345:',
	'%2525',
])('a very long text of nothing but %j is read in one go, not again from each of its signs', (part) => {
	expect(redactText(part.repeat(200_000 / part.length)).length).toBeGreaterThan(0);
});

describe('an object', () => {
	it('loses the values of secret names at any depth, and secrets inside its texts', () => {
		expect(
			redact({
				ok: false,
				request: { auth: { user: 'ann', pass: 's3cret' }, url: `/bot${TOKEN}/getMe` },
				list: [{ Password: 's3cret', text: 'fine' }, `token=${SECRET}`, 7, null, true],
			}),
		).toEqual({
			ok: false,
			request: { auth: '***', url: '/bot***/getMe' },
			list: [{ Password: '***', text: 'fine' }, 'token=***', 7, null, true],
		});
	});

	it.each([
		'pass',
		'psw',
		'apikey',
		'apiKey',
		'api_key',
		'API-Key',
		'accessToken',
		'access_token',
		'secretToken',
		'secret_token',
	])('has nothing left under the name %s', (name) => {
		expect(redact({ [name]: 's3cret' })).toEqual({ [name]: '***' });
		expect(redact({ [name]: { deep: 's3cret' } })).toEqual({ [name]: '***' });
	});

	it('loses secrets in its names too', () => {
		expect(redact({ [`/bot${TOKEN}/getMe`]: 404 })).toEqual({ '/bot***/getMe': 404 });
	});

	it('is not changed itself', () => {
		const given = { pass: 's3cret', list: [`/bot${TOKEN}/`] };
		const before = structuredClone(given);
		redact(given);
		expect(given).toEqual(before);
	});

	it('keeps everything else as it was, whatever it is (property)', () => {
		const plain = fc
			.jsonValue({ noUnicodeString: false })
			.filter((value) => !/["'=:@]|bas|bear|bot/i.test(texts(value)));
		fc.assert(
			fc.property(plain, (value) => {
				expect(redact(value)).toEqual(value);
			}),
		);
	});

	const texts = (value: unknown): string => {
		if (typeof value !== 'object' || value === null) return String(value);
		return Object.entries(value)
			.map(
				([key, inner]) =>
					`${key} ${/pass|token|secret|auth|psw|pwd|api/i.test(key) ? '=' : ''} ${texts(inner)}`,
			)
			.join(' ');
	};
});

describe('a secret survives nowhere (property)', () => {
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'];
	const token = fc
		.tuple(
			fc.bigInt({ min: 10_000_000n, max: 99_999_999_999n }),
			fc.array(fc.constantFrom(...letters), { minLength: 35, maxLength: 35 }),
		)
		.map(([id, secret]) => ({ id: String(id), secret: secret.join('') }));
	const around = fc.constantFrom(
		'',
		' ',
		'/',
		'"',
		"'",
		'<',
		'>',
		'\n',
		'error ',
		', ',
		'(',
		')',
		'=',
		'?x=',
		'_',
	);

	it('a token, in any place of any text', () => {
		const places: Array<(t: string) => string> = [
			(t) => t,
			(t) => `/bot${t}/sendMessage`,
			(t) => `https://api.telegram.org/file/bot${t}/photos/1.jpg`,
			(t) => encodeURIComponent(t),
			(t) => encodeURIComponent(`https://api.telegram.org/bot${t}/getMe`),
			(t) => encodeURIComponent(encodeURIComponent(`/bot${t}/getMe`)),
			(t) => JSON.stringify({ url: `https://api.telegram.org/bot${t}/getMe` }),
			(t) => JSON.stringify({ token: t }),
			(t) => JSON.stringify(JSON.stringify({ path: `/bot${t}/getMe` })),
			(t) => `connect ECONNREFUSED http://127.0.0.1:1/bot${t}/getMe`,
			(t) => `<html><h1>404</h1><p>/bot${t}/getMe was not found</p>`,
			(t) => `Invalid URL: bot${t}`,
			(t) => `id_${t}`,
		];
		fc.assert(
			fc.property(
				token,
				fc.constantFrom(...places),
				around,
				around,
				({ id, secret }, place, before, after) => {
					const text = `${before}${place(`${id}:${secret}`)}${after}`;
					expect(redactText(text)).not.toContain(secret);
					expect(JSON.stringify(redact({ deep: [{ text }], [text]: 1 }))).not.toContain(secret);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('a password, in any form that a request has', () => {
		const password = fc
			.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 24 })
			.filter((text) => text.trim() === text);
		const query = (p: string): string =>
			new URLSearchParams({ user: '12345.1', pass: p, botId: '7' }).toString();
		const places: Array<(p: string) => string> = [
			query,
			(p) => `https://webapi.test/v1/bots/?${query(p)}`,
			(p) => `<a href="/v1/bots/?${query(p)}">moved</a>`,
			(p) => `/v1/bots/?pass=${encodeURIComponent(p)}`,
			(p) => JSON.stringify({ auth: { user: '12345.1', pass: p }, text: 'hello' }),
			(p) => JSON.stringify({ auth: { user: '12345.1', pass: p } }, null, 2),
			(p) => `echo: ${JSON.stringify({ pass: p })} is wrong`,
			(p) => JSON.stringify({ password: p }).slice(0, -2),
			(p) => `Authorization: Basic ${Buffer.from(`12345.1:${p}`).toString('base64')}`,
			(p) => `<request><user>12345.1</user><pass>${encodeURIComponent(p)}</pass></request>`,
			(p) => `/login?next=${encodeURIComponent(`/v1/bots/?${query(p)}`)}`,
			(p) => `http://12345.1:${encodeURIComponent(p)}@proxy.test/`,
		];
		const forms = (p: string): string[] => [
			p,
			JSON.stringify(p).slice(1, -1),
			encodeURIComponent(p),
			encodeURIComponent(encodeURIComponent(p)),
			new URLSearchParams({ p }).toString().slice(2),
			Buffer.from(`12345.1:${p}`).toString('base64'),
		];
		fc.assert(
			fc.property(password, fc.constantFrom(...places), (p, place) => {
				const left = redactText(place(p));
				// a password that is also a word of the frame around it proves nothing
				const frame = redactText(place('X'.repeat(p.length)));
				for (const form of forms(p)) if (!frame.includes(form)) expect(left).not.toContain(form);
			}),
			{ numRuns: 1_000 },
		);
	});
});
