import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { Reply } from '../../emulators/server';
import { JumpingClock } from '../../support/clock';
import type { Bench, NodeRun, NodeSettings } from '../../support/harness';
import {
	ANN,
	BOB,
	esputnik,
	EsputnikBench,
	fromList,
	id,
	PASSWORD,
	phone,
	sendTo,
	smsgold,
	telegram,
	TOKEN,
	twoBenches,
} from './bench';
import { leaksOf } from './leaks';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

/** The part of a token that is secret, and the whole password. */
const SECRETS = [TOKEN, TOKEN.split(':')[1] ?? '', PASSWORD];

const { t, s } = twoBenches();
const e = new EsputnikBench();
/** The header that carries eSputnik's key. */
const KEY = Buffer.from(`user:${PASSWORD}`).toString('base64');
beforeAll(async () => {
	await e.start();
});
afterAll(async () => await e.stop());
beforeEach(() => {
	e.esputnik.reset();
	e.thrown.length = 0;
	t.thrown.length = 0;
	s.thrown.length = 0;
});

/** Nothing that n8n stores, shows or passes on may hold a secret: looked at in every way that people print things. */
function expectClean({ run, error }: NodeRun, thrown: unknown[]): void {
	for (const value of [run.data, error, thrown]) {
		expect(leaksOf(value, SECRETS)).toEqual([]);
		const prints = [
			inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null }),
			String(value),
			JSON.stringify(value) ?? '',
			...errorsIn(value).map((one) => `${one.message} ${one.stack ?? ''}`),
		];
		for (const text of prints) for (const secret of SECRETS) expect(text).not.toContain(secret);
	}
}

const errorsIn = (value: unknown): Error[] =>
	(Array.isArray(value) ? value : [value]).filter((one): one is Error => one instanceof Error);

/** What may befall a request, and how it is brought about. */
interface Path {
	bench: () => Bench;
}

