import type { IExecuteFunctions } from 'n8n-workflow';

import type { Handling } from '../../deliver';
import type { Address } from '../../gateway';
import { InvalidInput } from '../../model/error';
import { readBot, readRecipientOf } from './parameters';
import type { Session } from '../session';

export const readHandling = (context: IExecuteFunctions, item: number): Handling => ({
	unknown: context.getNodeParameter('options.unknownOutcome', item, 'receipt') as Handling['unknown'],
	refused: context.getNodeParameter('options.refused', item, 'fail') as Handling['refused'],
	duplicates: context.getNodeParameter('options.duplicates', item, 'accept') as Handling['duplicates'],
});

export function readAddress(
	{ gateway, context }: Pick<Session, 'gateway' | 'context'>,
	item: number,
): Address {
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
