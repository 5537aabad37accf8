import { isFailure, outcomeOf } from '../model/outcome';
import type { Obstacle, Polling } from '../receiver';

/** Milliseconds before the next question after the first, second … failure in a row; the last one repeats. */
const BACK_OFF = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/** An obstacle that was there so many times in a row does not go away by itself. */
const PERSISTENT = 3;

export interface Trouble {
	/** Milliseconds to wait before asking again. */
	wait: number;
	/** One line for the log, at the beginning of an outage. */
	log?: string;
	/** What the owners of the workflows must do something about, once in an outage. */
	obstacle?: Obstacle;
}

/** What to do about questions that fail. Polling itself never ends: what is mended by others goes on by itself. */
export class Outage {
	private failures = 0;
	private obstacles = 0;

	constructor(private readonly polling: Polling) {}

	failed(failure: unknown): Trouble {
		const obstacle = this.polling.explain?.(failure);
		const wait = Math.max(BACK_OFF[Math.min(this.failures, BACK_OFF.length - 1)] ?? 0, obstacle?.pause ?? 0);
		this.failures += 1;
		this.obstacles = obstacle ? this.obstacles + 1 : 0;
		return {
			wait,
			...(this.failures === 1 && { log: `No updates can be fetched: ${describe(failure, obstacle)}` }),
			...(obstacle && this.obstacles === PERSISTENT && { obstacle }),
		};
	}

	/** A question was answered. Says so in one line when it was not before. */
	over(): string | undefined {
		const failures = this.failures;
		this.failures = this.obstacles = 0;
		return failures === 0 ? undefined : `Updates are fetched again after ${failures} failed attempts`;
	}
}

function describe(failure: unknown, obstacle: Obstacle | undefined): string {
	if (obstacle) return `${obstacle.description}. ${obstacle.advice}`;
	if (!isFailure(failure)) return 'something unexpected went wrong';
	const { description, advice } = outcomeOf(failure);
	return `${description}. ${advice}`;
}
