import { deliver, failedReceipt } from '../deliver';
import type { Address, Gateway, Line, StatusReport } from '../gateway';
import type { Message } from '../model/message';
import { isFailure, mayHaveBeenSent, outcomeOf, type Failure } from '../model/outcome';
import type { SmsWish } from './guard';
import { judge, type Judgement, type Question, type UnknownIs } from './judge';
import { noted } from './claims';
import type { Key } from './key';
import { resultOf, type BotReport, type Result } from './result';
import { repeated, sendSms, type Use } from './sms';

/** What an item is known by, and the SMS that it gets where it comes to that. */
interface Wanted {
	key: Key;
	/** Called only when the bot has not reached the person; the phone may have to be looked up. */
	wish: (report: BotReport) => Promise<SmsWish>;
}

export interface SendRequest extends Wanted {
	address: Address;
	message: () => Promise<Message>;
	unknown: UnknownIs;
	/** Asks what became of a message that was sent without an answer; undefined where nobody can be asked. */
	ask?: () => Promise<StatusReport | undefined>;
	/** What a failure does that is not about the person, such as a service that is down. */
	botFailure: 'fail' | 'sms';
}

export type ReceiptRequest = Wanted & Question;

/** Judges a message that was sent before, and sends the SMS where it did not reach the person. */
export async function fallBackFor(use: Use, request: ReceiptRequest): Promise<Result> {
	const { key } = request;
	const judgement = await judge(request);
	if (judgement.reached) return reached(key, judgement);
	const taken = await use.claims.take(key);
	if (taken !== 'new') return repeated(taken, key, judgement.report);
	return await heldWhile(use, key, async () => await toSms(use, request, judgement));
}

/** Sends the bot's message, and the SMS in the same run where the service cannot reach the person. */
export async function sendAndFallBack(
	use: Use,
	bot: { gateway: Gateway; line: Line },
	request: SendRequest,
): Promise<Result> {
	const { key } = request;
	const taken = await use.claims.take(key);
	if (taken !== 'new') return repeated(taken, key, null);
	const notes: string[] = [];
	const judgement = await heldWhile(use, key, async () => await byBot(bot, request, notes));
	if (judgement.reached) {
		notes.push(...(await noted(use.claims.end(key, 'bot', judgement.report.messageId))));
		return { ...reached(key, judgement), degraded: notes };
	}
	return await heldWhile(use, key, async () => await toSms(use, request, judgement));
}

/** Leaves all of it to the service, which tries one way after the other: nobody learns which of them it was. */
export async function sendByCascade(use: Use, { key, wish }: { key: Key; wish: SmsWish }): Promise<Result> {
	const taken = await use.claims.take(key);
	if (taken !== 'new') return repeated(taken, key, null);
	const about = {
		key,
		bot: null,
		reason: 'cascade',
		description: 'The service tries one way after the other, and may send an SMS',
	};
	return await heldWhile(use, key, async () => await sendSms(use, wish, about));
}

const reached = (key: Key, { report, reason, description }: Judgement): Result =>
	resultOf('reachedByBot', { key: key.mark, bot: report, reason, description });

const toSms = async (use: Use, { key, wish }: Wanted, judgement: Judgement): Promise<Result> =>
	await sendSms(use, await wish(judgement.report), {
		key,
		bot: judgement.report,
		reason: judgement.reason ?? judgement.report.status,
		description: judgement.description,
	});

/** Gives the item back when something goes wrong before anything can have been sent. */
async function heldWhile<T>({ claims }: Use, key: Key, work: () => Promise<T>): Promise<T> {
	return await work().catch(async (failure: unknown) => {
		if (isFailure(failure) && !mayHaveBeenSent(failure)) {
			// where it cannot be given back it stays taken; the first failure is the one to tell
			await claims.release(key).catch(() => undefined);
		}
		throw failure;
	});
}

async function byBot(
	{ gateway, line }: { gateway: Gateway; line: Line },
	request: SendRequest,
	notes: string[],
): Promise<Judgement> {
	const { address, unknown, ask } = request;
	const message = await request.message();
	const handling = { unknown: 'receipt', refused: 'receipt', duplicates: 'accept' } as const;
	const sent = await deliver(gateway, line, address, message, handling).then(
		(report) => ({ report }),
		(failure: unknown) => ({ failure }),
	);
	if ('report' in sent) {
		const { report } = sent;
		// nothing can have happened to a message that was taken this moment
		const asking = report.status === 'unknown' && ask;
		return await judge({
			report,
			goal: 'accepted',
			unknown,
			...(asking && { ask: async () => await asking().catch(unasked(notes)) }),
		});
	}
	const { failure } = sent;
	if (!isFailure(failure) || mayHaveBeenSent(failure) || request.botFailure === 'fail') throw failure;
	return failed(failedReceipt(gateway.id, address, failure, line.now()), failure);
}

/** The message may be out by now, so that nobody can be asked about it must not look as if it had not been sent. */
const unasked =
	(notes: string[]) =>
	(failure: unknown): undefined => {
		if (!isFailure(failure)) throw failure;
		notes.push(`The service could not be asked what became of a message: ${outcomeOf(failure).headline}`);
	};

const failed = (report: BotReport, failure: Failure): Judgement => ({
	reached: false,
	report,
	reason: report.reason ?? 'failed',
	description: `The bot could not send: ${outcomeOf(failure).headline}`,
});
