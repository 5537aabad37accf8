import { InvalidInput } from '../model/error';

export const LIMIT_UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** How long to wait, as the panel gives it: for a while, or up to a moment. */
export type Limit = { amount: number; unit: keyof typeof LIMIT_UNITS } | { at: string | undefined };

/** The moment by which n8n means that there is no limit; not every database keeps much later ones. */
const FOR_EVER = Date.UTC(3000, 0, 1);
const FOR_EVER_ADVICE = 'Leave the limit out to wait for ever';

/**
 * When the waiting ends.
 * @throws InvalidInput for a moment that is over, or none, or later than n8n waits
 */
export function endOf(limit: Limit, now: Date): Date {
	if ('unit' in limit) {
		const end = new Date(now.getTime() + limit.amount * LIMIT_UNITS[limit.unit]);
		if (end.getTime() <= now.getTime())
			throw new InvalidInput('Limit Wait Time, Amount', 'leaves no time to answer', 'Give more than 0');
		if (end.getTime() < FOR_EVER) return end;
		throw new InvalidInput('Limit Wait Time, Amount', 'is too large', FOR_EVER_ADVICE);
	}
	const end = new Date(limit.at ?? '');
	if (Number.isNaN(end.getTime()))
		throw new InvalidInput('Limit Wait Time, Max Date and Time', 'is empty', 'Give a moment to wait for');
	if (end.getTime() >= FOR_EVER)
		throw new InvalidInput('Limit Wait Time, Max Date and Time', 'is too far away', FOR_EVER_ADVICE);
	if (end.getTime() > now.getTime()) return end;
	throw new InvalidInput(
		'Limit Wait Time, Max Date and Time',
		`“${limit.at ?? ''}” is over`,
		'Give a moment that is still to come',
	);
}
