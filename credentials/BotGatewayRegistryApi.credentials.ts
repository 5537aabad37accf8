import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** The n8n whose data table holds the subscribers; nearly always the one that this runs in. */
export class BotGatewayRegistryApi implements ICredentialType {
	name = 'botGatewayRegistryApi';

	displayName = 'Bot Gateway Registry API';

	icon: Icon = { light: 'file:../icons/registry.svg', dark: 'file:../icons/registry.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#registry-of-subscribers';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'http://localhost:5678/api/v1',
			placeholder: 'e.g. https://n8n.example.com/api/v1',
			description: 'The public API of the n8n that keeps the list, as n8n itself can reach it',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Made in n8n under Settings → n8n API, with the scopes for data tables',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseURL = String(credentials.baseUrl ?? '')
			.trim()
			.replace(/\/+$/, '');
		const headers = { ...options.headers, 'X-N8N-API-KEY': String(credentials.apiKey ?? '').trim() };
		return { ...options, baseURL, headers };
	};

	test: ICredentialTestRequest = {
		request: { method: 'GET', url: '/data-tables', qs: { limit: 1 }, disableFollowRedirect: true },
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'n8n does not accept this API key' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'The API key lacks the scope dataTable:list: give it the scopes that the docs list',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no n8n public API with data tables at the Base URL: it ends with /api/v1, and n8n is 2.41 or newer',
				},
			},
			{
				// elsewhere n8n answers 200 with the page of its editor; a list always says where the next page is
				type: 'responseSuccessBody',
				properties: {
					key: 'nextCursor',
					value: undefined,
					message: 'What answers at the Base URL is not n8n’s public API: the URL ends with /api/v1',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
