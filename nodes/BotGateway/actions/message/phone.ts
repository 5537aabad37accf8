import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Address, Gateway } from '../../../../client/gateway';
import { servicesWhere } from '../../../../client/gateways';
import type { Message } from '../../../../client/model/message';
import { readNumber, readText } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { registryOf } from '../subscriber/people';

/** Whether a person can be asked for the phone with a button. */
export const canAskPhone = ({ sendMessage, can }: Gateway): boolean =>
	sendMessage !== undefined && can.buttons.includes('requestContact');

export const ASK_TEXT = 'Please share your phone number with us';
export const ASK_BUTTON = 'Share my phone';

/** When the phone has to be confirmed again, and how it is asked for. */
export interface Confirmation {
	/** Days; 0 for never. */
	days: number;
	text: string;
	button: string;
}

export const HELD_BACK =
	'The message was held back and the phone asked for instead, because it was not confirmed recently';

const DAY = 86_400_000;

/** Shown with the registry, which knows when a phone was confirmed. */
export const confirmationOptions = (): INodeProperties[] => {
	const show = { '/useRegistry': [true], '/service': servicesWhere(canAskPhone) };
	return [
		{
			displayName: 'Confirm Phone Again (Days)',
			name: 'confirmPhoneAfter',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 180,
			displayOptions: { show },
			description:
				'When the person last shared the phone longer ago than this, or never, the message is held back and the phone is asked for instead; 0 never asks',
		},
		{
			displayName: 'Confirm Phone Button',
			name: 'confirmPhoneButton',
			type: 'string',
			default: ASK_BUTTON,
			displayOptions: { show },
			description: 'What the button says that shares the phone',
		},
		{
			displayName: 'Confirm Phone Text',
			name: 'confirmPhoneText',
			type: 'string',
			default: ASK_TEXT,
			displayOptions: { show },
			description: 'What is sent instead of the message when the phone has to be confirmed',
		},
	];
};

export const readConfirmation = (context: IExecuteFunctions, item: number): Confirmation => ({
	days: readNumber(context, item, {
		name: 'options.confirmPhoneAfter',
		label: 'Confirm Phone Again',
		least: 0,
		usual: 0,
	}),
	text: readText(context, 'options.confirmPhoneText', item) || ASK_TEXT,
	button: readText(context, 'options.confirmPhoneButton', item) || ASK_BUTTON,
});

/** A message whose button shares the phone of whoever presses it. */
export const phoneRequest = ({
	text,
	button,
	leeway,
}: Pick<Message, 'text' | 'leeway'> & Pick<Confirmation, 'button'>): Message => ({
	text,
	format: 'plain',
	buttons: [[{ kind: 'requestContact', text: button }]],
	options: { keyboard: { oneTime: true } },
	leeway,
});

/**
 * Whether the phone has to be asked for before this person gets the message.
 * @throws Unreachable when the registry cannot tell: a message that needs a confirmed phone is not sent on trust
 */
export async function isPhoneDue(
	session: Session,
	address: Address,
	{ days }: Confirmation,
): Promise<boolean> {
	const { gateway, registry, line, onlyBot } = session;
	if (days === 0 || !registry || address.recipient.isPublic) return false;
	const botId = gateway.can.bots === 'one' ? await onlyBot() : address.bot;
	const [person] = await registryOf(session).find({
		service: gateway.id,
		recipient: address.recipient,
		...(botId !== undefined && { botId }),
	});
	// a name that is not known is refused when the message is sent
	if (!person) return address.recipient.form === 'id';
	const { phoneConfirmedAt } = person;
	return phoneConfirmedAt === null || line.now().getTime() - Date.parse(phoneConfirmedAt) > days * DAY;
}
