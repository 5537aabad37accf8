import { oncePer } from '../oncePer';

/** SMS that may be sent; Infinity for no limit. */
export interface Limits {
	perRun: number;
	perDay: number;
}

/** What a run has sent so far. It outlives one call of the node: in a loop a run calls it many times. */
export interface Count {
	sent: number;
}

/** Counts what a run sends, beside what others have sent that day before it began. */
export class Budget {
	/** Since it was asked how many were sent that day. */
	private sentSince = 0;
	private readonly sentBefore: (day: 'today') => Promise<number>;

	/** @param sentToday asked once, and only where there is a limit for the day */
	constructor(
		readonly limits: Limits,
		sentToday: () => Promise<number>,
		private readonly run: Count = { sent: 0 },
	) {
		this.sentBefore = oncePer(async () => await sentToday());
	}

	/** Takes one SMS out; tells which limit was reached where there is none left. */
	async take(): Promise<'taken' | 'runLimit' | 'dayLimit'> {
		const { perRun, perDay } = this.limits;
		const before = perDay === Infinity ? 0 : await this.sentBefore('today');
		if (this.run.sent >= perRun) return 'runLimit';
		if (before + this.sentSince >= perDay) return 'dayLimit';
		this.add(1);
		return 'taken';
	}

	/** For SMS that were not sent after all. */
	giveBack(count = 1): void {
		this.add(-count);
	}

	private add(count: number): void {
		this.run.sent += count;
		this.sentSince += count;
	}
}
