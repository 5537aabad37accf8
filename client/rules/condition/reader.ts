import type { Condition, Found } from '../rule';

/** One condition as the panel stores it: which it is, and the fields of all kinds. */
export type ConditionFields = { when?: unknown } & Record<string, unknown>;

/** What is known while a condition is read. */
export interface Place {
	/** In errors: `Rule 2 (“Prices”), condition 1`. */
	field: string;
	/** The workflow's own. */
	zone: string;
}

export type Reader = (fields: ConditionFields, place: Place) => Omit<Condition, 'says'> & { says?: '' };

/** It holds, and there is nothing to keep. */
const HELD: Found = [];

export const when = (holds: boolean): Found | undefined => (holds ? HELD : undefined);
