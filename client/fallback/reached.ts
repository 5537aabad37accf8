import type { Capabilities, Gateway } from '../gateway';
import { ENDED, PROGRESS, type DeliveryStatus } from '../model/status';

/** What counts as having reached somebody. */
export const GOALS = ['accepted', 'delivered', 'read', 'clicked', 'replied'] as const;

export type Goal = (typeof GOALS)[number];

/** The status from which on a goal is met; a reply is no status. */
const LEAST: Record<Exclude<Goal, 'replied'>, DeliveryStatus> = {
	accepted: 'queued',
	delivered: 'delivered',
	read: 'read',
	clicked: 'clicked',
};

const rankOf = (status: DeliveryStatus): number => PROGRESS.findIndex((one) => one === status);

/** The goals of which the service can ever tell. A reply is known by the registry, whatever the service is. */
export const goalsOf = ({ furthestStatus: { status, skips = [] } }: Capabilities): Goal[] =>
	GOALS.filter(
		(goal) => goal === 'replied' || (rankOf(LEAST[goal]) <= rankOf(status) && !skips.includes(LEAST[goal])),
	);

/** Whether nobody knows of a goal but whoever receives the service's reports: the service cannot be asked. */
export const isOnlyReported = (goal: Goal, { getStatuses }: Pick<Gateway, 'getStatuses'>): boolean =>
	goal !== 'accepted' && goal !== 'replied' && getStatuses === undefined;

/** What counts where nobody has chosen: that the message arrived, where the service can be asked about that. */
export const usualGoal = (gateway: Pick<Gateway, 'can' | 'getStatuses'>): Goal =>
	goalsOf(gateway.can).includes('delivered') && !isOnlyReported('delivered', gateway)
		? 'delivered'
		: 'accepted';

/**
 * What a status says of a goal.
 * - `reached`
 * - `ended`: it will never be
 * - `pending`: it is on its way, and has not come so far yet
 * - `unknown`: nobody can tell whether it was sent at all
 */
export type Verdict = 'reached' | 'ended' | 'pending' | 'unknown';

export function verdictOf(status: DeliveryStatus, goal: Goal): Verdict {
	if (status === 'unknown') return 'unknown';
	if (rankOf(status) < 0) return 'ended';
	if (goal === 'replied') return 'pending';
	return rankOf(status) >= rankOf(LEAST[goal]) ? 'reached' : 'pending';
}

/** The newer of two reports on one message; a message only moves forward. */
export function furthest(known: DeliveryStatus, later: DeliveryStatus): DeliveryStatus {
	if (later === 'unknown') return known;
	return rankOf(later) >= 0 && rankOf(later) < rankOf(known) ? known : later;
}

const STATUSES: ReadonlySet<string> = new Set<string>([...PROGRESS, ...ENDED, 'unknown']);

export const isStatus = (word: unknown): word is DeliveryStatus =>
	typeof word === 'string' && STATUSES.has(word);
