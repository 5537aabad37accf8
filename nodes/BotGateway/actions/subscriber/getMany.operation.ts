import type { IDataObject } from 'n8n-workflow';

import { readSubscriber } from '../../../../client/read/subscriber';
import type { SubscriberFilter, SubscriberRecord } from '../../../../client/registry/types';
import { botField, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { limitFields } from '../../../../client/n8n/fields/limit';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { filtersField } from '../../../../client/n8n/fields/subscriber';
import { readLimit, readRequiredBot } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { toItems } from '../../../../client/n8n/items';
import { oncePer } from '../../../../client/oncePer';
import { operation } from '../operation';
import { registryOf } from './people';

export const getMany = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many subscribers',
	description: 'List the people who have connected to a bot',
	needs: 'listSubscribers',
	orRegistry: true,
	fields: [
		botField({
			required: true,
			description: 'The bot whose subscribers are listed',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...limitFields(),
		filtersField(),
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		const list = oncePer(async (bot: string) => (await gateway.listSubscribers?.(line, bot)) ?? []);
		return {
			done: 'done',
			read: (item) => ({
				bot: readRequiredBot(gateway, context, item),
				limit: readLimit(context, item),
				filter: readFilter(session, item),
			}),
			run: async ({ bot, limit, filter }) => {
				const people: object[] = gateway.listSubscribers
					? (await list(bot)).slice(0, limit)
					: await fromRegistry(session, { ...filter, botId: bot }, limit);
				return people.flatMap((person) => toItems(session, person));
			},
		};
	},
});

function readFilter({ gateway, context }: Session, item: number): SubscriberFilter {
	const given = context.getNodeParameter('filters', item, {}) as IDataObject;
	const { status, language, hasPhone } = given;
	const read = readSubscriber(
		{ service: gateway.id, botId: '', subscriberId: 'filter' },
		{ status, language },
		true,
	);
	return {
		service: gateway.id,
		...(read.status && { status: read.status }),
		...(read.language && { language: read.language }),
		...(typeof hasPhone === 'boolean' && { hasPhone }),
	};
}

/** Page by page, and no page more than is wanted. */
async function fromRegistry(
	session: Session,
	filter: SubscriberFilter,
	limit: number,
): Promise<SubscriberRecord[]> {
	const people: SubscriberRecord[] = [];
	for await (const page of registryOf(session).pages(await withOnlyBot(session, filter))) {
		people.push(...page.slice(0, limit - people.length));
		if (people.length >= limit) break;
	}
	return people;
}

const withOnlyBot = async ({ gateway, onlyBot }: Session, filter: SubscriberFilter) =>
	gateway.can.bots === 'one' ? { ...filter, botId: await onlyBot() } : filter;
