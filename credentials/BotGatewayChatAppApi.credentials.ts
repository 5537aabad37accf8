import { randomUUID } from 'node:crypto';

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

import { canonicalQuery, sign, type Keys } from '../client/chatApp/sign';

const ENDPOINT = 'cams.ap-southeast-1.aliyuncs.com';
const FORM = 'application/x-www-form-urlencoded';

/** An AccessKey of Alibaba Cloud and the one bot that it is used for. The key signs each request and never leaves here. */
export class BotGatewayChatAppApi implements ICredentialType {
	name = 'botGatewayChatAppApi';

	displayName = 'Alibaba Cloud Chat App API';

	icon: Icon = { light: 'file:../icons/chat-app.svg', dark: 'file:../icons/chat-app.dark.svg' };

	documentationUrl =
		'https://github.com/bot-gateway/n8n-nodes-bot-gateway/blob/main/docs/credentials.md#alibaba-cloud-chat-app';

	properties: INodeProperties[] = [
		{
			displayName: 'AccessKey ID',
			name: 'accessKeyId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. LTAI5t…',
			description: 'Of a RAM user that may use Chat App (cams:…)',
		},
		{
			displayName: 'AccessKey Secret',
			name: 'accessKeySecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The secret that was shown once, when the AccessKey was made',
		},
		{
			displayName: 'Security Token',
			name: 'securityToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for temporary keys (STS); empty for a usual AccessKey',
		},
		{
			displayName: 'Channel',
			name: 'channel',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. cams-8c8…',
			description: 'The ID of the Telegram channel (CustSpaceId), as Channel Management shows it',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. my_shop_bot',
			description:
				'What the service knows the bot of this channel by (From). It does not document what that is for Telegram, so it is sent as you write it',
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: ENDPOINT,
			description: 'Where the API listens. Singapore is the only host that is documented',
		},
		{
			displayName: 'Parameters',
			name: 'placement',
			type: 'options',
			options: [
				{
					name: 'Content in the Query, the Rest in the Body',
					value: 'split',
					description: 'As its older SDK for Node.js sends them',
				},
				{
					name: 'In the Body',
					value: 'body',
					description:
						'Not documented. Try it when long messages are refused: an address may only be so long',
				},
				{
					name: 'In the Query',
					value: 'query',
					description: 'As the current SDK of the service sends them',
				},
			],
			default: 'query',
			description: 'Where the parameters of a request stand',
		},
	];

	/** Signs a copy of the request. Date and nonce are new for every attempt: a nonce is taken once. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		{ qs, baseURL: _, ...options }: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { method = 'GET', body: given, headers, url } = options;
		const target = new URL(url || '/', endpointOf(credentials));
		const parameters = { ...Object.fromEntries(target.searchParams), ...textsOf(qs) };
		const inQuery =
			method === 'POST' && given === undefined ? IN_QUERY.get(credentials.placement) : undefined;
		const { query, body } = inQuery
			? split(parameters, inQuery)
			: { query: parameters, body: typeof given === 'string' ? given : '' };
		const signed = sign(
			{
				method,
				host: target.host,
				// n8n's request helper writes this header for every POST, and what is there has to be signed
				headers: { ...(method === 'POST' && { 'content-type': FORM }), ...textsOf(headers) },
				query,
				body,
			},
			keysOf(credentials),
			{ date: new Date(), nonce: randomUUID() },
		);
		const text = canonicalQuery(query);
		return {
			...options,
			// written by the encoder that signed it, and not as `qs`, which would be encoded in another way
			url: `${target.origin}/${text === '' ? '' : `?${text}`}`,
			headers: signed,
			...(body !== '' && { body }),
		};
	};

	// 403 is let through: it says that the key is valid and lacks a permission, maybe only that for this question.
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '/',
			headers: {
				accept: 'application/json',
				'x-acs-action': 'GetChatappOpenStatus',
				'x-acs-version': '2020-06-06',
			},
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [301, 302, 307, 308, 400, 401, 404, 429, 500, 502, 503],
			},
		},
		// n8n looks at each rule by its type; only its types want them all of one
		rules: RULES as IAuthenticateRuleResponseCode[],
	};
}

const KEY_REFUSED =
	'Alibaba Cloud does not accept this AccessKey. Check the ID, the secret, the security token, the endpoint and the clock of this machine';

const ofStatus = (value: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value, message },
});

const ofCode = (value: string | undefined, message: string): IAuthenticateRuleResponseSuccessBody => ({
	type: 'responseSuccessBody',
	properties: { key: 'Code', value, message },
});

const RULES: Array<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody> = [
	...[400, 401, 404].map((status) => ofStatus(status, KEY_REFUSED)),
	...[301, 302, 307, 308].map((status) =>
		ofStatus(status, 'The Endpoint leads elsewhere. Enter the host it leads to'),
	),
	// the service may say no with any HTTP status
	...[
		'SignatureDoesNotMatch',
		'IncompleteSignature',
		'InvalidAccessKeyId.NotFound',
		'InvalidAccessKeyId.Inactive',
	].map((code) => ofCode(code, `${KEY_REFUSED} (${code})`)),
	ofCode(undefined, 'There is no Chat App at the Endpoint'),
];

/** A host as people write it, or a whole address, which also says whether to speak HTTPS. */
function endpointOf({ endpoint }: ICredentialDataDecryptedObject): string {
	const typed = String(endpoint ?? '').trim() || ENDPOINT;
	return /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
}

function keysOf({ accessKeyId, accessKeySecret, securityToken }: ICredentialDataDecryptedObject): Keys {
	const text = (value: unknown): string => String(value ?? '').trim();
	return { id: text(accessKeyId), secret: text(accessKeySecret), securityToken: text(securityToken) };
}

const textsOf = (values: IDataObject | undefined): Record<string, string> =>
	Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value ?? '')]));

/** What stays in the query where the rest goes into the body, by placement. */
const IN_QUERY: ReadonlyMap<unknown, ReadonlySet<string>> = new Map([
	['split', new Set(['Content', 'Payload'])],
	['body', new Set<string>()],
]);

function split(
	parameters: Record<string, string>,
	inQuery: ReadonlySet<string>,
): { query: Record<string, string>; body: string } {
	const those = (wanted: boolean): Record<string, string> =>
		Object.fromEntries(Object.entries(parameters).filter(([name]) => inQuery.has(name) === wanted));
	return { query: those(true), body: canonicalQuery(those(false)) };
}
