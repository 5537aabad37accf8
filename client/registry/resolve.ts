import type { Capabilities } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Recipient } from '../model/recipient';
import type { Registry, SubscriberQuery, SubscriberRecord } from './types';

/** Days after which nobody can say whether a username still belongs to the same person. */
const NAME_LASTS = 365;
const DAY = 86_400_000;

/** Who is meant: what to tell the service, and the row where there is one. */
export interface Resolved {
	recipient: Recipient;
	record?: SubscriberRecord;
}

/**
 * Turns `@username`, `#uid` or a phone number into the id that the service takes.
 *
 * Who is not in the registry is left to the service where it can look up that form itself. A service whose
 * usernames name channels only cannot find people by them: there the answer is no, without asking it.
 * @throws InvalidInput `unknownRecipient` for nobody, for several people, and for a name that may be another's by now
 */
export async function resolve(
	registry: Registry,
	can: Pick<Capabilities, 'recipients' | 'usernamesArePublic'>,
	query: SubscriberQuery,
	now: Date,
): Promise<Resolved> {
	const { recipient } = query;
	if (recipient.form === 'id') return { recipient };
	const found = await registry.find(query);
	const [record] = found;
	if (!record) {
		if (findsItself(can, recipient)) return { recipient };
		throw unknown(`${written(recipient)} is not in the registry`, ADVICE[recipient.form]);
	}
	const ids = new Set(found.map(({ chatId, subscriberId }) => chatId ?? subscriberId));
	const [id] = ids;
	if (ids.size > 1 || id === undefined) {
		throw unknown(
			`${written(recipient)} is the name of ${ids.size} people in the registry`,
			'Give the id of the one who is meant',
		);
	}
	const why = stale(recipient, record, now);
	if (why !== undefined) throw unknown(`${written(recipient)} ${why}`, 'Give the id of the person instead');
	return { recipient: { form: 'id', value: id }, record };
}

const findsItself = (
	{ recipients, usernamesArePublic }: Pick<Capabilities, 'recipients' | 'usernamesArePublic'>,
	{ form }: Recipient,
): boolean => recipients.includes(form) && !(form === 'username' && usernamesArePublic === true);

/** Names are given up and taken by others, so an old one may mean somebody else. Phones are given by their owners. */
function stale({ form }: Recipient, record: SubscriberRecord, now: Date): string | undefined {
	if (record.status === 'deactivated') return 'belongs to an account that no longer exists';
	if (form !== 'username' || record.lastSeen === null) return undefined;
	const days = Math.floor((now.getTime() - Date.parse(record.lastSeen)) / DAY);
	return days > NAME_LASTS
		? `was last seen ${days} days ago, and may be somebody else’s name by now`
		: undefined;
}

const SIGNS: Record<Recipient['form'], string> = { id: '', username: '@', uid: '#', phone: '+' };

const written = ({ form, value }: Recipient): string => `“${SIGNS[form]}${value}”`;

const ADVICE: Record<Recipient['form'], string> = {
	id: '',
	username:
		'Only people who have written to the bot are known. For a channel or a public group choose By Channel Name',
	uid: 'Only people who have written to the bot are known',
	phone: 'Only people who have shared their phone with the bot are known: use Ask for Phone',
};

const unknown = (detail: string, advice: string): InvalidInput =>
	new InvalidInput('Recipient', detail, advice, 'unknownRecipient');
