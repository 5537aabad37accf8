/** Events, in both versions. */
import type { Received, Reply } from '../server';
import { fieldsOf, isFields, listOf, Refused } from './answers';
import type { State } from './state';

const FORBIDDEN = /[<>;\\/|"'’`^?!,]/;

const IDENTIFIERS = ['contactId', 'externalCustomerId', 'email', 'phone', 'pushToken'];

// assumed: the words of all refusals
export function generate(state: State, { body, path }: Received): Reply {
	if (body.length > 20_000) throw new Refused(413, 'Request Entity Too Large');
	const { eventTypeKey, keyValue, params } = fieldsOf(body);
	if (typeof eventTypeKey !== 'string' || eventTypeKey === '')
		throw new Refused(400, 'eventTypeKey must be specified');
	if (FORBIDDEN.test(eventTypeKey) || eventTypeKey.length > 100) throw new Refused(400, 'Wrong eventTypeKey');
	if (typeof keyValue === 'string' && keyValue.length > 300) throw new Refused(400, 'Wrong keyValue');
	const values = listOf(params).filter(isFields);
	const isFirst = path.includes('/v1/');
	for (const { name, value } of values) {
		if (typeof name !== 'string') throw new Refused(400, 'Parameter without a name');
		if (isFirst && typeof value !== 'string') throw new Refused(400, `Parameter ${name} must be a string`);
	}
	const identified = values.some(
		({ name, value }) => IDENTIFIERS.includes(String(name)) && value !== '' && value !== 'null',
	);
	if (!identified && typeof keyValue !== 'string')
		throw new Refused(400, 'Contact identifier must be specified');
	state.events.push({
		version: isFirst ? 1 : 2,
		type: eventTypeKey,
		...(typeof keyValue === 'string' && { key: keyValue }),
		params: Object.fromEntries(values.map(({ name, value }) => [name as string, value])),
	});
	// recorded for the first version: 200 with an empty body and no content type
	return { status: 200, body: Buffer.alloc(0), headers: { 'content-type': '' } };
}
