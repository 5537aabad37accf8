import type { Clock } from '../http/gate';
import type { ImportReport } from '../model/contact';
import { Unreachable } from '../model/error';
import { isFailure, keepFailure, type Failure } from '../model/outcome';

/** How an import went by: each state once, with the moment in which it was first seen. */
export interface Progress {
	status: ImportReport['status'];
	/** ISO 8601. */
	at: string;
}

export interface Followed {
	/** The last that was heard; undefined when the time was over before anything was. */
	report: ImportReport | undefined;
	progress: Progress[];
	/** Why it was let go before its end; a service that is out of order is asked on while there is time. It goes on all the same: a question that failed undoes nothing. */
	failure?: Failure;
}

/** Milliseconds until the first question, and the most between two. */
const FIRST = 500;
const LONGEST = 10_000;

const ENDED: ReadonlySet<ImportReport['status']> = new Set(['finished', 'failed']);

/**
 * Asks for an import until it has ended, less and less often.
 * @param patience milliseconds after which it is let go; it goes on without us
 * @param tell hears of each new state
 */
export async function follow(
	ask: () => Promise<ImportReport>,
	clock: Clock,
	patience: number,
	tell: (report: ImportReport) => void = () => undefined,
): Promise<Followed> {
	const end = clock.now() + patience;
	const progress: Progress[] = [];
	let report: ImportReport | undefined;
	let failure: Failure | undefined;
	for (let pause = FIRST; ; pause = Math.min(pause * 2, LONGEST)) {
		const left = end - clock.now();
		if (left <= 0) return { report, progress, ...(failure && { failure }) };
		await clock.sleep(Math.min(pause, left));
		const answer = await ask().catch(keepFailure);
		if (isFailure(answer)) {
			failure = answer;
			if (answer instanceof Unreachable) continue;
			return { report, progress, failure };
		}
		failure = undefined;
		report = answer;
		if (progress.at(-1)?.status !== report.status) {
			progress.push({ status: report.status, at: new Date(clock.now()).toISOString() });
			tell(report);
		}
		if (ENDED.has(report.status)) return { report, progress };
	}
}
