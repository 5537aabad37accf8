import { SEND_AND_WAIT_OPERATION } from 'n8n-workflow';

import { deliver, type Handling } from '../../../../client/deliver';
import type { Gateway } from '../../../../client/gateway';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { botField, recipientFields, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { handlingOptions, messageOptions, textFields } from '../../../../client/n8n/fields/message';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { questionFields, questionOptions, responseFields } from '../../ask/fields';
import { Round } from '../../ask/round';
import { operation } from '../operation';

/** A question needs a link to its answer, under the message or in it. */
const hasLinks = ({ can }: Gateway): boolean => can.buttons.includes('url') || can.linksInText === true;

/** The question goes out once, and is waited for also where nobody can tell whether it arrived. */
const HANDLING: Handling = { unknown: 'receipt', refused: 'fail' };

/** Of all options, those that mean nothing for a question. */
const LEFT_OUT = new Set([
	...['oneTimeKeyboard', 'persistentKeyboard', 'inputPlaceholder'],
	...['unknownOutcome', 'refused', 'unsupportedButtons'],
]);

const ownOptions = () =>
	[...messageOptions(), ...handlingOptions()].filter(({ name }) => !LEFT_OUT.has(name));

export const sendAndWait = operation({
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send a message and wait for the response',
	description: 'Ask a person, and go on when they have answered',
	needs: 'sendMessage',
	only: hasLinks,
	fields: [
		botField({
			description: 'The bot that asks',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({ description: 'Who is asked' }),
		...questionFields(),
		...textFields().filter(({ name }) => name === 'format'),
		...responseFields(),
		optionsField(...ownOptions(), ...questionOptions()),
	],
	start: (session) => {
		const { gateway, line, notes } = session;
		const round = new Round(session);
		return {
			done: 'asked',
			read: (item) => round.read(item),
			final: mayHaveBeenSent,
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ address, message }) => {
				const receipt = await deliver(gateway, line, address, message, HANDLING);
				notes.add(receipt.degraded);
				return toItems(session, receipt);
			},
			after: async (output) => await round.wait(output),
		};
	},
});
