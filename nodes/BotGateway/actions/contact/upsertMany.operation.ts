import type { IDataObject } from 'n8n-workflow';

import { importAll, personFinder, shapeOf, type Handing } from '../../../../client/contacts/import';
import { readImported } from '../../../../client/contacts/read';
import { IMPORT_KEYS, type ImportSettings } from '../../../../client/model/contact';
import { InvalidInput } from '../../../../client/model/error';
import { isFailure, mayHaveBeenSent } from '../../../../client/model/outcome';
import { clockOf } from '../../../../client/n8n/clock';
import { dataFields } from '../../../../client/n8n/fields/contact';
import { importFields, importOptions } from '../../../../client/n8n/fields/import';
import { optionsField } from '../../../../client/n8n/fields/options';
import { toItems } from '../../../../client/n8n/items';
import { readData, readLeeway } from '../../../../client/n8n/read/contact';
import { readChoice, readNumber, readWord } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { operation } from '../operation';

/** Seconds. */
const LONGEST_IMPORT = 600;

/** Imports followed side by side: each takes minutes, and contacts of different things known need one each. */
const IMPORTS_AT_ONCE = 5;

export const upsertMany = operation({
	value: 'upsertMany',
	name: 'Create or Update Many',
	action: 'Create or update many contacts',
	description:
		'Hand over all items as contacts in few requests; the service works on them afterwards, and the items leave when it has ended',
	needs: 'importContacts',
	fields: [
		...importFields(),
		...dataFields('json', '={{ $json.contact ?? $json }}'),
		optionsField(...importOptions()),
	],
	start: (session) => {
		const { gateway, line, context, notes } = session;
		const wait = waitOf(session);
		const settle = async (handed: Handing[]) =>
			(
				await importAll(gateway, line, handed, {
					clock: clockOf(context),
					patience: wait * 1_000,
					tell: (text) => {
						context.logger.info(text, { node: context.getNode().name });
					},
					note: (text) => notes.add([text]),
				})
			).map((result) => (isFailure(result) ? result : toItems(session, result)));
		return {
			done: 'handed over',
			// an import that may be under way, and the same once more beside it, could both make the contact that is new
			final: mayHaveBeenSent,
			read: (item) => ({
				contact: readImported(readData(context, item)),
				settings: readSettings(session, item),
			}),
			known: ({ contact }) => ({ service: gateway.id, contact: { ...contact } as unknown as IDataObject }),
			// of two imports side by side, both could make somebody who is new
			lane: personFinder(),
			batch: {
				most: gateway.can.importedAtOnce ?? 1,
				key: shapeOf,
				sharesLanes: true,
				atOnce: IMPORTS_AT_ONCE,
				run: settle,
			},
			run: async (handed) => {
				const [result = []] = await settle([handed]);
				if (isFailure(result)) throw result;
				return result;
			},
		};
	},
});

/** Seconds to wait for the end; 0 for not at all. */
function waitOf({ context }: Session): number {
	if (context.getNodeParameter('options.waitForEnd', 0, true) === false) return 0;
	return readNumber(context, 0, {
		name: 'options.longestImport',
		label: 'Longest Import',
		least: 1,
		usual: LONGEST_IMPORT,
	});
}

function readSettings({ context }: Session, item: number): ImportSettings {
	const matchBy = readChoice(context, item, {
		name: 'matchBy',
		label: 'Match By',
		of: IMPORT_KEYS,
		usual: 'externalId',
	});
	const fieldId = readWord(context, 'fieldId', item);
	if (matchBy === 'field' && !/^\d{1,15}$/.test(fieldId)) {
		throw new InvalidInput('Field ID', `“${fieldId}” is not a number`, 'Give the service’s ID of the field');
	}
	const list = (name: string): string[] =>
		readWord(context, `options.${name}`, item)
			.split(',')
			.map((one) => one.trim())
			.filter((one) => one !== '');
	const newContactEvent = readWord(context, 'options.newContactEvent', item);
	return {
		matchBy,
		...(matchBy === 'field' && { fieldId }),
		groups: list('groups'),
		groupsLeft: list('groupsLeft'),
		restoreDeleted: context.getNodeParameter('options.restoreDeleted', item, false) === true,
		...(newContactEvent !== '' && { newContactEvent }),
		...readLeeway(context, item),
	};
}
