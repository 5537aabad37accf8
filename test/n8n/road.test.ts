import type { IAuthenticate, ICredentialType, IExecuteFunctions } from 'n8n-workflow';

import { BACKUP_HOST } from '../../client/http/host';
import type { HttpAnswer, HttpRequest } from '../../client/http/request';
import { Unreachable } from '../../client/model/error';
import { n8nRoad } from '../../client/n8n/road';
import { EmulatorServer, type Received, type Reply } from '../emulators/server';
import { Bench } from '../support/harness';
import { nodeThat } from './node';

const SECRET = 'v3ry-s3cret';

/** A credential with its secret in the path, in the query, and in a header. */
class TestApi implements ICredentialType {
	name = 'testApi';
	displayName = 'Test';
	properties = [];
	authenticate: IAuthenticate = async ({ baseUrl, secret }, options) => ({
		...options,
		baseURL: `${String(baseUrl)}/${String(secret)}`,
		qs: { ...options.qs, pass: String(secret) },
		headers: { ...options.headers, authorization: `Bearer ${String(secret)}` },
	});
}

const READ: HttpRequest = { method: 'GET', path: '/list', effect: 'read' };
const WRITE: HttpRequest = { method: 'POST', path: '/send', effect: 'write', json: { text: 'Hello' } };

let answer: (request: Received) => Reply;
const server = new EmulatorServer((request) => answer(request));

beforeAll(async () => await server.start());
afterAll(async () => await server.stop());
beforeEach(() => {
	server.reset();
	answer = () => ({ status: 200, body: { ok: true } });
});

/** Sends a request through n8n's helper and returns what came of it. */
async function sent(request: HttpRequest, baseUrl = server.url): Promise<HttpAnswer | Unreachable> {
	let outcome: unknown;
	const node = nodeThat(
		async (context) => {
			outcome = await n8nRoad(context, 'testApi')(request).catch((error: unknown) => error);
			return [];
		},
		{ credentials: ['testApi'] },
	);
	const { error } = await new Bench(node, { type: new TestApi(), data: { baseUrl, secret: SECRET } }).run({});
	if (error) throw error;
	return outcome as HttpAnswer | Unreachable;
}

/** The same for a request that gets no answer. */
async function lost(request: HttpRequest, baseUrl = server.url): Promise<Unreachable> {
	const outcome = await sent(request, baseUrl);
	expect(outcome).toBeInstanceOf(Unreachable);
	return outcome as Unreachable;
}

