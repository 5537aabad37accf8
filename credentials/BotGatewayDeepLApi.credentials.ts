import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** An account of DeepL's API. n8n's own DeepL credential belongs to its own node. */
export class BotGatewayDeepLApi implements ICredentialType {
	name = 'botGatewayDeepLApi';

	displayName = 'Bot Gateway DeepL API';

	icon: Icon = { light: 'file:../icons/translate-deepl.svg', dark: 'file:../icons/translate-deepl.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#deepl';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'From the tab API Keys of your DeepL account',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'options',
			options: [
				{
					name: 'By the Key',
					value: 'byKey',
					description: 'The host of the free API for keys that end with :fx, else that of the paid one',
				},
				{ name: 'Own', value: 'own', description: 'A regional host, a proxy or a test' },
			],
			default: 'byKey',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://api-us.deepl.com',
			displayOptions: { show: { host: ['own'] } },
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...options,
		baseURL: baseUrlOf(credentials),
		headers: { ...options.headers, Authorization: `DeepL-Auth-Key ${keyOf(credentials)}` },
	});

	test: ICredentialTestRequest = {
		request: { method: 'GET', url: '/v2/usage', disableFollowRedirect: true },
		rules: [
			{
				type: 'responseCode',
				properties: { value: 403, message: 'DeepL does not accept this key, or not at this host' },
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: 'There is no DeepL API at this address' },
			},
			{
				type: 'responseCode',
				properties: { value: 456, message: 'The characters of this account are used up' },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'character_limit',
					value: undefined,
					message: 'What answers at this address is not the DeepL API',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}

const keyOf = ({ apiKey }: ICredentialDataDecryptedObject): string => String(apiKey ?? '').trim();

/** Source: DeepL API, "Access and authentication": keys of the free API end with `:fx`. */
function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const { host, baseUrl } = credentials;
	const own = host === 'own' ? String(baseUrl ?? '').trim() : '';
	const usual = keyOf(credentials).endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com';
	return (own || usual).replace(/\/+$/, '');
}
