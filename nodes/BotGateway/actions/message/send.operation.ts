import type { Address } from '../../../../client/gateway';
import { deliver, type Handling } from '../../../../client/deliver';
import { InvalidInput } from '../../../../client/model/error';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { buttonFields } from '../../fields/buttons';
import { botField, recipientFields, servicesWithManyBots } from '../../fields/locators';
import { handlingOptions, mediaFields, messageOptions, textFields } from '../../fields/message';
import { optionsField, simplifyField } from '../../fields/options';
import {
	loadMedia,
	readAttachment,
	readBot,
	readButtons,
	readFormat,
	readOptions,
	readRecipientOf,
	readText,
} from '../../read';
import type { Session } from '../../session';
import { operation, toItems } from '../operation';

export const send = operation({
	value: 'send',
	name: 'Send',
	action: 'Send a message',
	description: 'Send a text, with buttons or a file where the service has them',
	needs: 'sendMessage',
	fields: [
		botField({
			description: 'The bot that writes; needed for a recipient by phone, and to list its subscribers',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({}),
		...textFields(),
		...mediaFields(),
		...buttonFields(),
		simplifyField(),
		optionsField(...messageOptions(), ...handlingOptions()),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		return {
			done: 'sent',
			read: (item) => readSend(session, item),
			final: mayHaveBeenSent,
			lane: ({ address }) => `${address.bot ?? ''}/${address.recipient.form}/${address.recipient.value}`,
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ address, handling, attachment, ...message }, item) => {
				const media = await loadMedia(context, item, attachment);
				const receipt = await deliver(gateway, line, address, { ...message, ...media }, handling);
				notes.add(receipt.degraded);
				return toItems(session, receipt);
			},
		};
	},
});

function readSend({ gateway, context }: Session, item: number) {
	const { options, leeway } = readOptions(context, item);
	const handling: Handling = {
		unknown: context.getNodeParameter('options.unknownOutcome', item, 'receipt') as Handling['unknown'],
		refused: context.getNodeParameter('options.refused', item, 'fail') as Handling['refused'],
	};
	return {
		address: readAddress({ gateway, context }, item),
		text: readText(context, 'text', item),
		format: readFormat(gateway, context, item),
		attachment: readAttachment(gateway, context, item),
		buttons: readButtons(context, item),
		options,
		leeway,
		handling,
	};
}

function readAddress({ gateway, context }: Pick<Session, 'gateway' | 'context'>, item: number): Address {
	const recipient = readRecipientOf(gateway, context, item);
	const bot = readBot(gateway, context, item);
	if (bot === undefined && gateway.can.recipientsNeedingBot.includes(recipient.form)) {
		throw new InvalidInput(
			'Bot',
			`is empty, and a recipient by ${recipient.form} needs one`,
			'Choose the bot from the list, or give its id',
		);
	}
	return { recipient, ...(bot !== undefined && { bot }) };
}
