import type { StatusReport } from '../gateway';
import type { DeliveryStatus } from '../model/status';
import { furthest, verdictOf, type Goal } from './reached';
import type { BotReport } from './result';

/** What to do with a message of which nobody can tell whether it was sent. */
export const UNKNOWNS = ['sent', 'failed', 'ask'] as const;

export type UnknownIs = (typeof UNKNOWNS)[number];

/** A message of the bot that is looked at. */
export interface Question {
	report: BotReport;
	goal: Goal;
	unknown: UnknownIs;
	/** What the workflow has heard of it since; undefined where nothing. */
	later?: DeliveryStatus;
	/** Asks the service; undefined where it cannot be asked about this message. */
	ask?: () => Promise<StatusReport | undefined>;
	/** ISO 8601: when the person last did something; null where nobody knows. */
	lastSeen?: () => Promise<string | null>;
}

/** Whether the person counts as reached, and the report as it is by now. */
export interface Judgement {
	reached: boolean;
	report: BotReport;
	/** Null where the goal is met. */
	reason: string | null;
	description: string;
}

const REACHED: Record<Goal, string> = {
	accepted: 'The service took the bot’s message',
	delivered: 'The bot’s message was delivered',
	read: 'The bot’s message was read',
	clicked: 'A link of the bot’s message was opened',
	replied: 'The person has done something in the bot since the message',
};

const SHORT: Record<Goal, { reason: string; description: string }> = {
	accepted: { reason: 'notAccepted', description: 'The service has not taken the bot’s message' },
	delivered: { reason: 'notDelivered', description: 'The bot’s message was not delivered in time' },
	read: { reason: 'notRead', description: 'The bot’s message was not read in time' },
	clicked: { reason: 'notClicked', description: 'No link of the bot’s message was opened in time' },
	replied: { reason: 'noReply', description: 'The person has not done anything in the bot in time' },
};

/** Looks at what is known, asks only where that could change the answer, and decides. */
export async function judge(question: Question): Promise<Judgement> {
	const { goal, unknown, ask } = question;
	let report = newer(question.report, question.later);
	if (ask && isOpen(report.status, goal, unknown)) report = updated(report, await ask());
	const verdict = verdictOf(report.status, goal);
	// whoever answers a message has got it, whatever the service says of it
	const reached = verdict === 'reached' || (goal === 'replied' && (await hasReplied(question)));
	if (verdict === 'unknown' && !reached) return uncertain(report, unknown);
	if (reached) return { reached, report, reason: null, description: REACHED[goal] };
	return { reached, report, ...(verdict === 'ended' ? refused(report) : SHORT[goal]) };
}

/**
 * Whether the service could change the answer. A message that it took may have failed since, where it learns only
 * later that somebody has blocked the bot.
 */
function isOpen(status: DeliveryStatus, goal: Goal, unknown: UnknownIs): boolean {
	const verdict = verdictOf(status, goal);
	if (verdict === 'unknown') return unknown === 'ask';
	if (goal === 'accepted') return verdictOf(status, 'delivered') === 'pending';
	return verdict === 'pending' && goal !== 'replied';
}

async function hasReplied({ report, lastSeen }: Question): Promise<boolean> {
	const seen = await lastSeen?.();
	return typeof seen === 'string' && Date.parse(seen) > Date.parse(report.time);
}

function newer(report: BotReport, later: DeliveryStatus | undefined): BotReport {
	const status = later === undefined ? report.status : furthest(report.status, later);
	return status === report.status ? report : { ...report, status, reason: null };
}

function updated(report: BotReport, found: StatusReport | undefined): BotReport {
	if (!found || found.status === 'unknown') return report;
	const status = furthest(report.status, found.status);
	return status === found.status ? { ...report, status, reason: found.reason, raw: found.raw } : report;
}

export const refused = ({ status, reason }: BotReport): { reason: string; description: string } => ({
	reason: reason ?? status,
	description: `The bot did not reach the person (${reason ?? status})`,
});

/** Nobody can tell: what the user has chosen holds. */
const uncertain = (report: BotReport, unknown: UnknownIs): Judgement => ({
	reached: unknown !== 'failed',
	report,
	reason: 'unknownOutcome',
	description:
		unknown === 'failed'
			? 'Nobody can tell whether the bot’s message was sent; it counts as not sent'
			: 'Nobody can tell whether the bot’s message was sent; it counts as sent',
});
