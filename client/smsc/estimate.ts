import type { Address, CostEstimate, Line } from '../gateway';
import { isObject } from '../http/json';
import type { Message } from '../model/message';
import { costIn, numberIn, rawOf } from './answer';
import { ask } from './call';
import { compose } from './compose';
import { unreadable } from './errors';

/** What a message would cost. The same request with `cost=1`, for which nothing is sent. */
export async function estimateCost(line: Line, address: Address, message: Message): Promise<CostEstimate> {
	const { bot, fields } = compose(address, message, line.now());
	const reading = await ask(line, {
		purpose: 'estimate',
		effect: 'read',
		// five identical questions a minute. Source: /api/http/send, error 9
		pace: [{ key: `cost ${bot} ${fields.phones ?? ''} ${fields.mes ?? ''}`, limit: 5, per: 60_000 }],
		fields: { ...fields, cost: '1' },
	});
	const { cost, cnt } = isObject(reading.value) ? reading.value : {};
	const amount = costIn(cost);
	if (amount === null) throw unreadable(reading, 'read');
	return { cost: amount, parts: numberIn(cnt), raw: rawOf(reading) };
}
