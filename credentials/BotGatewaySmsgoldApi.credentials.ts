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

const BOT_BASE_URL = 'https://webapi.smsgold.ru';
const SMS_BASE_URL = 'https://web.smsgold.ru';

/** An account of SMSGOLD. The service has no token: user and password travel in each request. */
export class BotGatewaySmsgoldApi implements ICredentialType {
	name = 'botGatewaySmsgoldApi';

	displayName = 'SMSGOLD API';

	icon: Icon = { light: 'file:../icons/smsgold.svg', dark: 'file:../icons/smsgold.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#smsgold';

	properties: INodeProperties[] = [
		{
			displayName: 'User ID',
			name: 'user',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 12345.1',
			description: 'The ID of the system user, as the SMSGOLD cabinet shows it',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The password of the system user',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: BOT_BASE_URL,
			description: 'Where the bot API listens. Change it only for a proxy or for tests',
		},
		{
			displayName: 'SMS Base URL',
			name: 'smsBaseUrl',
			type: 'string',
			default: SMS_BASE_URL,
			description: 'Where the SMS API listens. Change it only for a proxy or for tests',
		},
	];

	/** Puts the account into a copy of the request: into the query of a GET, into the body of anything else. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		// `12345.1` is a name, not a number: it stays a string even if it was stored otherwise
		const account: Account = {
			user: String(credentials.user ?? ''),
			pass: String(credentials.password ?? ''),
		};
		const signed = { ...options, baseURL: baseUrlOf(credentials, options) };
		const { method = 'GET', body } = options;
		if (method === 'GET') return { ...signed, qs: { ...options.qs, ...account } };
		if (body instanceof URLSearchParams || isForm(options)) {
			return { ...signed, ...formOf(options, account) };
		}
		if (body === undefined || isPlainObject(body)) return { ...signed, body: { ...body, auth: account } };
		return signed;
	};

	// No rule on the body of a good answer: n8n's check of it breaks off on an empty list, which an account
	// without bots may well answer.
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/v1/telegram/bot/bots/',
			disableFollowRedirect: true,
		},
		rules: [
			ofStatus(401, 'SMSGOLD does not accept this user ID and password'),
			ofStatus(403, 'SMSGOLD does not let this user use the bot API'),
			ofStatus(404, 'There is no SMSGOLD bot API at the Base URL'),
			...ofRedirects('The Base URL leads elsewhere. Enter the address it leads to'),
		],
	};
}

interface Account {
	user: string;
	pass: string;
}

const FORM = 'application/x-www-form-urlencoded';

/** The SMS API lives on a host of its own; its paths begin with `/http2/`. */
function baseUrlOf(
	credentials: ICredentialDataDecryptedObject,
	{ url }: Partial<IHttpRequestOptions>,
): string {
	// n8n's HTTP Request node brings a `uri` instead, whole
	const [given, usual] = url?.startsWith('/http2/')
		? [credentials.smsBaseUrl, SMS_BASE_URL]
		: [credentials.baseUrl, BOT_BASE_URL];
	return (
		String(given ?? '')
			.trim()
			.replace(/\/+$/, '') || usual
	);
}

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type';

const isForm = ({ headers = {} }: IHttpRequestOptions): boolean =>
	Object.entries(headers).some(
		([name, value]) => isContentType(name) && String(value).toLowerCase().startsWith(FORM),
	);

/** Written out here, because n8n drops some forms that it should write itself; a name never travels twice. */
function formOf({ body, headers = {} }: IHttpRequestOptions, account: Account) {
	const given = isPlainObject(body)
		? (body as Record<string, string>)
		: (body as URLSearchParams | string | undefined);
	const form = new URLSearchParams(given);
	form.set('user', account.user);
	form.set('pass', account.pass);
	const others = Object.fromEntries(Object.entries(headers).filter(([name]) => !isContentType(name)));
	return { body: form.toString(), headers: { ...others, 'content-type': FORM } };
}

/** A JSON object to be; not a list, a file's bytes or a form that is already written. */
function isPlainObject(body: unknown): body is IDataObject {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
	const prototype: unknown = Object.getPrototypeOf(body);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
