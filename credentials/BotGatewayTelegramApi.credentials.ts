import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { ofRedirects, ofStatus } from '../client/n8n/testRules';
import { SECRET_HERE, secretOf } from '../client/telegram/secret';

/** Files lie beside the methods: `/file/bot<token>/<path>`. */
const FILES = '/file/';

/** Whether a webhook is being set, whose secret is made here, where the token is. */
const asksForSecret = (body: unknown): body is IDataObject =>
	typeof body === 'object' && body !== null && 'secret_token' in body && body.secret_token === SECRET_HERE;

/** A bot of the user's own: the token goes into the path of every request, and nowhere else. */
export class BotGatewayTelegramApi implements ICredentialType {
	name = 'botGatewayTelegramApi';

	displayName = 'Telegram Bot (Bot Gateway) API';

	icon: Icon = { light: 'file:../icons/telegram-bot.svg', dark: 'file:../icons/telegram-bot.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#telegram-bot';

	properties: INodeProperties[] = [
		{
			displayName: 'Bot Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. 123456789:AAE…',
			description: 'The token that @BotFather gave when the bot was made',
		},
		{
			displayName: 'API Root',
			name: 'apiRoot',
			type: 'string',
			default: 'https://api.telegram.org',
			description: 'Change it only for a Bot API server of your own',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{
					name: 'Test',
					value: 'test',
					description: 'Telegram’s test servers, for bots that were made there',
				},
			],
			default: 'production',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const root = String(credentials.apiRoot ?? '')
			.trim()
			.replace(/\/+$/, '');
		const token = String(credentials.accessToken ?? '').trim();
		const environment = credentials.environment === 'test' ? '/test' : '';
		const account = `bot${token}${environment}`;
		// n8n's HTTP Request node brings a `uri` instead of a `url`
		const { url = '', body } = requestOptions as Partial<IHttpRequestOptions>;
		if (url.startsWith(FILES)) {
			return { ...requestOptions, baseURL: `${root}${FILES}${account}`, url: url.slice(FILES.length - 1) };
		}
		return {
			...requestOptions,
			baseURL: `${root}/${account}`,
			...(asksForSecret(body) && { body: { ...body, secret_token: secretOf(token, String(body.url)) } }),
		};
	};

	test: ICredentialTestRequest = {
		request: { method: 'POST', url: '/getMe', disableFollowRedirect: true },
		rules: [
			ofStatus(401, 'Telegram does not know this token: check it with @BotFather'),
			ofStatus(
				404,
				'Check the token: it does not have the form that Telegram gives, or the API root is not a Bot API server',
			),
			ofStatus(421, 'Check the token: this Bot API server does not serve it'),
			...ofRedirects('The API root leads elsewhere. Enter the address it leads to'),
		],
	};
}