describe('a request', () => {
	it('is signed by the credential', async () => {
		await sent(READ);
		expect(server.log).toMatchObject([
			{
				method: 'GET',
				path: `/${SECRET}/list`,
				query: { pass: SECRET },
				headers: { authorization: `Bearer ${SECRET}` },
			},
		]);
	});

	it('carries its query, and no body', async () => {
		await sent({ ...READ, query: { botId: 'a&b=c', name: 'Анна' } });
		expect(server.log[0]?.query).toEqual({ botId: 'a&b=c', name: 'Анна', pass: SECRET });
		expect(server.log[0]?.body).toHaveLength(0);
	});

	it('carries JSON, byte for byte', async () => {
		const json = { text: 'Привет 👋\n"quoted"', list: [1, null, { deep: true }] };
		await sent({ ...WRITE, json });
		expect(server.log[0]?.headers['content-type']).toBe('application/json');
		expect(JSON.parse(server.log[0]?.body.toString() ?? '')).toEqual(json);
	});

	it('carries a plain form, and the headers that it names', async () => {
		const form = { text: 'a b&c=d', name: 'Анна' };
		await sent({ method: 'POST', path: '/form', effect: 'write', form, headers: { 'x-kind': 'plain' } });
		const { headers, body } = server.log[0] as Received;
		expect(headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded', 'x-kind': 'plain' });
		expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual(form);
	});

	it('to the backup host says so to the credential, which alone knows where that is', async () => {
		const seen: Array<string | undefined> = [];
		const type = new TestApi();
		type.authenticate = async (_, options) => {
			seen.push(options.baseURL);
			return { ...options, baseURL: server.url };
		};
		const node = nodeThat(
			async (context) => {
				for (const host of ['main', 'backup'] as const) await n8nRoad(context, 'testApi')({ ...READ, host });
				return [];
			},
			{ credentials: ['testApi'] },
		);
		await new Bench(node, { type, data: {} }).run({});
		expect(seen).toEqual([undefined, BACKUP_HOST]);
	});

	it('carries a form with files, byte for byte', async () => {
		const data = Buffer.from([0, 255, 13, 10, 45, 45, 1]);
		const files = { photo: { data, name: 'фото "1".jpg', mimeType: 'image/jpeg' } };
		await sent({
			method: 'POST',
			path: '/upload',
			effect: 'write',
			multipart: { fields: { chat_id: '42', caption: 'Привет' }, files },
		});
		const { headers, body } = server.log[0] as Received;
		const form = await new Response(new Uint8Array(body), {
			headers: { 'content-type': headers['content-type'] ?? '' },
		}).formData();
		expect(form.get('chat_id')).toBe('42');
		expect(form.get('caption')).toBe('Привет');
		const file = form.get('photo') as File;
		expect([file.name, file.type]).toEqual(['фото "1".jpg', 'image/jpeg']);
		expect(Buffer.from(await file.arrayBuffer())).toEqual(data);
	});
});

describe('an answer', () => {
	it.each([200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 502])(
		'with the status %d is an answer, and is asked for once',
		async (status) => {
			answer = () => ({ status, body: status === 204 ? '' : 'words', headers: { 'X-Thing': 'Yes' } });
			expect(await sent(WRITE)).toMatchObject({
				status,
				headers: expect.objectContaining({ 'x-thing': 'Yes' }) as object,
				body: status === 204 ? '' : 'words',
			});
			expect(server.log).toHaveLength(1);
		},
	);

	it('is given as the text that came, whatever its type says', async () => {
		answer = () => ({
			status: 200,
			body: '{"ok":tru',
			headers: { 'content-type': 'application/json' },
		});
		expect(await sent(READ)).toMatchObject({ status: 200, body: '{"ok":tru' });
		answer = () => ({ status: 200, body: { id: 12345678901, text: 'Привет' } });
		expect(await sent(READ)).toMatchObject({ body: '{"id":12345678901,"text":"Привет"}' });
		answer = () => ({ status: 200, body: '' });
		expect(await sent(READ)).toMatchObject({ body: '' });
	});

	it('that is a file is given as its bytes', async () => {
		const bytes = Buffer.from([0, 255, 254, 1]);
		answer = () => ({ status: 200, body: bytes });
		expect(await sent({ ...READ, binary: true })).toMatchObject({ status: 200, body: '', bytes });
	});

	it('that leads elsewhere is not followed: the secret goes nowhere else', async () => {
		answer = ({ path }) =>
			path.endsWith('/send')
				? { status: 307, body: '', headers: { location: `${server.url}/other` } }
				: { status: 200, body: '' };
		expect(await sent(WRITE)).toMatchObject({ status: 307 });
		expect(server.log.map(({ path }) => path)).toEqual([`/${SECRET}/send`]);
	});
});

describe('without an answer', () => {
	it('a closed port means that nothing was sent', async () => {
		const gone = await new EmulatorServer(() => ({ status: 200, body: '' })).start();
		const { url } = gone;
		await gone.stop();
		expect((await lost(WRITE, url)).facts).toEqual({
			outcome: 'notSent',
			code: 'ECONNREFUSED',
			description: 'The service could not be reached (ECONNREFUSED)',
			advice: 'Check the URL in the credential and whether the service is up',
		});
	});

	it.each([
		['a host that does not exist', 'http://does-not-exist.invalid', 'ENOTFOUND'],
		['a URL that is none', 'not a url', 'INVALID_URL'],
		['an empty URL', '', 'INVALID_URL'],
		['TLS where there is none', 'tls', 'TLS'],
	])('%s means that nothing was sent', async (_, given, code) => {
		const url = given === 'tls' ? server.url.replace('http:', 'https:') : given;
		expect((await lost(WRITE, url)).facts).toMatchObject({ outcome: 'notSent', code });
	});

	it.each<[string, Reply, Partial<HttpRequest>, string]>([
		['a line that breaks', { drop: 'before' }, {}, 'ECONNRESET'],
		['a line that breaks after the service has acted', { drop: 'after' }, {}, 'ECONNRESET'],
		['silence', { hang: true }, { timeout: 60 }, 'TIMEOUT'],
	])('%s leaves the outcome unknown', async (_, reply, more, code) => {
		server.failNext(reply);
		expect((await lost({ ...WRITE, ...more })).facts).toMatchObject({ outcome: 'unknown', code });
		expect(server.log).toHaveLength(1);
	});

	it('an answer that breaks off in the middle leaves the outcome unknown', async () => {
		answer = () => ({ status: 200, body: '{"ok":true', headers: { 'content-length': '1000' } });
		const pending = lost({ ...WRITE, timeout: 300 });
		expect((await pending).facts.outcome).toBe('unknown');
	});
});

/** Failures that cannot be made on loopback, in the shape in which n8n hands them over. */
describe('a failure of the transport', () => {
	const failing = async (error: unknown): Promise<Unreachable> => {
		const caller = {
			helpers: { httpRequestWithAuthentication: async () => await Promise.reject(error as Error) },
		} as unknown as IExecuteFunctions;
		return (await n8nRoad(caller, 'testApi')(WRITE).catch((failure: unknown) => failure)) as Unreachable;
	};

	it.each<[string, unknown, string, string]>([
		[
			'no route while connecting',
			{ message: 'connect EHOSTUNREACH 10.0.0.1:443', code: 'EHOSTUNREACH' },
			'notSent',
			'EHOSTUNREACH',
		],
		[
			'no route to any address of a host',
			{
				code: 'ENETUNREACH',
				message: '',
				cause: { errors: [new Error('connect ENETUNREACH 2001:db8::1:443')] },
			},
			'notSent',
			'EHOSTUNREACH',
		],
		[
			'a route that was lost on the way',
			{ message: 'read EHOSTUNREACH', code: 'EHOSTUNREACH' },
			'unknown',
			'NO_ANSWER',
		],
		[
			'a name that cannot be looked up now',
			{ cause: { code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN api' } },
			'notSent',
			'ENOTFOUND',
		],
		[
			'a certificate that is not trusted',
			{ message: 'self-signed certificate', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
			'notSent',
			'TLS',
		],
		[
			'a certificate that has ended',
			{ message: 'certificate has expired', code: 'CERT_HAS_EXPIRED' },
			'notSent',
			'TLS',
		],
		[
			'the guard of this n8n',
			{ message: 'The request was blocked because it resolves to a restricted IP address' },
			'notSent',
			'BLOCKED_BY_N8N',
		],
		[
			'a credential that is gone',
			{ message: 'Credential with ID "7" does not exist for type "testApi".' },
			'notSent',
			'NO_CREDENTIAL',
		],
		['no credential', { message: 'Node does not have any credentials set' }, 'notSent', 'NO_CREDENTIAL'],
		[
			'a credential that cannot be read',
			{
				message:
					'Credentials could not be decrypted. The likely reason is that a different "encryptionKey" was used',
			},
			'notSent',
			'NO_CREDENTIAL',
		],
		['a time-out of the system', { code: 'ETIMEDOUT', message: 'read ETIMEDOUT' }, 'unknown', 'TIMEOUT'],
		['a stop by the user', { code: 'ERR_CANCELED', message: 'canceled' }, 'unknown', 'NO_ANSWER'],
		['a broken pipe', { code: 'EPIPE', message: 'write EPIPE' }, 'unknown', 'ECONNRESET'],
		['anything else', new Error('something new'), 'unknown', 'NO_ANSWER'],
		['no error at all', undefined, 'unknown', 'NO_ANSWER'],
		['a text', 'ECONNREFUSED', 'unknown', 'NO_ANSWER'],
	])('%s', async (_, error, outcome, code) => {
		expect((await failing(error)).facts).toMatchObject({ outcome, code });
	});

	it('may go round in a circle', async () => {
		const error: { message: string; cause?: unknown } = { message: 'round' };
		error.cause = error;
		expect((await failing(error)).facts.code).toBe('NO_ANSWER');
	});

	it('leaves nothing of itself behind, so no secret either', async () => {
		const failure = await failing(
			Object.assign(new Error(`connect ECONNREFUSED /bot1:${SECRET}/`), {
				code: 'ECONNREFUSED',
				config: { url: SECRET },
			}),
		);
		expect(failure.cause).toBeUndefined();
		expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain(
			SECRET,
		);
	});
});
