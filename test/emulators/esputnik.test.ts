import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { EsputnikEmulator } from './esputnik';
import { render } from './esputnik/velocity';

const KEY = 'k3y';
let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await new EsputnikEmulator(KEY).start();
	esputnik.addBot('app').addMessage({ id: 17, name: 'Free text', body: "$!data.get('text')" });
	esputnik.addContact({ externalCustomerId: 'tg-42' }, '42');
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

async function call(path: string, body?: unknown, user = 'user', key = KEY) {
	const answer = await fetch(`${esputnik.apiUrl}${path}`, {
		method: body === undefined ? 'GET' : 'POST',
		headers: { authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}` },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: answer.status, body: await answer.text() };
}

const send = async (recipients: unknown, more: object = { email: false }, id = 17) =>
	await call(`/v1/message/${id}/smartsend`, { recipients, ...more });

it('ignores the user name, and refuses a wrong key as a text or as JSON', async () => {
	expect((await call('/v1/account/info', undefined, '')).status).toBe(200);
	expect((await call('/v1/account/info/', undefined, 'anybody')).status).toBe(200);
	expect(await call('/v1/account/info', undefined, 'user', 'x')).toEqual({
		status: 401,
		body: 'Unauthorized',
	});
	esputnik.settings.errors = 'json';
	expect((await call('/v1/account/info', undefined, 'user', 'x')).body).toContain('"message"');
});

it.each([
	['no recipients', [], { email: false }, 17, 400],
	['too many', Array.from({ length: 1_001 }, () => ({ locator: '42' })), { email: false }, 17, 400],
	['an e-mail', [{ locator: '42' }], { email: true }, 17, 400],
	['nothing said of e-mail', [{ locator: '42' }], {}, 17, 400],
	['parameters that are no text', [{ locator: '42', jsonParam: {} }], { email: false }, 17, 400],
	['parameters that are no JSON', [{ locator: '42', jsonParam: '{' }], { email: false }, 17, 400],
	['an unknown message', [{ locator: '42' }], { email: false }, 99, 404],
])('refuses to send with %s', async (_, recipients, more, id, status) => {
	expect((await send(recipients, more, id)).status).toBe(status);
	expect(esputnik.sent).toEqual([]);
});

it('answers in the older shapes where it is told to', async () => {
	esputnik.settings.legacy = true;
	const { body } = await send([{ locator: '42', jsonParam: '{"text":"x"}' }]);
	expect(JSON.parse(body)).toMatchObject({ id: '0', results: { id: '0', locator: '42', status: 'OK' } });
});

it('forgets a chat whose person blocked the bot', async () => {
	const contact = esputnik.addContact({}, '77');
	await send([{ locator: '77', jsonParam: '{"text":"x"}' }]);
	esputnik.setStatus(esputnik.sent[0]?.requestId ?? '', 'FAILED', { forbidden: true });
	expect(contact.tokens).toEqual([]);
	expect((await send([{ locator: '77' }])).body).toContain('ERROR');
});

it('refuses every N-th call', async () => {
	Object.assign(esputnik.settings, { tooManyEvery: 2, retryAfter: '3' });
	const statuses: number[] = [];
	for (let n = 0; n < 4; n += 1) statuses.push((await call('/v1/version')).status);
	expect(statuses).toEqual([200, 429, 200, 429]);
});

it.each([
	["$!data.get('text')", { text: 'a' }, 'a'],
	["$!data.get('text')", {}, ''],
	["$data.get('text')", {}, "$data.get('text')"],
	["$!data.get('a').get('b') $!data.get('c').get(1)", { a: { b: 1 }, c: ['x', 'y'] }, '1 y'],
	["$!data.get('a').get('b')", { a: 'text' }, ''],
])('renders %s', (body, data, text) => {
	expect(render(body, data)).toBe(text);
});

it('tries a call again until it hears 200, and what comes after it waits', async () => {
	const bodies: string[] = [];
	const server = http.createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			bodies.push(body);
			response.writeHead(bodies.length < 3 ? 500 : 200).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	esputnik.webhooks.minute = 1;
	esputnik.webhooks.target = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
	await Promise.all([esputnik.webhooks.post([{ n: 1 }]), esputnik.webhooks.post([{ n: 2 }])]);
	expect(bodies).toEqual(['[{"n":1}]', '[{"n":1}]', '[{"n":1}]', '[{"n":2}]']);
	expect(esputnik.webhooks.answers).toEqual([500, 500, 200, 200]);
	await new Promise((resolve) => server.close(resolve));
});
