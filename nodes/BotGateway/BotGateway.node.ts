import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { gateways } from '../../client/gateways';
import { accountsOf } from '../../client/n8n/accounts';
import { route } from './actions/router';
import { searchBots, searchPrepared, subscriberSearch } from '../../client/n8n/lists';
import { findOperation } from './actions/resources';
import { answerQuestion, answerWebhooks } from './ask/answer';
import { properties } from './properties';

export class BotGateway implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bot Gateway',
		name: 'botGateway',
		icon: { light: 'file:../../icons/bot-gateway.svg', dark: 'file:../../icons/bot-gateway.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] + ": " + $parameter["resource"] + " (" + $parameter["service"] + ")" }}',
		description: 'Reach people through messenger bots, directly or through a bot gateway service',
		defaults: { name: 'Bot Gateway' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: accountsOf(gateways),
		webhooks: answerWebhooks,
		waitingNodeTooltip: 'The execution continues when the person has answered',
		properties: properties(),
	};

	methods = {
		listSearch: {
			searchBots,
			searchPrepared,
			searchSubscribers: subscriberSearch(
				(context) =>
					findOperation(
						String(context.getCurrentNodeParameter('resource') ?? ''),
						String(context.getCurrentNodeParameter('operation') ?? ''),
					)?.needs === 'registry',
			),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerQuestion(this);
	}
}
