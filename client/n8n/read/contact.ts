import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readContactRef, readObject } from '../../contacts/read';
import type { JsonObject } from '../../http/json';
import type { ContactKey, ContactLeeway, ContactRef } from '../../model/contact';
import { InvalidInput } from '../../model/error';
import { readChoice, readWord } from './parameters';

export function readContactOf(
	context: IExecuteFunctions,
	item: number,
	keys: readonly ContactKey[],
	label = 'Value',
): ContactRef {
	const by = readChoice(context, item, {
		name: 'contactBy',
		label: 'Contact By',
		of: keys,
		usual: 'externalId',
	});
	return readContactRef(by, context.getNodeParameter('contactValue', item, ''), label);
}

/** The id of a chat; a number that has lost digits would name somebody else. */
export function readChatId(context: IExecuteFunctions, item: number): string {
	return readContactRef('chatId', context.getNodeParameter('chatId', item, ''), 'Chat ID').value;
}

/** What is to be written of a contact, before anything of it is checked. */
export function readData(context: IExecuteFunctions, item: number): JsonObject {
	const from = readChoice(context, item, {
		name: 'dataFrom',
		label: 'Data From',
		of: ['fields', 'json'],
		usual: 'fields',
	});
	if (from === 'json') {
		const given: unknown = context.getNodeParameter('dataJson', item, '');
		return readObject(given, 'Contact Data', '{ "email": "ann@example.com" }');
	}
	const data = context.getNodeParameter('data', item, {}) as IDataObject;
	const { address, region, town, postcode, ...plain } = data;
	const further = context.getNodeParameter('furtherFields.field', item, []) as IDataObject[];
	return {
		...plain,
		address: { address, region, town, postcode },
		fields: pairsOf(further, 'id', 'Further Fields'),
	};
}

export function readParameters(context: IExecuteFunctions, item: number): JsonObject {
	const from = readChoice(context, item, {
		name: 'parametersFrom',
		label: 'Parameters From',
		of: ['fields', 'json'],
		usual: 'fields',
	});
	if (from === 'json') {
		const given: unknown = context.getNodeParameter('parametersJson', item, '');
		return readObject(given, 'Parameters', '{ "orderNumber": "4711" }');
	}
	const pairs = context.getNodeParameter('parameters.parameter', item, []) as IDataObject[];
	return pairsOf(pairs, 'name', 'Parameters');
}

/** @throws InvalidInput for a value without a name */
function pairsOf(pairs: readonly IDataObject[], key: string, field: string): JsonObject {
	return Object.fromEntries(
		pairs.map((pair, index) => {
			const name = String(pair[key] ?? '').trim();
			if (name !== '') return [name, pair.value];
			throw new InvalidInput(`${field}, row ${index + 1}`, 'has no name', 'Give it one, or remove the row');
		}),
	);
}

export const readLeeway = (context: IExecuteFunctions, item: number): ContactLeeway => ({
	unfitNames: readWord(context, 'options.unfitNames', item) === 'leaveOut' ? 'leaveOut' : 'refuse',
});
