/** SMS that may be sent; Infinity for no limit. */
export interface Limits {
	perRun: number;
	perDay: number;
}

/** Counts what a run sends, beside what others have sent that day before it began. */
export class Budget {
	private sent = 0;
	private before: Promise<number> | undefined;

	/** @param sentToday asked once, and only where there is a limit for the day */
	constructor(
		readonly limits: Limits,
		private readonly sentToday: () => Promise<number>,
	) {}

	/** Takes one SMS out; tells which limit was reached where there is none left. */
	async take(): Promise<'taken' | 'runLimit' | 'dayLimit'> {
		const { perRun, perDay } = this.limits;
		const before = perDay === Infinity ? 0 : await (this.before ??= this.sentToday());
		if (this.sent >= perRun) return 'runLimit';
		if (before + this.sent >= perDay) return 'dayLimit';
		this.sent += 1;
		return 'taken';
	}

	/** For an SMS that was not sent after all. */
	giveBack(): void {
		this.sent -= 1;
	}
}
