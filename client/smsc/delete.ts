import type { Line, Target } from '../gateway';
import { isObject } from '../http/json';
import { ask } from './call';
import { unreadable } from './errors';
import { fieldsOf, soughtOf } from './statuses';

/** Deletes a message. Whether that takes back what a person has already got is not documented. */
export async function deleteMessage(line: Line, { chat, ...message }: Target): Promise<void> {
	const reading = await ask(line, {
		purpose: 'delete',
		effect: 'write',
		fields: { ...fieldsOf([soughtOf({ ...message, recipient: chat })]), del: '1' },
	});
	if (!isObject(reading.value) || reading.value.result !== 'OK') throw unreadable(reading, 'write');
}
