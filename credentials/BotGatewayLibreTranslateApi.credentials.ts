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

/** A LibreTranslate: the public one, or one of your own, which may want no key. */
export class BotGatewayLibreTranslateApi implements ICredentialType {
	name = 'botGatewayLibreTranslateApi';

	displayName = 'Bot Gateway LibreTranslate API';

	icon: Icon = { light: 'file:../icons/translate-libre.svg', dark: 'file:../icons/translate-libre.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#libretranslate';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://libretranslate.com',
			placeholder: 'e.g. http://libretranslate:5000',
			description: 'Where it is, as n8n can reach it, without /translate',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Empty where the server asks for none',
		},
	];

	/** The key goes into the JSON body, where LibreTranslate reads it, and never into a URL. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseURL = String(credentials.baseUrl ?? '')
			.trim()
			.replace(/\/+$/, '');
		const key = String(credentials.apiKey ?? '').trim();
		if (key === '') return { ...options, baseURL };
		return { ...options, baseURL, body: { ...(options.body as IDataObject | undefined), api_key: key } };
	};

	/** A number needs no model, and is still asked for its key. Source: LibreTranslate, app.py, `translate`. */
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '/translate',
			body: { q: '1', source: 'en', target: 'en', format: 'text' },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 403, message: 'LibreTranslate does not accept this API key' },
			},
			{
				type: 'responseCode',
				properties: { value: 400, message: 'This LibreTranslate wants an API key' },
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: 'There is no LibreTranslate at the Base URL' },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'translatedText',
					value: undefined,
					message: 'What answers at the Base URL is not LibreTranslate',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
