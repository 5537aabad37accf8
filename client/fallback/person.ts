/** What the registry keeps of a person and a bot, as far as it matters here. */
export interface Presence {
	subscriberId: string;
	/** International, digits only. */
	phone: string | null;
	status: string | null;
	/** ISO 8601, as is `lastSeen`. */
	statusAt: string | null;
	lastSeen: string | null;
}

/**
 * When a person last did something that can be a reply, after all rows about them. To leave is none, and a row
 * keeps the newest moment only: where that is when they left, nobody knows of anything else.
 * @returns ISO 8601; null where nobody knows
 */
export const lastThere = (
	rows: ReadonlyArray<Pick<Presence, 'status' | 'statusAt' | 'lastSeen'>>,
): string | null =>
	rows.reduce<string | null>((latest, { status, statusAt, lastSeen }) => {
		const hasLeft = (status === 'blocked' || status === 'unsubscribed') && lastSeen === statusAt;
		return hasLeft || (lastSeen ?? '') <= (latest ?? '') ? latest : lastSeen;
	}, null);

/**
 * The phone of the person whom the rows are about. A name that several people have had, and a person with several
 * phones, tell none: an SMS must not go to a stranger.
 */
export function phoneIn(rows: ReadonlyArray<Pick<Presence, 'subscriberId' | 'phone'>>): string | null {
	const people = new Set(rows.map(({ subscriberId }) => subscriberId));
	const phones = new Set(rows.flatMap(({ phone }) => phone ?? []));
	const [phone] = phones;
	return people.size === 1 && phones.size === 1 ? (phone ?? null) : null;
}
