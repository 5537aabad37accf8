import type { MessagePart } from '../../../../client/gateway';
import { buttonFields } from '../../../../client/n8n/fields/buttons';
import { linkPreviewOption, textFields } from '../../../../client/n8n/fields/message';
import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { chatFields, messageIdField } from '../../../../client/n8n/fields/target';
import {
	readButtons,
	readChoice,
	readFormat,
	readOptions,
	readTarget,
	readText,
} from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const edit = operation({
	value: 'edit',
	name: 'Edit',
	action: 'Edit a message',
	description: 'Change the text, the caption or the buttons of a message that the bot sent',
	needs: 'editMessage',
	fields: [
		...chatFields(),
		messageIdField(),
		{
			displayName: 'Change',
			name: 'part',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Buttons Only', value: 'buttons' },
				{ name: 'Caption and Buttons', value: 'caption' },
				{ name: 'Text and Buttons', value: 'text' },
			],
			default: 'text',
			description: 'What is changed; the buttons are replaced in every case, and removed when none are given',
		},
		...textFields().map((field) => ({
			...field,
			displayOptions: { show: { ...field.displayOptions?.show, part: ['text', 'caption'] } },
		})),
		...buttonFields(),
		simplifyField(),
		optionsField(linkPreviewOption()),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		return {
			done: 'edited',
			read: (item) => ({
				target: readTarget(gateway, context, item),
				part: readChoice<MessagePart>(context, item, {
					name: 'part',
					label: 'Change',
					of: ['text', 'caption', 'buttons'],
					usual: 'text',
				}),
				message: {
					text: readText(context, 'text', item),
					format: readFormat(gateway, context, item),
					buttons: readButtons(context, item),
					...readOptions(context, item),
				},
			}),
			lane: ({ target }) => target.chat.value,
			known: ({ target }) => ({
				service: gateway.id,
				recipient: { ...target.chat },
				messageId: target.messageId,
			}),
			run: async ({ target, part, message }) => {
				const receipt = await gateway.editMessage?.(line, target, part, message);
				notes.add(receipt?.degraded ?? []);
				return toItems(session, receipt ?? {});
			},
		};
	},
});