const SETTINGS: Array<[string, NodeSettings]> = [
	['', {}],
	[' with Continue on fail', { onError: 'continueRegularOutput' }],
	[' with an error output', { onError: 'continueErrorOutput' }],
	[' with Retry on fail', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
];

const TIMEOUT = 60;

describe.each(SETTINGS)('Telegram%s', (_, settings) => {
	const sendOne = sendTo({ options: { unknownOutcome: 'fail' } });
	const items: IDataObject[] = [{ to: ANN, text: 'Hello' }];

	const closedPort = 'http://127.0.0.1:9';
	const echo = `/bot${TOKEN}/sendMessage`;
	const page = `<html><h1>502 Bad Gateway</h1><p>POST http://127.0.0.1${echo}</p></html>`;

	const answered = (reply: Reply, timeout?: number): Path => ({
		bench: () => {
			t.telegram.failNext(reply, { times: 9 });
			return t.bench({}, timeout);
		},
	});

	it.each<[string, Path]>([
		['401', answered({ status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } })],
		[
			'404',
			answered({ status: 404, body: { ok: false, error_code: 404, description: `Not Found: ${echo}` } }),
		],
		['404 as a page', answered({ status: 404, body: page })],
		[
			'400 that echoes the token',
			answered({
				status: 400,
				body: {
					ok: false,
					error_code: 400,
					description: `Bad Request: ${TOKEN}`,
					token: TOKEN,
					parameters: { url: echo },
				},
			}),
		],
		[
			'429 with an echo',
			answered({
				status: 429,
				body: { ok: false, error_code: 429, description: echo, parameters: { retry_after: 3600 } },
			}),
		],
		['no connection', { bench: () => t.bench({ apiRoot: closedPort }) }],
		['an API root that is no URL', { bench: () => t.bench({ apiRoot: 'no url' }) }],
		['a host that does not exist', { bench: () => t.bench({ apiRoot: 'http://api.invalid' }) }],
		[
			'TLS where there is none',
			{ bench: () => t.bench({ apiRoot: t.telegram.url.replace('http', 'https') }) },
		],
		['a line that breaks before', answered({ drop: 'before' })],
		['a line that breaks after', answered({ drop: 'after' })],
		['silence', answered({ hang: true }, TIMEOUT)],
		['502 as a page that quotes the URL', answered({ status: 502, body: page })],
		[
			'500 in JSON with the URL',
			answered({ status: 500, body: { ok: false, error_code: 500, description: echo } }),
		],
		['half a JSON with the URL', answered({ status: 200, body: `{"ok":true,"result":{"url":"${echo}` })],
		['half an answer', answered({ status: 200, body: 'x', headers: { 'content-length': '100' } }, TIMEOUT)],
		[
			'a redirect that carries the token',
			answered({ status: 302, body: page, headers: { location: `https://elsewhere.test${echo}` } }),
		],
		['200 with another shape', answered({ status: 200, body: { token: TOKEN, url: echo } })],
		['a wrong token', { bench: () => t.bench({ accessToken: TOKEN.replace('1', '9') }) }],
	])('%s leaves no secret anywhere', async (_name, path) => {
		const run = await path.bench().run(sendOne, items, settings);
		expectClean(run, t.thrown);
		expect(failed(run)).toBe(true);
	});

	it.each<[string, INodeParameters]>([
		['listing bots', telegram('bot', 'getMany')],
		['checking a person', telegram('subscriber', 'checkReachable', { recipient: fromList(String(ANN)) })],
		['editing', telegram('message', 'edit', { recipient: fromList(String(ANN)), messageId: '1', text: 'x' })],
		['deleting', telegram('message', 'delete', { recipient: fromList(String(ANN)), messageId: '1' })],
		['answering a press', telegram('message', 'answerPress', { pressId: '1' })],
	])('%s that goes wrong leaves no secret anywhere', async (_name, parameters) => {
		for (const reply of [
			{ status: 502, body: page },
			{ drop: 'before' as const },
			{ status: 401, body: page },
		]) {
			t.telegram.failNext(reply, { times: 9 });
			expectClean(await t.bench().run(parameters, items, settings), t.thrown);
			t.telegram.reset();
		}
	});

	it('a message that goes out leaves none either, with what the service answered', async () => {
		const run = await t
			.bench()
			.run(sendTo({ simplify: false }), [...items, { to: BOB, text: 'Hello' }], settings);
		expect(failed(run)).toBe(false);
		expectClean(run, t.thrown);
	});

	it('a receipt of a message without an answer leaves none', async () => {
		t.telegram.failNext({ status: 502, body: page });
		const run = await t.bench().run(sendTo({ simplify: false }), items, settings);
		expect(run.outputs[0]?.[0]?.json.status).toBe('unknown');
		expectClean(run, t.thrown);
	});
});

describe.each(SETTINGS)('SMSGOLD%s', (_, settings) => {
	const query = new URLSearchParams({ user: '12345.1', pass: PASSWORD }).toString();
	const page = `<html><p>GET /v1/telegram/bot/bots/?${query}</p></html>`;
	const echo = { auth: { user: '12345.1', pass: PASSWORD }, text: 'Hello' };

	const replies: Array<[string, Reply]> = [
		['401', { status: 401, body: { error: `wrong: ${query}` } }],
		['404 as a page', { status: 404, body: page }],
		['400 that echoes the request', { status: 400, body: { error: 'no', request: echo } }],
		[
			'200 that says no and echoes the request',
			{ status: 200, body: { success: false, request: JSON.stringify(echo) } },
		],
		['a line that breaks', { drop: 'before' }],
		['silence', { hang: true }],
		['502 as a page that quotes the URL', { status: 502, body: page }],
		['half a JSON', { status: 200, body: JSON.stringify({ request: echo }).slice(0, -12) }],
		[
			'a redirect that carries the password',
			{ status: 302, body: '', headers: { location: `https://elsewhere.test/?${query}` } },
		],
		['another shape', { status: 200, body: { request: echo, url: `/?${query}` } }],
	];

	it.each(replies)('%s leaves no secret anywhere', async (_name, reply) => {
		const operations: INodeParameters[] = [
			smsgold('bot', 'getMany', { simplify: false }),
			smsgold('subscriber', 'getMany', { bot: fromList('b1'), simplify: false }),
			smsgold('message', 'send', {
				bot: fromList('b1'),
				recipient: phone('79990000001'),
				text: 'Hello',
				simplify: false,
			}),
		];
		for (const parameters of operations) {
			s.smsgold.failNext(reply, { times: 9 });
			const run = await s.bench({}, 'hang' in reply ? TIMEOUT : undefined).run(parameters, [{}], settings);
			expectClean(run, s.thrown);
			s.smsgold.reset();
		}
	});

	it('no connection leaves none', async () => {
		const run = await s
			.bench({ baseUrl: 'http://127.0.0.1:9' })
			.run(smsgold('bot', 'getMany'), [{}], settings);
		expect(failed(run)).toBe(true);
		expectClean(run, s.thrown);
	});
});

