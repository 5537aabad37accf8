import { isSecret, SECRET_HERE, secretOf } from '../../client/telegram/secret';
import { BotGatewayTelegramApi } from '../../credentials/BotGatewayTelegramApi.credentials';

const TOKEN = '123456:AAbbccddeeffgghhiijjkkllmmnnooppqq';
const URL_OF_NODE = 'https://n8n.example.com/webhook/4f1c/webhook';

describe('the secret of a webhook', () => {
	it('has the alphabet and length that Telegram takes', () => {
		expect(secretOf(TOKEN, URL_OF_NODE)).toMatch(/^[\w-]{43}$/);
	});

	it('is the same for the test address and the production address of a node', () => {
		const test = URL_OF_NODE.replace('/webhook/', '/webhook-test/');
		expect(secretOf(TOKEN, test)).toBe(secretOf(TOKEN, URL_OF_NODE));
	});

	it('is another one for another token, node or n8n', () => {
		const others = [
			secretOf(`${TOKEN}x`, URL_OF_NODE),
			secretOf(TOKEN, URL_OF_NODE.replace('4f1c', '4f1d')),
			secretOf(TOKEN, URL_OF_NODE.replace('n8n.', 'staging.')),
		];
		expect(new Set([...others, secretOf(TOKEN, URL_OF_NODE)]).size).toBe(4);
	});

	it('opens to nothing but itself', () => {
		const secret = secretOf(TOKEN, URL_OF_NODE);
		expect(isSecret(secret, TOKEN, URL_OF_NODE)).toBe(true);
		for (const wrong of [undefined, '', secret.slice(1), `${secret}a`, secret.toLowerCase(), SECRET_HERE]) {
			expect(isSecret(wrong, TOKEN, URL_OF_NODE)).toBe(false);
		}
		expect(isSecret(secretOf('', URL_OF_NODE), '', URL_OF_NODE)).toBe(false);
	});
});

describe('the credential', () => {
	const { authenticate } = new BotGatewayTelegramApi();
	const sign = async (options: object) => {
		if (typeof authenticate !== 'function') throw new Error('it signs by a function');
		return await authenticate({ accessToken: TOKEN, apiRoot: 'https://api.example.com/' }, options as never);
	};

	it('puts the secret where it is asked for, and nowhere else', async () => {
		const body = { url: URL_OF_NODE, secret_token: SECRET_HERE };
		const signed = await sign({ url: '/setWebhook', method: 'POST', body });
		expect(signed.body).toEqual({ url: URL_OF_NODE, secret_token: secretOf(TOKEN, URL_OF_NODE) });
		expect(body.secret_token).toBe(SECRET_HERE);
		expect((await sign({ url: '/setWebhook', body: { url: 'x', secret_token: 'own' } })).body).toEqual({
			url: 'x',
			secret_token: 'own',
		});
		expect(await sign({ url: '/getMe' })).not.toHaveProperty('body');
	});

	it('finds files beside the methods', async () => {
		expect(await sign({ url: '/file/photos/a.jpg' })).toMatchObject({
			baseURL: `https://api.example.com/file/bot${TOKEN}`,
			url: '/photos/a.jpg',
		});
	});
});
