import { deliverCascade, deliverSms, failedReceipt } from '../deliver';
import { isFailure, mayHaveBeenSent, outcomeOf } from '../model/outcome';
import type { Receipt } from '../model/receipt';
import { ENDED } from '../model/status';
import type { Budget } from './budget';
import { noted, type Claims, type Taken } from './claims';
import { check, type Drafted, type SmsRoad, type SmsWish } from './guard';
import type { Key } from './key';
import type { Phone, Phones } from './phone';
import { resultOf, type BotReport, type Result, type Stop } from './result';
import type { SmsText } from './text';

/** What all items of a run share. */
export interface Use {
	/** Undefined: the workflow sends the SMS itself, by another node. */
	road?: SmsRoad;
	claims: Claims;
	budget: Budget;
	/** What was handed to the next node, by its mark; see takeBack. */
	handed: Map<string, Key>;
	phones: Phones;
	now: () => Date;
}

/** The item that the SMS is for. */
export interface Case {
	key: Key;
	bot: BotReport | null;
	/** Why the bot did not reach the person. */
	reason: string;
	description: string;
}

/** Sends the SMS of an item that is ours, unless something stands against it; the item is ended or given back. */
export async function sendSms(use: Use, wish: SmsWish, about: Case): Promise<Result> {
	const checked = await check(wish, use.phones, use.road, use.now());
	if ('stop' in checked) return await stopped(use, about, checked, checked.stop);
	const room = await use.budget.take();
	if (room !== 'taken') return await stopped(use, about, checked, LIMITS[room](use.budget));
	if (!use.road) return await handedOver(use, about, checked);

	const receipt = await receiptOf(use.road, wish, checked, use.now);
	const { outcome, reason, description } = readSms(receipt, about);
	if (outcome === 'notReached') use.budget.giveBack();
	const notes = await noted(
		outcome === 'sentBySms'
			? use.claims.end(about.key, 'sms', receipt.messageId)
			: use.claims.release(about.key),
	);
	return resultOf(outcome, {
		...base(about),
		...drafted(checked),
		reason,
		description,
		sms: receipt,
		degraded: [...(checked.text?.degraded ?? []), ...notes],
	});
}

const LIMITS: Record<'runLimit' | 'dayLimit', (budget: Budget) => Stop> = {
	runLimit: ({ limits }) => ({
		reason: 'runLimit',
		description: `This run has sent ${limits.perRun} SMS, which is the most it may`,
	}),
	dayLimit: ({ limits }) => ({
		reason: 'dayLimit',
		description: `${limits.perDay} SMS were sent today, which is the most for a day`,
	}),
};

const HANDLING = { unknown: 'receipt', refused: 'receipt', duplicates: 'accept' } as const;

/** What went wrong becomes a receipt too, unless nobody planned it: then the item stays taken. */
async function receiptOf(
	{ gateway, line }: SmsRoad,
	{ stages, sender }: SmsWish,
	{ phone: { digits: phone }, text }: { phone: Phone; text?: SmsText },
	now: () => Date,
): Promise<Receipt> {
	const sent = stages
		? deliverCascade(gateway, line, { phone, stages }, HANDLING)
		: deliverSms(gateway, line, { phone, text: text?.text ?? '', ...(sender && { sender }) }, HANDLING);
	return await sent.catch((failure: unknown): Receipt => {
		if (!isFailure(failure)) throw failure;
		const receipt = failedReceipt(gateway.id, { recipient: { form: 'phone', value: phone } }, failure, now());
		const { headline, advice } = outcomeOf(failure);
		return {
			...receipt,
			channel: stages ? 'cascade' : 'sms',
			status: mayHaveBeenSent(failure) ? 'unknown' : receipt.status,
			degraded: [`${headline}. ${advice}`],
		};
	});
}

const HAS_ENDED: ReadonlySet<string> = new Set<string>(ENDED);

function readSms(
	{ status, reason, degraded, service }: Receipt,
	about: Case,
): Pick<Result, 'outcome' | 'reason' | 'description'> {
	if (HAS_ENDED.has(status)) {
		const why = degraded[0] ?? `${service} refused it`;
		return {
			outcome: 'notReached',
			reason: reason ?? status,
			description: `${about.description}; the SMS was not sent: ${why}`,
		};
	}
	const unsure =
		status === 'unknown' ? '; nobody can tell whether the SMS was sent, so it is not sent again' : '';
	return { outcome: 'sentBySms', reason: about.reason, description: `${about.description}${unsure}` };
}

async function stopped(use: Use, about: Case, known: Drafted, stop: Stop): Promise<Result> {
	const notes = await noted(use.claims.release(about.key));
	return resultOf('notReached', {
		...base(about),
		...drafted(known),
		degraded: [...(known.text?.degraded ?? []), ...notes],
		reason: stop.reason,
		description: `${about.description}. ${stop.description}`,
		allowedAt: stop.allowedAt ?? null,
	});
}

/** The next node sends it: for this one the item has ended, so that it is not handed over twice. */
async function handedOver(use: Use, about: Case, known: Drafted): Promise<Result> {
	use.handed.set(about.key.mark, about.key);
	await use.claims.end(about.key, 'sms');
	return resultOf('notReached', {
		...base(about),
		...drafted(known),
		reason: about.reason,
		description: `${about.description}. No SMS service is chosen, so the next node sends the SMS`,
		handedOver: true,
	});
}

/** For a run that fails: n8n hands on nothing of it, so what was meant for the next node is still to be handed over. */
export async function takeBack({
	handed,
	claims,
	budget,
}: Pick<Use, 'handed' | 'claims' | 'budget'>): Promise<string[]> {
	budget.giveBack(handed.size);
	const notes = await Promise.all([...handed.values()].map(async (key) => await noted(claims.release(key))));
	handed.clear();
	return notes.flat();
}

const base = ({ key, bot }: Case) => ({ key: key.mark, bot });

const drafted = ({ phone, text }: Drafted): Partial<Result> => ({
	...(phone && { phone: phone.e164, country: phone.country }),
	...(text && { text: text.text, encoding: text.encoding, parts: text.parts, degraded: text.degraded }),
});

/** What is said of an item that an earlier run has dealt with. */
export const repeated = (taken: Exclude<Taken, 'new'>, key: Key, bot: BotReport | null): Result =>
	resultOf(taken === 'bot' ? 'reachedByBot' : 'sentBySms', {
		key: key.mark,
		bot,
		repeated: true,
		...REPEATED[taken],
	});

const REPEATED: Record<Exclude<Taken, 'new'>, { reason: string; description: string }> = {
	bot: { reason: 'alreadyReached', description: 'An earlier run has reached the person by the bot' },
	sms: {
		reason: 'alreadySent',
		description: 'An earlier run has sent the SMS of this key, or handed it to the next node',
	},
	begun: {
		reason: 'begunBefore',
		description:
			'Another run has begun with this key and has not said how it ended: an SMS may have been sent, so none is sent again',
	},
};
