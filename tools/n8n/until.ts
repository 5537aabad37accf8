export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds to wait for what should have come long ago: how busy the machine is decides no test. */
export const PATIENCE = 120_000;

export interface UntilOptions {
	/** Named in the error: "timed out after 30 s waiting for <what>". */
	what: string;
	/** Milliseconds; PATIENCE by default. */
	timeout?: number;
	/** Milliseconds between two looks; 100 by default. */
	every?: number;
}

/** A question that changes nothing got no answer: nobody knows more than before, so it may be asked again. */
export class Unanswered extends Error {
	override readonly name = 'Unanswered';
}

/** Questions in a row without an answer after which nobody is there any more. */
const MOST_UNANSWERED = 10;

/**
 * Asks again and again until the answer is neither undefined, null nor false. An error of `ask` ends it, unless it is
 * a connection that broke: on a busy machine some do.
 */
export async function until<T>(
	ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
	{ what, timeout = PATIENCE, every = 100 }: UntilOptions,
): Promise<T> {
	const end = Date.now() + timeout;
	for (let unanswered = 0; ;) {
		const answer = await answerOf(ask);
		unanswered = answer instanceof Unanswered ? unanswered + 1 : 0;
		if (answer instanceof Unanswered) {
			if (unanswered >= MOST_UNANSWERED || Date.now() > end) throw answer;
		} else if (answer !== undefined && answer !== null && answer !== false) return answer;
		if (Date.now() > end) throw new Error(`timed out after ${timeout / 1_000} s waiting for ${what}`);
		await sleep(every);
	}
}

async function answerOf<T>(ask: () => Promise<T> | T): Promise<T | Unanswered> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof Unanswered) return error;
		throw error;
	}
}
