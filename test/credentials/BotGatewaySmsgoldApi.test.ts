import type { IHttpRequestOptions } from 'n8n-workflow';

import { BotGatewaySmsgoldApi } from '../../credentials/BotGatewaySmsgoldApi.credentials';

const credential = new BotGatewaySmsgoldApi();
const account = { user: '12345.1', pass: 'p&ss' };
const stored = {
	user: account.user,
	password: account.pass,
	baseUrl: 'https://webapi.smsgold.ru',
	smsBaseUrl: 'https://web.smsgold.ru',
};

async function sign(
	options: IHttpRequestOptions,
	data: typeof stored = stored,
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	return await credential.authenticate(data, options);
}

const FORM = 'application/x-www-form-urlencoded';

it('puts the account into the query of a GET, beside what is there', async () => {
	expect(await sign({ method: 'GET', url: '/v1/telegram/bot/subscribers/', qs: { botId: 'b1' } })).toEqual({
		method: 'GET',
		url: '/v1/telegram/bot/subscribers/',
		baseURL: 'https://webapi.smsgold.ru',
		qs: { botId: 'b1', ...account },
	});
});

it('treats a request without a method as a GET, as n8n does', async () => {
	expect(await sign({ url: '/v1/telegram/bot/bots/' })).toMatchObject({ qs: account });
});

it('puts the account as auth into a JSON body, and nothing into the query', async () => {
	const signed = await sign({
		method: 'POST',
		url: '/v1/telegram/bot/sendMessage/',
		body: { text: 'Hello' },
	});
	expect(signed).toMatchObject({ body: { text: 'Hello', auth: account } });
	expect(signed.qs).toBeUndefined();
});

it('puts the account into a POST that has no body yet', async () => {
	expect(await sign({ method: 'POST', url: '/v1/cascade/' })).toMatchObject({ body: { auth: account } });
});

it.each([
	[
		'an object with a header',
		{ action: 'send', text: 'a b&c', user: 'x' },
		{ 'Content-Type': `${FORM}; charset=utf-8` },
	],
	['search parameters', new URLSearchParams({ action: 'send', text: 'a b&c', user: 'x' }), undefined],
	['a text with a header', 'action=send&text=a+b%26c&user=x', { 'content-type': FORM }],
])('puts the account into a form given as %s, each field once', async (_, body, headers) => {
	const signed = await sign({ method: 'POST', url: '/http2/', body, headers });
	expect([...new URLSearchParams(signed.body as string)]).toEqual([
		['action', 'send'],
		['text', 'a b&c'],
		['user', account.user],
		['pass', account.pass],
	]);
	expect(signed.headers).toEqual({ 'content-type': FORM });
});

it('puts the account into a form that was empty', async () => {
	const signed = await sign({ method: 'POST', url: '/http2/', headers: { 'content-type': FORM } });
	expect(signed.body).toBe(new URLSearchParams(account).toString());
});

it('leaves a body alone that it cannot sign, such as bytes or a list', async () => {
	const body = Buffer.from('bytes');
	expect((await sign({ method: 'POST', url: '/v1/cascade/', body })).body).toBe(body);
	expect((await sign({ method: 'POST', url: '/v1/cascade/', body: [1] })).body).toEqual([1]);
});

it('changes nothing in the request that it was given', async () => {
	const get = Object.freeze({ method: 'GET' as const, url: '/x/', qs: Object.freeze({ botId: 'b1' }) });
	const post = Object.freeze({ method: 'POST' as const, url: '/x/', body: Object.freeze({ text: 'Hello' }) });
	const form = new URLSearchParams({ action: 'balance' });
	await sign(get);
	await sign(post);
	await sign({ method: 'POST', url: '/http2/', body: form });
	expect(get.qs).toEqual({ botId: 'b1' });
	expect(post.body).toEqual({ text: 'Hello' });
	expect(form.toString()).toBe('action=balance');
});

it('keeps a user id a text, even where it was stored as a number', async () => {
	const signed = await sign(
		{ method: 'POST', url: '/x/', body: {} },
		{ ...stored, user: 12345.1 as unknown as string },
	);
	expect(signed.body).toEqual({ auth: { user: '12345.1', pass: account.pass } });
});

it.each([
	['/v1/telegram/bot/bots/', 'https://a.example'],
	['/http2/', 'https://b.example'],
	['/http2x/', 'https://a.example'],
])('sends %s to %s', async (url, baseURL) => {
	const data = { ...stored, baseUrl: ' https://a.example// ', smsBaseUrl: 'https://b.example/' };
	expect(await sign({ url }, data)).toMatchObject({ baseURL, url });
});

it('uses the addresses of the service where none is stored', async () => {
	const data = { ...stored, baseUrl: '', smsBaseUrl: ' / ' };
	expect((await sign({ url: '/v1/' }, data)).baseURL).toBe('https://webapi.smsgold.ru');
	expect((await sign({ url: '/http2/' }, data)).baseURL).toBe('https://web.smsgold.ru');
});

it('tests an account by its list of bots, without following a redirect that would carry the password on', () => {
	expect(credential.test.request).toMatchObject({
		url: '/v1/telegram/bot/bots/',
		disableFollowRedirect: true,
	});
	expect(
		credential.test.rules?.map(({ properties }) => ('value' in properties ? properties.value : null)),
	).toEqual([401, 403, 404, 301, 302, 307, 308]);
});

it('asks for the password in a hidden field and for nothing else in one', () => {
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(hidden.map(({ name }) => name)).toEqual(['password']);
});
