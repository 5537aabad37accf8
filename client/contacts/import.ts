import type { Gateway, Line } from '../gateway';
import type { Clock } from '../http/gate';
import {
	ADDRESS_PARTS,
	type ImportedContact,
	type ImportReport,
	type ImportSettings,
} from '../model/contact';
import { Rejected } from '../model/error';
import { isFailure, outcomeOf, type Failure } from '../model/outcome';
import { follow, type Followed, type Progress } from './follow';

/** One contact and how it is to be taken. */
export interface Handing {
	contact: ImportedContact;
	settings: ImportSettings;
}

/** What became of one contact of an import. */
export interface Handed {
	service: string;
	importId: string;
	/** `queued` where nobody waited; else the last that was heard. */
	status: ImportReport['status'];
	/** Null where the service did not tell, or nobody waited. */
	contactId: string | null;
	progress: Progress[];
}

/** Time, and who hears what goes on. */
export interface Following {
	clock: Clock;
	/** Milliseconds to wait for the end; 0 for not at all. */
	patience: number;
	/** Each new state, in a sentence. */
	tell: (text: string) => void;
	/** What people should know of the output. */
	note: (text: string) => void;
}

/**
 * What has to be the same for contacts that share a request: the settings, and which things are given. A service may
 * empty a field that one contact of a request has and another has not.
 */
export function shapeOf({ contact, settings }: Handing): string {
	const names = Object.entries(contact).flatMap(([name, value]) => (value === undefined ? [] : [name]));
	const parts = ADDRESS_PARTS.filter((part) => contact.address?.[part] !== undefined);
	return JSON.stringify([settings, names.sort(), parts, Object.keys(contact.fields ?? {}).sort()]);
}

/**
 * Tells contacts apart that two imports side by side could both make. Who shares a phone, an e-mail or an id with one
 * that was asked about before is the same as that one.
 * @returns a name of the person, and none for who has nothing to be found by
 */
export function personFinder(): (handing: Handing) => string | undefined {
	const names = new Map<string, string>();
	return ({ contact: { id, externalId, email, phone, fields }, settings: { fieldId } }) => {
		const field = fieldId === undefined ? undefined : fields?.[fieldId];
		const keys = Object.entries({ id, externalId, email: email?.toLowerCase(), phone, field }).flatMap(
			([key, value]) => (value === undefined ? [] : [`${key} ${value}`]),
		);
		const name = keys.flatMap((key) => names.get(key) ?? [])[0] ?? keys[0];
		if (name !== undefined) for (const key of keys) names.set(key, name);
		return name;
	};
}

/**
 * Hands over contacts of one shape and follows the import to its end.
 * One result for each, in order. @throws what concerns them all
 */
export async function importAll(
	gateway: Gateway,
	line: Line,
	handed: readonly Handing[],
	{ clock, patience, tell, note }: Following,
): Promise<Array<Handed | Failure>> {
	const { importContacts, getImport, name, id: service } = gateway;
	const [first] = handed;
	if (!importContacts || !first) return [];
	const start = await importContacts(
		line,
		handed.map(({ contact }) => contact),
		first.settings,
	);
	for (const words of start.unmatched) note(`${name} refused a contact that it does not name: ${words}`);
	const { id: importId } = start;
	const { report, progress, failure } =
		importId === null || patience === 0 || !getImport
			? NOT_FOLLOWED
			: await follow(
					async () => await getImport(line, importId),
					clock,
					patience,
					({ status }) => tell(`${name}: import ${importId} of ${handed.length} contacts is ${status}`),
				);
	if (failure !== undefined) {
		note(
			`The import ${importId ?? ''} was handed over, but not followed to its end: ${outcomeOf(failure).headline}. Ask Contact → Get Import Status for it`,
		);
	} else if (report !== undefined && report.status !== 'finished' && report.status !== 'failed') {
		note(`The import ${importId ?? ''} goes on: ask Contact → Get Import Status for it`);
	}
	return handed.map(({ contact, settings }, index) => {
		const refused = start.refused[index] ?? null;
		if (isFailure(refused)) return refused;
		if (report?.status === 'failed') return brokenOff(name, report);
		return {
			service,
			importId: importId ?? '',
			status: report?.status ?? 'queued',
			contactId: (report && idIn(report, contact, settings)) ?? null,
			progress,
		};
	});
}

const NOT_FOLLOWED: Followed = { report: undefined, progress: [] };

const brokenOff = (name: string, { id, description, raw }: ImportReport): Rejected =>
	new Rejected({
		reason: 'other',
		kind: 'importFailed',
		description: description ?? `${name} could not carry the import ${id} out, and gives no reason`,
		advice: 'Look at the import in the service’s console, then hand the contacts over again',
		raw,
	});

/** Found by what contacts are matched by, or by whatever else the service took. */
function idIn(
	{ ids }: ImportReport,
	contact: ImportedContact,
	{ fieldId }: ImportSettings,
): string | undefined {
	const { id, externalId, email, phone, fields } = contact;
	const own = [externalId, email, phone, id, fieldId === undefined ? undefined : fields?.[fieldId]];
	for (const key of own) {
		const found = key === undefined ? undefined : ids.get(key.toLowerCase());
		if (found !== undefined) return found;
	}
	return undefined;
}
