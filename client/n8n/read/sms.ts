import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Sms } from '../../gateway';
import { InvalidInput } from '../../model/error';
import { readExtra } from '../../read/extra';
import { readRecipient } from '../../read/recipient';
import { readMomentOf, readText } from './parameters';

/** International, digits only. @throws InvalidInput */
export const readPhone = (context: IExecuteFunctions, item: number): string =>
	readRecipient('phone', context.getNodeParameter('phone', item, ''), ['phone'], 'Phone').value;

/** An SMS as the fields of fields/sms describe it. @throws InvalidInput */
export function readSms(context: IExecuteFunctions, item: number): Sms {
	const text = readText(context, 'text', item);
	if (text.trim() === '') throw new InvalidInput('Text', 'is empty', 'Write what the SMS is to say');
	const given = context.getNodeParameter('options', item, {}) as IDataObject;
	const word = (name: string): string => String(given[name] ?? '').trim();
	const extra = readExtra(given.extra);
	const sendAt = readMomentOf(context, item, { name: 'options.sendAt', label: 'Send At' });
	return {
		phone: readPhone(context, item),
		text,
		...(word('sender') && { sender: word('sender') }),
		...(word('clientId') && { clientId: word('clientId') }),
		...(sendAt !== undefined && { sendAt }),
		...(Object.keys(extra).length > 0 && { extra }),
	};
}
