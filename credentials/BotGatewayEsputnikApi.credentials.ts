import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { ofRedirects, ofStatus } from '../client/n8n/testRules';

const USUAL_HOST = 'esputnik.com';

/** An account of eSputnik, which is also called Yespo and Reteno. Its API key goes into a header of each request. */
export class BotGatewayEsputnikApi implements ICredentialType {
	name = 'botGatewayEsputnikApi';

	displayName = 'eSputnik API';

	icon: Icon = { light: 'file:../icons/esputnik.svg', dark: 'file:../icons/esputnik.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#esputnik';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Made in the settings of the account. Which right each request needs is not documented, so a key with all rights is best',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'options',
			options: [
				{ name: 'api.yespo.io', value: 'api.yespo.io' },
				{ name: 'esputnik.com', value: 'esputnik.com' },
				{ name: 'Own', value: 'own', description: 'A proxy or a test' },
				{ name: 'reteno.com', value: 'reteno.com' },
				{ name: 'yespo.io', value: 'yespo.io' },
			],
			default: USUAL_HOST,
			description: 'Where your account is. The service goes by three names with one and the same API',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://proxy.example.com/api',
			displayOptions: { show: { host: ['own'] } },
			description: 'Everything that stands before /v1',
		},
		{
			displayName: 'App UUID',
			name: 'appUuid',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8b2e65d9-060b-4c61-bbd7-73c6796fa504',
			description:
				'The application ID of the connected bot, as My Bots in the settings of the account shows it. Needed to register people who started the bot and by the trigger, not to send',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Kyiv',
			description:
				'The time zone of the user who set the webhook up. eSputnik writes times without a zone; that they are in this one is assumed. When it is empty, events say when they were received, not when they happened',
		},
		{
			displayName: 'Webhook Login',
			name: 'webhookLogin',
			type: 'string',
			default: '',
			description: 'The login that you enter with the webhook in the data export of the account',
		},
		{
			displayName: 'Webhook Password',
			name: 'webhookPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The password that you enter with the webhook. Without it and without a secret, the trigger refuses all calls',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Instead of login and password: the value of a custom header named X-Webhook-Secret that you enter with the webhook',
		},
	];

	/** Puts host and key into a copy of the request. The service ignores the user name before the key. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...options,
		baseURL: baseUrlOf(credentials),
		headers: { ...options.headers, authorization: `Basic ${keyOf(credentials)}` },
	});

	test: ICredentialTestRequest = {
		request: { url: '/v1/account/info', disableFollowRedirect: true },
		rules: [
			ofStatus(401, 'eSputnik does not accept this API key'),
			ofStatus(403, 'eSputnik does not let this API key read the account: use one with all rights'),
			ofStatus(404, 'There is no eSputnik API at this address'),
			ofStatus(429, 'eSputnik was asked too often: try again in a minute'),
			...ofRedirects('The base URL leads elsewhere. Enter the address it leads to'),
		],
	};
}

const keyOf = ({ apiKey }: ICredentialDataDecryptedObject): string =>
	Buffer.from(`user:${String(apiKey ?? '').trim()}`, 'utf8').toString('base64');

function baseUrlOf({ host, baseUrl }: ICredentialDataDecryptedObject): string {
	const own = String(baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (host === 'own' && own !== '') return own;
	return `https://${host === 'own' ? USUAL_HOST : String(host ?? '') || USUAL_HOST}/api`;
}
