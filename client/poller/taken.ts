import type { Clock } from '../http/gate';

/** Milliseconds after which a start that was not refused counts as stored: many times what storing it takes. */
const GRACE = 2_000;

/** The grace is counted in pieces, so that a busy process, whose clock runs on, does not use it up. */
const PIECE = 100;

/** Milliseconds before a refused start is tried again; the last one repeats. */
const BACK_OFF = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

export interface Start {
	/** Starts it once; resolves when it has run to its end, rejects when it could not be started. */
	run: () => Promise<unknown>;
	/** Whether somebody still wants it. */
	isWanted: () => boolean;
	/** Told once, when the first start is refused. */
	onRefused: (reason: unknown) => void;
	/** Whether a rejection is the end of a run that had begun, not a refusal. */
	isEnd: (reason: unknown) => boolean;
}

type Outcome = 'taken' | { refused: unknown };

/**
 * Starts a run until it is stored: then a crash does not lose it. Long runs are not waited for, as one person's
 * slow workflow must not hold up the next person's message.
 * @returns false when nobody wants it any more
 */
export async function untilTaken(start: Start, clock: Clock): Promise<boolean> {
	for (let attempt = 0; start.isWanted(); attempt += 1) {
		const ended = outcomeOf(start);
		const first = await Promise.race([ended, grace(clock, ended)]);
		if (first === 'taken') return true;
		if (first === 'stored') {
			// a refusal that comes later than any should is not lost either
			void ended.then(async (outcome) => outcome === 'taken' || (await untilTaken(start, clock)));
			return true;
		}
		if (attempt === 0) start.onRefused(first.refused);
		await clock.sleep(BACK_OFF[Math.min(attempt, BACK_OFF.length - 1)] ?? 0);
	}
	return false;
}

const outcomeOf = async ({ run, isEnd }: Start): Promise<Outcome> =>
	await run().then(
		() => 'taken' as const,
		(reason: unknown) => (isEnd(reason) ? 'taken' : { refused: reason }),
	);

async function grace(clock: Clock, ended: Promise<Outcome>): Promise<'stored'> {
	const state = { over: false };
	void ended.then(() => (state.over = true));
	for (let spent = 0; spent < GRACE && !state.over; spent += PIECE) await clock.sleep(PIECE);
	return 'stored';
}
