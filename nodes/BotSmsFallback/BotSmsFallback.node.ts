import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { gateways } from '../../client/gateways';
import { accountsWithSmsOf } from '../../client/n8n/accounts';
import { searchBots, searchPrepared, subscriberSearch } from '../../client/n8n/lists';
import { execute } from './actions/execute';
import { NO_SMS } from './fields/through';
import { properties } from './properties';

export class BotSmsFallback implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bot SMS Fallback',
		name: 'botSmsFallback',
		icon: { light: 'file:../../icons/sms-fallback.svg', dark: 'file:../../icons/sms-fallback.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ ($parameter["operation"] === "fallBack" ? "for receipts" : "send, then SMS") + " (" + $parameter["service"] + ")" }}',
		description: 'The bot first, an SMS when it did not reach the person: once, and within a budget',
		defaults: { name: 'Bot SMS Fallback' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Reached by Bot', 'Sent by SMS', 'Not Reached'],
		credentials: accountsWithSmsOf(gateways, NO_SMS),
		properties: properties(),
	};

	methods = { listSearch: { searchBots, searchPrepared, searchSubscribers: subscriberSearch(() => false) } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
