import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { SECRET_HERE, secretOf } from '../../client/telegram/secret';
import { BotGatewayTelegramApi } from '../../credentials/BotGatewayTelegramApi.credentials';
import { TelegramEmulator } from '../emulators/telegram';

const credential = new BotGatewayTelegramApi();
const TOKEN = '123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx';
const stored = { accessToken: TOKEN, apiRoot: 'https://api.telegram.org', environment: 'production' };

async function sign(
	options: IHttpRequestOptions,
	data: ICredentialDataDecryptedObject = stored,
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	return await credential.authenticate(data, options);
}

const urlOf = ({ baseURL = '', url }: IHttpRequestOptions): string => `${baseURL}${url}`;

describe('a signed request', () => {
	it('has the token in its path and nowhere else', async () => {
		const options: IHttpRequestOptions = {
			method: 'POST',
			url: '/sendMessage',
			body: { chat_id: '42', text: 'Hello' },
			headers: { 'content-type': 'application/json' },
			timeout: 5_000,
		};
		expect(await sign(options)).toEqual({ ...options, baseURL: `https://api.telegram.org/bot${TOKEN}` });
	});

	it('is a copy: the request itself stays without the token', async () => {
		const options: IHttpRequestOptions = { method: 'POST', url: '/getMe' };
		await sign(options);
		expect(options).toEqual({ method: 'POST', url: '/getMe' });
	});

	it.each([
		['of the test environment', { environment: 'test' }, `https://api.telegram.org/bot${TOKEN}/test/getMe`],
		[
			'of an environment that is not known',
			{ environment: 'moon' },
			`https://api.telegram.org/bot${TOKEN}/getMe`,
		],
		[
			'to a server of one’s own',
			{ apiRoot: 'http://127.0.0.1:8081' },
			`http://127.0.0.1:8081/bot${TOKEN}/getMe`,
		],
		[
			'to a server below a path',
			{ apiRoot: 'https://example.com/tg/' },
			`https://example.com/tg/bot${TOKEN}/getMe`,
		],
		[
			'with slashes after the root',
			{ apiRoot: 'https://example.com//' },
			`https://example.com/bot${TOKEN}/getMe`,
		],
		[
			'with white space from copying',
			{ apiRoot: ' https://example.com\n', accessToken: ` ${TOKEN}\n` },
			`https://example.com/bot${TOKEN}/getMe`,
		],
	])('%s goes to the right address', async (_, data, url) => {
		expect(urlOf(await sign({ method: 'POST', url: '/getMe' }, { ...stored, ...data }))).toBe(url);
	});

	it('for a file goes beside the methods', async () => {
		expect(urlOf(await sign({ method: 'GET', url: '/file/photos/file_1.jpg' }))).toBe(
			`https://api.telegram.org/file/bot${TOKEN}/photos/file_1.jpg`,
		);
	});

	it('that sets a webhook gets the secret which only the token can make', async () => {
		const body = { url: 'https://n8n.test/webhook/1', secret_token: SECRET_HERE };
		const signed = await sign({ method: 'POST', url: '/setWebhook', body });
		expect(signed.body).toEqual({ ...body, secret_token: secretOf(TOKEN, body.url) });
		expect(JSON.stringify(signed.body)).not.toContain(TOKEN.split(':')[1]);
		expect(body.secret_token).toBe(SECRET_HERE);
	});

	it.each([
		['another secret', { url: 'https://n8n.test', secret_token: 'mine' }],
		['none', { url: 'https://n8n.test' }],
		['no object', 'secret_token'],
		['nothing', undefined],
	])('that brings %s keeps its body', async (_, body) => {
		expect((await sign({ method: 'POST', url: '/setWebhook', body })).body).toEqual(body);
	});

	it('of n8n’s HTTP Request node, which has a uri instead of a url, is signed too', async () => {
		const options = { method: 'GET', uri: 'https://api.telegram.org' } as unknown as IHttpRequestOptions;
		expect((await sign(options)).baseURL).toBe(`https://api.telegram.org/bot${TOKEN}`);
	});
});

describe('the credential’s own test', () => {
	const telegram = new TelegramEmulator();
	beforeAll(async () => {
		await telegram.start();
		telegram.addBot({ token: TOKEN, username: 'shop_bot', firstName: 'Shop' });
		telegram.addBot({ token: '5:AAbb', username: 'test_bot', firstName: 'Test', test: true });
	});
	afterAll(async () => await telegram.stop());

	/** Sends the request of the test as n8n would, and finds the rule that it would apply. */
	async function tested(data: Partial<typeof stored>) {
		const { method = 'GET', url = '', disableFollowRedirect } = credential.test.request;
		const options = await sign({ method, url }, { ...stored, apiRoot: telegram.url, ...data });
		const redirect = disableFollowRedirect === true ? 'manual' : 'follow';
		const { status } = await fetch(urlOf(options), { method, redirect });
		const rule = (credential.test.rules ?? []).find(
			({ type, properties }) =>
				type === 'responseCode' && 'value' in properties && properties.value === status,
		);
		return { status, message: rule?.properties.message };
	}

	it('passes with the right token', async () => {
		expect(await tested({})).toEqual({ status: 200, message: undefined });
		expect(await tested({ accessToken: '5:AAbb', environment: 'test' })).toEqual({
			status: 200,
			message: undefined,
		});
	});

	it.each([
		['a token that was revoked', { accessToken: '123456789:AAwrong' }, 401, 'does not know this token'],
		['a token of the other environment', { accessToken: '5:AAbb' }, 401, 'does not know this token'],
		['a token that is none', { accessToken: 'hello' }, 404, 'does not have the form'],
		['no token', { accessToken: '' }, 404, 'does not have the form'],
	])('says what is wrong with %s', async (_, data, status, words) => {
		expect(await tested(data)).toEqual({ status, message: expect.stringContaining(words) as string });
	});

	it('says what is wrong with a token that a server of one’s own does not serve', async () => {
		telegram.settings.front = 'local';
		expect(await tested({ accessToken: 'abc:def' })).toMatchObject({
			status: 421,
			message: expect.any(String) as string,
		});
		telegram.reset();
	});

	it.each([301, 302, 307, 308])(
		'does not go where HTTP %i leads, as no message would either',
		async (status) => {
			telegram.failNext({ status, body: '', headers: { location: `${telegram.url}/bot${TOKEN}/getMe` } });
			expect(await tested({})).toEqual({
				status,
				message: expect.stringContaining('leads elsewhere') as string,
			});
		},
	);
});

describe('its fields', () => {
	it('hide the secret one, and all have a name that people understand', () => {
		const secret = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
		expect(secret.map(({ name }) => name)).toEqual(['accessToken']);
		for (const { displayName } of credential.properties) expect(displayName).toMatch(/^[A-Z]/);
	});

	it('have defaults with which only the token is missing', () => {
		const defaults = Object.fromEntries(
			credential.properties.map(({ name, default: value }) => [name, value]),
		);
		expect(defaults).toEqual({ ...stored, accessToken: '' });
	});
});
