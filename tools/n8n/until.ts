export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface UntilOptions {
	/** Named in the error: "timed out after 30 s waiting for <what>". */
	what: string;
	/** Milliseconds; 30 s by default. */
	timeout?: number;
	/** Milliseconds between two looks; 100 by default. */
	every?: number;
}

/** Asks again and again until the answer is neither undefined, null nor false; an error of `ask` ends it. */
export async function until<T>(
	ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
	{ what, timeout = 30_000, every = 100 }: UntilOptions,
): Promise<T> {
	const end = Date.now() + timeout;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== null && answer !== false) return answer;
		if (Date.now() > end) throw new Error(`timed out after ${timeout / 1_000} s waiting for ${what}`);
		await sleep(every);
	}
}
