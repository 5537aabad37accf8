import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { esputnik as gateway } from '../../client/esputnik/gateway';
import { BotGatewayEsputnikApi } from '../../credentials/BotGatewayEsputnikApi.credentials';

const credential = new BotGatewayEsputnikApi();
const stored = { apiKey: ' k3y:ü ', host: 'esputnik.com', baseUrl: '' };

async function sign(
	options: IHttpRequestOptions,
	data: ICredentialDataDecryptedObject = stored,
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	return await credential.authenticate(data, options);
}

const url = '/v1/account/info';

it('puts the key as the password of Basic into a header, and nowhere else', async () => {
	const options = Object.freeze({
		method: 'POST' as const,
		url,
		qs: { a: 'b' },
		body: { c: 'd' },
		headers: Object.freeze({ accept: 'x' }),
	});
	expect(await sign(options)).toEqual({
		...options,
		baseURL: 'https://esputnik.com/api',
		headers: { accept: 'x', authorization: `Basic ${Buffer.from('user:k3y:ü').toString('base64')}` },
	});
	expect(options.headers).toEqual({ accept: 'x' });
});

it.each([
	[{ host: 'yespo.io' }, 'https://yespo.io/api'],
	[{ host: 'api.yespo.io' }, 'https://api.yespo.io/api'],
	[{ host: 'reteno.com' }, 'https://reteno.com/api'],
	[{ host: 'own', baseUrl: ' http://127.0.0.1:1/api// ' }, 'http://127.0.0.1:1/api'],
	[{ host: 'own', baseUrl: '' }, 'https://esputnik.com/api'],
	[{ host: undefined }, 'https://esputnik.com/api'],
	[{ host: 'esputnik.com', baseUrl: 'http://left-over' }, 'https://esputnik.com/api'],
])('with %j asks %s', async (data, baseURL) => {
	const changed = { ...stored, ...data } as ICredentialDataDecryptedObject;
	expect(await sign({ url }, changed)).toMatchObject({ baseURL, url });
});

it('tests an account by what it tells about itself, without following a redirect that would carry the key on', () => {
	expect(credential.test.request).toMatchObject({ url, disableFollowRedirect: true });
	expect(
		credential.test.rules?.map(({ properties }) => ('value' in properties ? properties.value : null)),
	).toEqual([401, 403, 404, 429, 301, 302, 307, 308]);
});

it('asks for what is secret in hidden fields, and the gateway reads none of them', () => {
	const hidden = credential.properties
		.filter(({ typeOptions }) => typeOptions?.password === true)
		.map(({ name }) => name);
	expect(hidden).toEqual(['apiKey', 'webhookPassword', 'webhookSecret']);
	for (const name of gateway.settings ?? []) {
		expect(hidden).not.toContain(name);
		expect(credential.properties.map((property) => property.name)).toContain(name);
	}
});
