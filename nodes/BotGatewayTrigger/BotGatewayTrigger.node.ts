import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { gateways, servicesWhere } from '../../client/gateways';
import { accountsOf } from '../../client/n8n/accounts';
import { hooks } from './hooks';
import { listen } from './listen';
import { properties } from './properties';
import { passOrWait } from './tryOut';
import { answerCall } from './webhook';

const receiving = gateways.filter(({ receiver }) => receiver !== undefined);

const withGet = servicesWhere(({ receiver }) => receiver?.webhook?.alsoGet === true);

export class BotGatewayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bot Gateway Trigger',
		name: 'botGatewayTrigger',
		icon: { light: 'file:../../icons/bot-gateway.svg', dark: 'file:../../icons/bot-gateway.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["receive"] + " (" + $parameter["service"] + ")" }}',
		description: 'Starts the workflow when somebody writes, presses a button or subscribes to a bot',
		eventTriggerDescription: '',
		activationMessage: 'The workflow now starts with each event of the bot.',
		defaults: { name: 'Bot Gateway Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: accountsOf(receiving),
		// n8n registers no webhook whose method is empty: that is how one node either listens or is called
		webhooks: [
			{
				name: 'default',
				httpMethod: '={{ $parameter["receive"] === "webhook" ? "POST" : "" }}',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
				ndvHideUrl: '={{ $parameter["receive"] !== "webhook" }}',
			},
			{
				name: 'setup',
				httpMethod: `={{ $parameter["receive"] === "webhook" && ${JSON.stringify(withGet)}.includes($parameter["service"]) ? "GET" : "" }}`,
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
				ndvHideUrl: true,
			},
		],
		properties: properties(),
	};

	webhookMethods = hooks;

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse | undefined> {
		return await listen(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await passOrWait(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerCall(this);
	}
}