describe.each(SETTINGS)('eSputnik%s', (_, settings) => {
	const page = `<html><p>POST /api/v1/message/17/smartsend authorization: Basic ${KEY}</p></html>`;
	const echo = { headers: { authorization: `Basic ${KEY}` }, apiKey: PASSWORD };

	const replies: Array<[string, Reply]> = [
		['401', { status: 401, body: { status: 401, message: `wrong: Basic ${KEY}` } }],
		['404 as a page', { status: 404, body: page }],
		['400 that echoes the request', { status: 400, body: { message: 'no', request: echo } }],
		['400 in words', { status: 400, body: `Authorization: Basic ${KEY}` }],
		[
			'an ERROR that echoes the header',
			{
				status: 200,
				body: { results: { locator: '1', status: 'ERROR', message: `Basic ${KEY}`, request: echo } },
			},
		],
		['a line that breaks', { drop: 'before' }],
		['silence', { hang: true }],
		['502 as a page that quotes the header', { status: 502, body: page }],
		['half a JSON', { status: 200, body: JSON.stringify({ request: echo }).slice(0, -12) }],
		['a redirect', { status: 302, body: page, headers: { location: 'https://elsewhere.test/' } }],
		['another shape', { status: 200, body: { request: echo } }],
	];

	it.each(replies)('%s leaves no secret anywhere', async (_name, reply) => {
		const send = { content: 'text', template: id('17'), recipient: id('={{ $json.to }}'), text: 'Hello' };
		const operations: INodeParameters[] = [
			esputnik('message', 'send', { ...send, simplify: false }),
			esputnik('message', 'getStatus', { recipient: id('1'), messageId: 'a', simplify: false }),
			esputnik('account', 'getBalance', { simplify: false }),
		];
		for (const parameters of operations) {
			e.esputnik.failNext(reply, { times: 9 });
			const bench = e.bench({}, 'hang' in reply ? TIMEOUT : undefined);
			const run = await bench.run(parameters, [{ to: 1 }, { to: 2 }], settings);
			expectClean(run, e.thrown);
			expect(leaksOf([run.run.data, run.error, e.thrown], [KEY])).toEqual([]);
			e.esputnik.reset();
		}
	});

	it('no connection leaves none', async () => {
		const run = await e
			.bench({ baseUrl: 'http://127.0.0.1:9/api' })
			.run(esputnik('account', 'getBalance'), [{}], settings);
		expect(failed(run)).toBe(true);
		expectClean(run, e.thrown);
	});
});

it('the search for leaks finds what it must find', () => {
	const hidden = Object.defineProperty(new Error('x', { cause: { deep: [TOKEN] } }), 'url', {
		value: `/bot${TOKEN}/`,
	});
	expect(leaksOf(hidden, SECRETS)).toHaveLength(2);
	expect(leaksOf(new Map([[TOKEN, Buffer.from(PASSWORD)]]), SECRETS)).toHaveLength(2);
	expect(leaksOf({ [Symbol(TOKEN)]: encodeURIComponent(PASSWORD) }, SECRETS)).toHaveLength(2);
	expect(leaksOf({ fine: ['nothing'] }, SECRETS)).toEqual([]);
});

/** Whether something went wrong: the run, or an item of it. */
const failed = ({ error, outputs }: NodeRun): boolean =>
	error !== undefined || outputs.flat().some(({ json }) => json.error !== undefined);
