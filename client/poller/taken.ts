import type { Clock } from '../http/gate';

/**
 * Milliseconds after which a start counts as stored although it was neither refused nor seen to begin, as in
 * queue mode: many times what storing it takes.
 */
const GRACE = 5_000;

/** Milliseconds that a run which has begun is waited for, so that not too many are under way together. */
const COMPANY = 1_000;

/** Times are counted in pieces, so that a busy process, whose clock runs on, does not use them up. */
const PIECE = 250;

/** Milliseconds before a refused start is tried again; the last one repeats. */
const BACK_OFF = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

export interface Run {
	/** Resolves when it is known to be stored. */
	begun: Promise<void>;
	/** Resolves when it has run to its end, or was stored before; rejects when it could not be started. */
	ended: Promise<unknown>;
}

export interface Start {
	run: () => Run;
	/** Whether somebody still wants it. */
	isWanted: () => boolean;
	/** Told once, when the first start is refused. */
	onRefused: (reason: unknown) => void;
	/** Whether a rejection is the end of a run that had begun, not a refusal. */
	isEnd: (reason: unknown) => boolean;
}

type Outcome = 'taken' | { refused: unknown };

/**
 * Starts a run until it is stored: then a crash does not lose it. A short run is waited for to its end, a long
 * one is not, as one person's slow workflow must not hold up the next person's message.
 * @returns false when nobody wants it any more
 */
export async function untilTaken(start: Start, clock: Clock): Promise<boolean> {
	for (let attempt = 0; start.isWanted(); attempt += 1) {
		const { begun, ended } = start.run();
		const outcome = outcomeOf(ended, start.isEnd);
		const stored = begun.then(() => 'stored' as const);
		const first = await Promise.race([outcome, stored, pause(clock, GRACE, outcome, begun)]);
		if (first === 'stored') await Promise.race([outcome, pause(clock, COMPANY, outcome)]);
		if (first === 'taken' || first === 'stored') return true;
		if (first === 'over') {
			// a refusal that comes later than any should is not lost either
			void outcome.then(async (late) => late === 'taken' || (await untilTaken(start, clock)));
			return true;
		}
		if (attempt === 0) start.onRefused(first.refused);
		await clock.sleep(BACK_OFF[Math.min(attempt, BACK_OFF.length - 1)] ?? 0);
	}
	return false;
}

const outcomeOf = async (ended: Promise<unknown>, isEnd: Start['isEnd']): Promise<Outcome> =>
	await ended.then(
		() => 'taken' as const,
		(reason: unknown) => (isEnd(reason) ? 'taken' : { refused: reason }),
	);

/** Time to wait, cut short when something is heard. */
async function pause(clock: Clock, ms: number, ...heard: Array<Promise<unknown>>): Promise<'over'> {
	const state = { over: false };
	void Promise.race(heard).then(() => (state.over = true));
	for (let spent = 0; spent < ms && !state.over; spent += PIECE) await clock.sleep(PIECE);
	return 'over';
}
