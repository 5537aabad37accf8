import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { gateways } from '../../client/gateways';
import { route } from './actions/router';
import { searchBots, searchSubscribers } from './methods/listSearch';
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
		credentials: gateways.map(({ id, credential }) => ({
			name: credential,
			required: true,
			// hidden for the others instead of shown for its own: a field by whose every value a credential is shown
			// is taken by the editor for a way to log in, and disappears from the panel
			displayOptions: { hide: { service: gateways.filter((one) => one.id !== id).map((one) => one.id) } },
		})),
		properties: properties(),
	};

	methods = { listSearch: { searchBots, searchSubscribers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}
}
