/** People as a service's address book keeps them, whatever channel they are reached by. */
import type { Failure } from './outcome';

/**
 * The ways to name one contact, in the order in which a service looks for it.
 * `chatId`: by a chat that was registered for it.
 */
export const CONTACT_KEYS = ['id', 'externalId', 'phone', 'email', 'chatId'] as const;

export type ContactKey = (typeof CONTACT_KEYS)[number];

/** One contact, named by one thing. A phone is international, digits only. */
export interface ContactRef {
	by: ContactKey;
	value: string;
}

/** How the keys are called in a sentence. */
export const CONTACT_KEY_NAMES: Record<ContactKey, string> = {
	id: 'contact ID',
	externalId: 'external ID',
	phone: 'phone',
	email: 'email',
	chatId: 'chat ID',
};

export const ADDRESS_PARTS = ['region', 'town', 'address', 'postcode'] as const;

export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** What is to be written of a contact. What is left out stays as it is. */
export interface ContactData {
	externalId?: string;
	/** International, digits only. */
	phone?: string;
	email?: string;
	firstName?: string;
	lastName?: string;
	/** IETF language tag. */
	language?: string;
	/** Name of the tz database. */
	timeZone?: string;
	address?: Partial<Record<AddressPart, string>>;
	/** Values of further fields by the service's id of the field. */
	fields?: Record<string, string>;
}

/** What a service knows of a contact. Null where it does not tell. */
export interface Contact {
	/** The service's own id. */
	id: string;
	externalId: string | null;
	/** International, digits only. */
	phone: string | null;
	email: string | null;
	firstName: string | null;
	lastName: string | null;
	language: string | null;
	timeZone: string | null;
	address: Record<AddressPart, string | null>;
	/** Every way to reach the person, in the service's words. */
	channels: Array<{ type: string; value: string }>;
	fields: Record<string, string>;
	groups: Array<{ id: string; name: string | null; type: string | null }>;
	/** The service's answer as it came. */
	raw: unknown;
}

/** What may be done to a contact so that the service takes it. */
export interface ContactLeeway {
	/** Names that the service does not allow: nothing is written, or all the rest is. */
	unfitNames: 'refuse' | 'leaveOut';
}

export interface ContactWritten extends Contact {
	/** Whether it was not there before. */
	created: boolean;
	/** Names of what was left out: the service does not allow its value, or an id made of a chat would replace a better one. */
	leftOut: string[];
}

/** A chat that the service is to know whose it is. */
export interface Registration {
	chatId: string;
	/** Whose chat it is; whoever is not known becomes a new contact. */
	contact: ContactRef;
}

export interface Registered {
	service: string;
	chatId: string;
	contact: ContactRef;
	/** The service took it: it tells no more. */
	registered: true;
	raw: unknown;
}

/** By what an import finds the contacts that are there already. */
export const IMPORT_KEYS = ['email', 'phone', 'emailOrPhone', 'externalId', 'id', 'field'] as const;

export type ImportKey = (typeof IMPORT_KEYS)[number];

export interface ImportSettings extends ContactLeeway {
	matchBy: ImportKey;
	/** For `field`: the service's id of it. */
	fieldId?: string;
	/** Names of groups that all contacts are put into, or taken out of. */
	groups?: readonly string[];
	groupsLeft?: readonly string[];
	restoreDeleted?: boolean;
	/** Type of the event that each new contact raises. */
	newContactEvent?: string;
}

/** Contacts of which the same things are known; `id` where the import matches by it. */
export interface ImportedContact extends ContactData {
	id?: string;
}

/** What came of handing over an import. */
export interface ImportStart {
	/** Null when nothing was taken. */
	id: string | null;
	/** For each contact in the order given: why it was refused, or null. */
	refused: Array<Failure | null>;
	/** Refusals that name no contact of the request. */
	unmatched: string[];
	raw: unknown;
}

export interface ImportReport {
	id: string;
	status: 'queued' | 'running' | 'finished' | 'failed';
	/** The service's own words; null where it has none. */
	description: string | null;
	/** ISO 8601, or as the service writes it; null where it does not tell. */
	time: string | null;
	/** Ids of the contacts by what they were found by. */
	ids: ReadonlyMap<string, string>;
	raw: unknown;
}

export interface ContactFilter {
	externalId?: string;
	phone?: string;
	email?: string;
	firstName?: string;
	lastName?: string;
	/** Also what a list leaves out; one more request for each contact. */
	inFull: boolean;
	/** At most so many; Infinity for all. */
	limit: number;
}

/** Something that happened in the user's own systems, for the service's automations. */
export interface OutsideEvent {
	type: string;
	/** Tells two events of one type apart. */
	key?: string;
	/** Whom it is about. */
	contact?: ContactRef;
	/** Texts, numbers, booleans, or nested JSON. */
	parameters: Record<string, unknown>;
}
