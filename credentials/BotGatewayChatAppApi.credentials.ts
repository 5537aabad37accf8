import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authorize, HOSTS } from '../client/chatApp/authorize';
import { ofRedirects, ofStatus, REDIRECTS } from '../client/n8n/testRules';

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
			default: HOSTS.endpoint,
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
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For receiving by webhook. When set, only calls whose address ends in <code>?secret=…</code> with this word are taken: the service signs nothing. Letters and digits are best',
		},
		{
			displayName: 'Inbound Queue',
			name: 'inboundQueue',
			type: 'string',
			default: '',
			placeholder: 'e.g. Alicom-Queue-1000-ChatAppInbound',
			description:
				'For receiving by polling: the MO Message Queue, as Configure Webhook shows it under Message Queue Monitoring in the console',
		},
		{
			displayName: 'Status Queue',
			name: 'statusQueue',
			type: 'string',
			default: '',
			placeholder: 'e.g. Alicom-Queue-1000-ChatAppStatus',
			description: 'For receiving by polling: the Message Receipt Queue, shown at the same place',
		},
		{
			displayName: 'Notification Queue',
			name: 'notificationQueue',
			type: 'string',
			default: '',
			placeholder: 'e.g. Alicom-Queue-1000-ChatAppAudit',
			description: 'For receiving by polling: the Notification Queue, shown at the same place',
		},
		{
			displayName: 'Queue Endpoint',
			name: 'queueEndpoint',
			type: 'string',
			default: HOSTS.queueEndpoint,
			description:
				'Where the queues are. The service does not document it: this is the host of its SMS product on the international site. In China that is 1943695596114318.mns.cn-hangzhou.aliyuncs.com',
		},
		{
			displayName: 'Token Endpoint',
			name: 'dybaseEndpoint',
			type: 'string',
			default: HOSTS.dybaseEndpoint,
			description: 'Where the keys of the queues are handed out. In China it is dybaseapi.aliyuncs.com',
		},
		{
			displayName: 'Token Signature',
			name: 'dybaseSignature',
			type: 'options',
			options: [
				{
					name: 'ACS3-HMAC-SHA256',
					value: 'v3',
					description: 'As for all other requests. Not documented for this one',
				},
				{ name: 'HMAC-SHA1', value: 'v1', description: 'As the SDK of the service signs it' },
			],
			default: 'v1',
			description: 'How the request for the keys of the queues is signed',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => authorize(credentials, request);

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
				except: [...REDIRECTS, 400, 401, 404, 429, 500, 502, 503],
			},
		},
		// n8n looks at each rule by its type; only its types want them all of one
		rules: RULES as IAuthenticateRuleResponseCode[],
	};
}

const KEY_REFUSED =
	'Alibaba Cloud does not accept this AccessKey. Check the ID, the secret, the security token, the endpoint and the clock of this machine';

const ofCode = (value: string | undefined, message: string): IAuthenticateRuleResponseSuccessBody => ({
	type: 'responseSuccessBody',
	properties: { key: 'Code', value, message },
});

const RULES: Array<IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody> = [
	...[400, 401, 404].map((status) => ofStatus(status, KEY_REFUSED)),
	...ofRedirects('The Endpoint leads elsewhere. Enter the host it leads to'),
	// the service may say no with any HTTP status
	...[
		'SignatureDoesNotMatch',
		'IncompleteSignature',
		'InvalidAccessKeyId.NotFound',
		'InvalidAccessKeyId.Inactive',
	].map((code) => ofCode(code, `${KEY_REFUSED} (${code})`)),
	ofCode(undefined, 'There is no Chat App at the Endpoint'),
];
