/**
 * Who pressed a button, told by the trigger to the run that waits. Signed with the account's secret, which both have:
 * the address of an answer stands in the message, where others can read it too, so the request alone proves nothing.
 */
import type { Seal } from '../links/link';
import { sealed, unsealed } from '../links/sealed';
import { parseJson } from '../http/json';
import type { EventPerson } from '../model/event';

/** Somebody who gave an answer, as it comes out of the node. */
export interface Presser {
	/** The service's own id. */
	id: string;
	name: string;
	/** Without `@`. */
	username: string | null;
}

/** Unlike anything else that is signed with this seal; changes when the fields do. */
const KIND = 'press 1';

/** @param question so that it is proof for no other one */
export const toProof = (question: string, { id, name, username }: EventPerson, seal: Seal): string =>
	sealed(JSON.stringify([KIND, question, id, name.slice(0, 200), username]), seal);

/** Who pressed, where that is proved. */
export function readProof(proof: string, question: string, seal: Seal): Presser | undefined {
	const fields = parseJson(unsealed(proof, seal) ?? '');
	if (!Array.isArray(fields)) return undefined;
	const [kind, asked, id, name, username] = fields as unknown[];
	if (kind !== KIND || asked !== question || typeof id !== 'string' || typeof name !== 'string')
		return undefined;
	return { id, name, username: typeof username === 'string' ? username : null };
}

/**
 * People as the panel names them: ids and `@usernames`, separated by commas or spaces. Nobody in it: everybody may.
 */
export const readPeople = (given: string): string[] =>
	given
		.split(/[\s,;]+/)
		.map((one) => one.replace(/^@/, '').toLowerCase())
		.filter((one) => one !== '');

/** Whether somebody is among those who may answer. Nobody knows who answers on a page, so there it is nobody. */
export const mayAnswer = (people: readonly string[], presser: Presser | undefined): boolean =>
	people.length === 0 ||
	(presser !== undefined &&
		(people.includes(presser.id) ||
			(presser.username !== null && people.includes(presser.username.toLowerCase()))));
