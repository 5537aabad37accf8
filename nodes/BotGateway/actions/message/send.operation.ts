import type { Bulk } from '../../../../client/gateway';
import { isFailure, mayHaveBeenSent } from '../../../../client/model/outcome';
import type { Batch } from '../../../../client/n8n/batch';
import { buttonFields } from '../../../../client/n8n/fields/buttons';
import { botField, recipientFields, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { mediaFields } from '../../../../client/n8n/fields/media';
import { handlingOptions, messageOptions, textFields } from '../../../../client/n8n/fields/message';
import { templateFields, templateOptions } from '../../../../client/n8n/fields/template';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { trackLinksOption } from '../../../../client/n8n/fields/tracking';
import { readButtons, readFormat, readOptions } from '../../../../client/n8n/read/parameters';
import { readContent } from '../../../../client/n8n/read/template';
import { loadMedia, readAttachment, readPlace } from '../../../../client/n8n/read/attachment';
import { readAddress, readHandling } from '../../../../client/n8n/read/address';
import { readTracking } from '../../../../client/n8n/read/tracking';
import type { Session } from '../../../../client/n8n/session';
import { toItems } from '../../../../client/n8n/items';
import { tracking, trackingMany } from '../../../../client/n8n/tracking';
import { operation } from '../operation';
import { confirmationOptions, HELD_BACK, isPhoneDue, phoneRequest, readConfirmation } from './phone';

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
		...templateFields(),
		...textFields(),
		...mediaFields(),
		...buttonFields(),
		simplifyField(),
		optionsField(
			...messageOptions(),
			...templateOptions(),
			...handlingOptions(),
			...confirmationOptions(),
			trackLinksOption(),
		),
	],
	start: (session) => {
		const { gateway, context, notes } = session;
		const deliver = tracking(session);
		return {
			done: 'sent',
			read: (item) => readSend(session, item),
			final: mayHaveBeenSent,
			lane: ({ address }) => `${address.bot ?? ''}/${address.recipient.form}/${address.recipient.value}`,
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ attachment, confirmation, message, ...out }, item) => {
				if (await isPhoneDue(session, out.address, confirmation)) {
					const asked = phoneRequest({ ...message, ...confirmation });
					const receipt = await deliver({ ...out, message: asked });
					notes.add([HELD_BACK]);
					return toItems(session, { ...receipt, phoneAsked: true });
				}
				const media = await loadMedia(context, item, attachment);
				const receipt = await deliver({ ...out, message: { ...message, ...media } });
				notes.add(receipt.degraded);
				return toItems(session, receipt);
			},
			...(gateway.bulk && { batch: batchOf(session, gateway.bulk) }),
		};
	},
});

/** Several messages by one request, where the service can: those without a file and nothing to ask for first. */
function batchOf(session: Session, { most, key }: Bulk): Batch<ReturnType<typeof readSend>> {
	const deliver = trackingMany(session);
	return {
		most,
		key: ({ address, message, attachment, confirmation }) =>
			attachment || confirmation.days > 0 ? undefined : key({ address, message }),
		run: async (requests) =>
			(await deliver(requests)).map((result) => {
				if (isFailure(result)) return result;
				session.notes.add(result.degraded);
				return toItems(session, result);
			}),
	};
}

function readSend({ gateway, context }: Session, item: number) {
	const { options, leeway } = readOptions(context, item);
	const place = readPlace(context, item);
	return {
		address: readAddress({ gateway, context }, item),
		message: {
			...readContent(gateway, context, item),
			format: readFormat(gateway, context, item),
			...(place && { location: place }),
			buttons: readButtons(context, item),
			options,
			leeway,
		},
		attachment: readAttachment(gateway, context, item),
		handling: readHandling(context, item),
		confirmation: readConfirmation(context, item),
		tracking: readTracking(context, item),
	};
}
