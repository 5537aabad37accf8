import type { Address, CostEstimate, Line } from '../gateway';
import { isObject } from '../http/json';
import type { Message } from '../model/message';
import { costIn, numberIn, rawOf } from './answer';
import { ask, type Purpose } from './call';
import { compose } from './compose';
import { unreadable } from './errors';

/** What a message would cost. */
export const estimateCost = async (line: Line, address: Address, message: Message): Promise<CostEstimate> =>
	await costOf(line, 'estimate', compose(address, message, line.now()).fields);

/** The request that would send it, with `cost=1`, for which nothing is sent. */
export async function costOf(
	line: Line,
	purpose: Purpose,
	fields: Record<string, string>,
): Promise<CostEstimate> {
	const { phones = '', mes = '', bot = '' } = fields;
	const reading = await ask(line, {
		purpose,
		effect: 'read',
		// five identical questions a minute. Source: /api/http/send, error 9
		pace: [{ key: `cost ${bot} ${phones} ${mes}`, limit: 5, per: 60_000 }],
		fields: { ...fields, cost: '1' },
	});
	const { cost, cnt } = isObject(reading.value) ? reading.value : {};
	const amount = costIn(cost);
	if (amount === null) throw unreadable(reading, 'read');
	return { cost: amount, parts: numberIn(cnt), raw: rawOf(reading) };
}
