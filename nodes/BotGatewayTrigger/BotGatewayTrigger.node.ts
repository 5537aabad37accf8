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

import { hasTrackedLinks } from '../../client/capability';
import { gateways, servicesWhere } from '../../client/gateways';
import { accountsOf } from '../../client/n8n/accounts';
import { CLICK_PATH } from '../../client/links/address';
import { answerClick, isClick } from './click';
import { hooks } from './hooks';
import { listen } from './listen';
import { properties } from './properties';
import { passOrWait } from './tryOut';
import { answerCall } from './webhook';

const receiving = gateways.filter(({ receiver }) => receiver !== undefined);

const withGet = servicesWhere(({ receiver }) => receiver?.webhook?.alsoGet === true);

const withClicks = servicesWhere(hasTrackedLinks);

/** Whether a node takes clicks on tracked links, as an expression. */
const WANTS_CLICKS = `${JSON.stringify(withClicks)}.includes($parameter["service"]) && $parameter["events"].includes("linkClicked")`;

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
			{
				// not in test runs, where $workflow.active is false: n8n would wait for a click and not poll
				name: 'setup',
				httpMethod: `={{ $workflow.active && ${WANTS_CLICKS} ? "GET,HEAD" : "" }}`,
				responseMode: 'onReceived',
				responseData: '',
				path: CLICK_PATH,
				ndvHideUrl: `={{ !(${WANTS_CLICKS}) }}`,
				ndvHideMethod: true,
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
		return isClick(this) ? await answerClick(this) : await answerCall(this);
	}
}
