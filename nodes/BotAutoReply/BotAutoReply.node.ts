import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { translationInputs } from '../../client/n8n/fields/translation';
import { searchBots } from '../../client/n8n/lists';
import { hints } from './hints';
import { outputsExpression } from './outputs';
import { accounts, properties } from './properties';
import { run } from './run';

export class BotAutoReply implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bot Auto-Reply',
		name: 'botAutoReply',
		icon: { light: 'file:../../icons/bot-gateway.svg', dark: 'file:../../icons/bot-gateway.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ ($parameter["rules"].rule || []).length + " rules (" + $parameter["service"] + ")" }}',
		description: 'Answer what people write to a bot, by rules and in their own language',
		defaults: { name: 'Bot Auto-Reply' },
		usableAsTool: true,
		inputs: translationInputs,
		outputs: outputsExpression,
		credentials: accounts(),
		hints,
		properties: properties(),
	};

	methods = { listSearch: { searchBots } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}
}
