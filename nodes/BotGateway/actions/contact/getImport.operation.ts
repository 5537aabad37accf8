import { optionsField, simplifyField } from '../../../../client/n8n/fields/options';
import { InvalidInput } from '../../../../client/model/error';
import { toItems } from '../../../../client/n8n/items';
import { readWord } from '../../../../client/n8n/read/parameters';
import { operation } from '../operation';

export const getImport = operation({
	value: 'getImport',
	name: 'Get Import Status',
	action: 'Get the status of an import',
	description: 'Find out how far Create or Update Many has got',
	needs: 'getImport',
	fields: [
		{
			displayName: 'Import ID',
			name: 'importId',
			type: 'string',
			required: true,
			default: '={{ $json.importId }}',
			placeholder: 'e.g. abc23456789',
			description: 'As Create or Update Many gave it',
		},
		simplifyField(),
		optionsField(),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'done',
			read: (item) => {
				const id = readWord(context, 'importId', item);
				if (id === '')
					throw new InvalidInput('Import ID', 'is empty', 'Give the one of Create or Update Many');
				return id;
			},
			known: (importId) => ({ service: gateway.id, importId }),
			run: async (importId) => {
				const report = await gateway.getImport?.(line, importId);
				if (!report) return [];
				const { id: _, ids, ...told } = report;
				return toItems(session, {
					service: gateway.id,
					importId,
					...told,
					contacts: [...ids].map(([matched, contactId]) => ({ matched, contactId })),
				});
			},
		};
	},
});
