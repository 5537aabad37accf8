import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { WebhookSettings } from '../../../../client/gateway';
import { InvalidInput } from '../../../../client/model/error';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readChoice, readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

/** What may be left as it is. */
const switchField = (name: string, displayName: string, description: string): INodeProperties => {
	const field = { displayName, name, description, noDataExpression: true, default: 'keep' };
	return {
		...field,
		type: 'options',
		options: [
			{ name: 'Leave as It Is', value: 'keep' },
			{ name: 'Off', value: 'off' },
			{ name: 'On', value: 'on' },
		],
	};
};

export const setStatusUrl = operation({
	value: 'setStatusUrl',
	name: 'Set Status URL',
	action: 'Set the status URL',
	description: 'Tell the service where to report what becomes of messages',
	needs: 'setWebhook',
	fields: [
		{
			displayName: 'Status URL',
			name: 'statusUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/…',
			description: 'The address that gets the statuses; empty leaves it as it is',
		},
		switchField('statusByHttp', 'Report by HTTP', 'Whether statuses are sent to the address'),
		switchField(
			'statusByQueue',
			'Report Into the Queue',
			'Whether statuses go into the queue of the service',
		),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'set',
			read: (item) => readWebhook(context, item),
			known: ({ url }) => ({ service: gateway.id, ...(url !== undefined && { url }) }),
			run: async (webhook) => {
				await gateway.setWebhook?.(line, webhook);
				return toItems(session, { service: gateway.id, ...webhook, set: true });
			},
		};
	},
});

function readWebhook(context: IExecuteFunctions, item: number): WebhookSettings {
	const url = readWord(context, 'statusUrl', item);
	if (url !== '' && !(URL.canParse(url) && /^https?:\/\/[^/]/i.test(url)))
		throw new InvalidInput('Status URL', `“${url}” is no web address`, 'Begin it with https://');
	const http = readSwitch(context, item, 'statusByHttp', 'Report by HTTP');
	const queue = readSwitch(context, item, 'statusByQueue', 'Report Into the Queue');
	return {
		...(url !== '' && { url }),
		...(http !== undefined && { http }),
		...(queue !== undefined && { queue }),
	};
}

function readSwitch(
	context: IExecuteFunctions,
	item: number,
	name: string,
	label: string,
): boolean | undefined {
	const choice = readChoice(context, item, { name, label, of: ['keep', 'on', 'off'], usual: 'keep' });
	return choice === 'keep' ? undefined : choice === 'on';
}
