import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions } from 'n8n-workflow';

import { BotGatewayDeepLApi } from '../../credentials/BotGatewayDeepLApi.credentials';
import { BotGatewayLibreTranslateApi } from '../../credentials/BotGatewayLibreTranslateApi.credentials';

const deepl = new BotGatewayDeepLApi();
const libre = new BotGatewayLibreTranslateApi();

async function sign(
	credential: ICredentialType,
	data: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions = { method: 'POST', url: '/translate', body: { q: ['x'] } },
): Promise<IHttpRequestOptions> {
	if (typeof credential.authenticate !== 'function') throw new Error('it signs by function');
	return await credential.authenticate(data, Object.freeze(options));
}

describe('DeepL', () => {
	it.each([
		['k-1:fx', 'https://api-free.deepl.com'],
		[' k-1:fx ', 'https://api-free.deepl.com'],
		['k-1', 'https://api.deepl.com'],
	])('sends the key %j to %s, in the header', async (apiKey, baseURL) => {
		expect(await sign(deepl, { apiKey, host: 'byKey', baseUrl: 'https://other.example' })).toEqual({
			method: 'POST',
			url: '/translate',
			body: { q: ['x'] },
			baseURL,
			headers: { Authorization: `DeepL-Auth-Key ${apiKey.trim()}` },
		});
	});

	it('sends it to an address of one’s own', async () => {
		const data = { apiKey: 'k', host: 'own', baseUrl: ' https://api-us.deepl.com// ' };
		expect((await sign(deepl, data)).baseURL).toBe('https://api-us.deepl.com');
	});
});

describe('LibreTranslate', () => {
	it('puts the key into the body', async () => {
		expect(await sign(libre, { apiKey: ' k ', baseUrl: 'http://libre:5000/' })).toMatchObject({
			baseURL: 'http://libre:5000',
			body: { q: ['x'], api_key: 'k' },
		});
	});

	it('sends none where there is none', async () => {
		expect((await sign(libre, { apiKey: '', baseUrl: 'http://libre:5000' })).body).toEqual({ q: ['x'] });
	});
});

it.each([deepl, libre])(
	'$name follows no redirect in its test, and hides its key alone',
	({ test, properties }) => {
		expect(test.request.disableFollowRedirect).toBe(true);
		expect(
			properties.filter(({ typeOptions }) => typeOptions?.password === true).map(({ name }) => name),
		).toEqual(['apiKey']);
	},
);
