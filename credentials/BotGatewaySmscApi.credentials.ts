import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { BACKUP_HOST } from '../client/http/host';
import { ofRedirects } from '../client/n8n/testRules';

const USUAL_HOST = 'smsc.ru';
const FORM = 'application/x-www-form-urlencoded';

/** An account of SMSC. What is secret goes into the body of a POST, never into a URL. */
export class BotGatewaySmscApi implements ICredentialType {
	name = 'botGatewaySmscApi';

	displayName = 'SMSC API';

	icon: Icon = { light: 'file:../icons/smsc.svg', dark: 'file:../icons/smsc.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#smsc';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'API Key', value: 'apiKey' },
				{ name: 'Login and Password', value: 'login' },
			],
			default: 'apiKey',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['apiKey'] } },
			description: 'Made on the page of passwords in the SMSC cabinet',
		},
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['login'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['login'] } },
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'options',
			options: [
				{ name: 'Own', value: 'own', description: 'Another brand of the service, a proxy or a test' },
				{ name: 'smsc.kz', value: 'smsc.kz' },
				{ name: 'smsc.ru', value: 'smsc.ru' },
				{ name: 'smsc.ua', value: 'smsc.ua' },
				{ name: 'smscentre.com', value: 'smscentre.com' },
			],
			default: USUAL_HOST,
			description: 'Where your account is. When it cannot be connected to, its backup www2 is asked',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://billing.example.com',
			displayOptions: { show: { host: ['own'] } },
		},
		{
			displayName: 'Backup Base URL',
			name: 'backupBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www2.billing.example.com',
			displayOptions: { show: { host: ['own'] } },
			description: 'Asked when the base URL cannot be connected to; leave it empty if there is none',
		},
		{
			displayName: 'Bots',
			name: 'bots',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. @my_shop_bot',
			description:
				'The names of your bots, one a line or with commas. SMSC cannot list them, so the lists of the node show these',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: 'Europe/Moscow',
			placeholder: 'e.g. Europe/Moscow',
			description: 'The time zone of the account, in which SMSC writes its dates',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for receiving by webhook: the secret word that stands beside the handler URL in the SMSC cabinet. Use latin letters and digits, which are the same bytes in every charset',
		},
	];

	/** Puts host and account into a copy of the request; the account goes into a form or a JSON body. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const signed = { ...options, baseURL: baseUrlOf(credentials, options.baseURL === BACKUP_HOST) };
		const { method = 'GET', body } = options;
		// the account would stand in the URL
		if (method === 'GET') return signed;
		const account = accountOf(credentials);
		if (body === undefined || body instanceof URLSearchParams || isForm(options)) {
			return { ...signed, ...formOf(options, account) };
		}
		return isPlainObject(body) ? { ...signed, body: { ...body, ...account } } : signed;
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '/sys/balance.php',
			headers: { 'content-type': FORM },
			body: { fmt: '3', charset: 'utf-8' },
			disableFollowRedirect: true,
		},
		// n8n looks at each rule by its type; only its types want them all of one
		rules: RULES as IAuthenticateRuleResponseSuccessBody[],
	};
}

/** What the service answers to a question for the balance, with HTTP 200. */
const ERRORS: ReadonlyArray<[code: number, message: string]> = [
	[1, 'SMSC does not understand the request: check the host'],
	[
		2,
		'SMSC does not accept this login or key. The page /ips/ of its cabinet may also keep this machine’s address out',
	],
	[4, 'SMSC has blocked the address of this machine for a while, after too many wrong requests'],
	[9, 'SMSC was asked for the balance too often: try again in a minute'],
];

const RULES: Array<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody> = [
	...ofRedirects('The host leads elsewhere. Enter the address it leads to'),
	...ERRORS.map(([value, message]): IAuthenticateRuleResponseSuccessBody => ({
		type: 'responseSuccessBody',
		properties: { key: 'error_code', value, message },
	})),
	// a page of somebody else's is a good answer, too, until one looks for a balance
	{
		type: 'responseSuccessBody',
		properties: { key: 'balance', value: undefined, message: 'No SMSC answers there: check the host' },
	},
];

/** The parameters by which the service knows an account. */
function accountOf({
	authentication,
	apiKey,
	login,
	password,
}: ICredentialDataDecryptedObject): Record<string, string> {
	if (authentication === 'login') return { login: String(login ?? ''), psw: String(password ?? '') };
	return { apikey: String(apiKey ?? '').trim() };
}

function baseUrlOf(credentials: ICredentialDataDecryptedObject, backup: boolean): string {
	const { host, baseUrl, backupBaseUrl } = credentials;
	if (host !== 'own') return `https://${backup ? 'www2.' : ''}${String(host ?? '') || USUAL_HOST}`;
	const [main, other] = [baseUrl, backupBaseUrl].map((url) => String(url ?? '').trim());
	return ((backup && other) || main || `https://${USUAL_HOST}`).replace(/\/+$/, '');
}

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type';

const isForm = ({ headers = {} }: IHttpRequestOptions): boolean =>
	Object.entries(headers).some(
		([name, value]) => isContentType(name) && String(value).toLowerCase().startsWith(FORM),
	);

/** Written out here, because n8n drops some forms that it should write itself; a name never travels twice. */
function formOf({ body, headers = {} }: IHttpRequestOptions, account: Record<string, string>) {
	const given = isPlainObject(body)
		? (body as Record<string, string>)
		: (body as URLSearchParams | string | undefined);
	const form = new URLSearchParams(given);
	for (const [name, value] of Object.entries(account)) form.set(name, value);
	const others = Object.fromEntries(Object.entries(headers).filter(([name]) => !isContentType(name)));
	return { body: form.toString(), headers: { ...others, 'content-type': FORM } };
}

/** A JSON object to be; not a list, a file's bytes or a form that is already written. */
function isPlainObject(body: unknown): body is IDataObject {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
	const prototype: unknown = Object.getPrototypeOf(body);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
