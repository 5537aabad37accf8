import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { BACKUP_HOST } from '../../client/http/host';
import { BotGatewaySmscApi } from '../../credentials/BotGatewaySmscApi.credentials';

const credential = new BotGatewaySmscApi();
const account = { login: 'shop', psw: 'p&ss#1' };
const stored = {
	authentication: 'login',
	login: account.login,
	password: account.psw,
	apiKey: 'of another way',
	host: 'smsc.ru',
};
const withKey = { ...stored, authentication: 'apiKey', apiKey: ' k+y= ' };

async function sign(
	options: IHttpRequestOptions,
	data: ICredentialDataDecryptedObject = stored,
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	return await credential.authenticate(data, options);
}

const FORM = 'application/x-www-form-urlencoded';
const url = '/sys/send.php';

describe('the account', () => {
	it.each([
		['a text with a header', 'mes=a+b%26c&login=x&psw=x', { 'content-type': FORM }],
		['an object with a header', { mes: 'a b&c', login: 'x' }, { 'Content-Type': `${FORM}; charset=utf-8` }],
		['search parameters', new URLSearchParams({ mes: 'a b&c', psw: 'x' }), undefined],
	])('goes into a form given as %s, each field once', async (_, body, headers) => {
		const signed = await sign({ method: 'POST', url, body, headers });
		expect(Object.fromEntries(new URLSearchParams(signed.body as string))).toEqual({
			mes: 'a b&c',
			...account,
		});
		expect((signed.body as string).match(/login=/g)).toHaveLength(1);
		expect(signed.headers).toEqual({ 'content-type': FORM });
	});

	it('goes into a POST that has no body yet', async () => {
		expect((await sign({ method: 'POST', url })).body).toBe(new URLSearchParams(account).toString());
	});

	it('goes into a JSON body', async () => {
		const signed = await sign({ method: 'POST', url: '/rest/send/', body: { mes: 'a' } });
		expect(signed.body).toEqual({ mes: 'a', ...account });
	});

	it('is the key alone where that is chosen, without white space around it', async () => {
		const signed = await sign(
			{ method: 'POST', url, body: 'mes=a', headers: { 'content-type': FORM } },
			withKey,
		);
		expect(Object.fromEntries(new URLSearchParams(signed.body as string))).toEqual({
			mes: 'a',
			apikey: 'k+y=',
		});
	});

	it('never goes into a URL', async () => {
		for (const data of [stored, withKey]) {
			for (const method of ['GET', 'POST'] as const) {
				const { baseURL, url: path, qs } = await sign({ method, url, qs: { fmt: '3' } }, data);
				expect([path, qs]).toEqual([url, { fmt: '3' }]);
				expect(baseURL).toBe('https://smsc.ru');
			}
		}
		expect(await sign({ url })).toEqual({ url, baseURL: 'https://smsc.ru' });
	});

	it('leaves a body alone that it cannot sign, such as bytes or a list', async () => {
		const body = Buffer.from('bytes');
		expect((await sign({ method: 'POST', url, body })).body).toBe(body);
		expect((await sign({ method: 'POST', url, body: [1] })).body).toEqual([1]);
	});

	it('changes nothing in the request that it was given', async () => {
		const post = Object.freeze({ method: 'POST' as const, url, body: Object.freeze({ mes: 'a' }) });
		const form = new URLSearchParams({ mes: 'a' });
		await sign(post);
		await sign({ method: 'POST', url, body: form });
		expect([post.body, form.toString()]).toEqual([{ mes: 'a' }, 'mes=a']);
	});
});

describe('the host', () => {
	it.each(['smsc.ru', 'smsc.kz', 'smsc.ua', 'smscentre.com'])('is %s, with its backup www2', async (host) => {
		expect(await sign({ method: 'POST', url }, { ...stored, host })).toMatchObject({
			baseURL: `https://${host}`,
		});
		expect(await sign({ method: 'POST', url, baseURL: BACKUP_HOST }, { ...stored, host })).toMatchObject({
			baseURL: `https://www2.${host}`,
		});
	});

	it.each([
		[
			{ baseUrl: ' https://a.example// ', backupBaseUrl: 'https://b.example/' },
			'https://a.example',
			'https://b.example',
		],
		[{ baseUrl: 'https://a.example', backupBaseUrl: ' ' }, 'https://a.example', 'https://a.example'],
		[{ baseUrl: '' }, 'https://smsc.ru', 'https://smsc.ru'],
	])('of one’s own is %j', async (own, main, backup) => {
		const data = { ...stored, host: 'own', ...own };
		expect((await sign({ method: 'POST', url }, data)).baseURL).toBe(main);
		expect((await sign({ method: 'POST', url, baseURL: BACKUP_HOST }, data)).baseURL).toBe(backup);
	});

	it('is the usual one where none is stored', async () => {
		expect((await sign({ url }, { authentication: 'login' })).baseURL).toBe('https://smsc.ru');
	});
});

it('tests an account by its balance: by POST, and by the codes of the body, since the HTTP status is always 200', () => {
	expect(credential.test.request).toMatchObject({
		method: 'POST',
		url: '/sys/balance.php',
		body: { fmt: '3', charset: 'utf-8' },
	});
	expect(credential.test.rules).toMatchObject([
		...[301, 302, 307, 308].map((value) => ({ type: 'responseCode', properties: { value } })),
		...[1, 2, 4, 9].map((value) => ({
			type: 'responseSuccessBody',
			properties: { key: 'error_code', value },
		})),
		// last: a refusal has no balance either
		{ type: 'responseSuccessBody', properties: { key: 'balance', value: undefined } },
	]);
});

it('asks for what is secret in hidden fields and for nothing else in one', () => {
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(hidden.map(({ name }) => name)).toEqual(['apiKey', 'password', 'callbackSecret']);
});
