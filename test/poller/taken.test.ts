import { untilTaken, type Run, type Start } from '../../client/poller/taken';
import { fastClock } from './stage';

const never = new Promise<never>(() => undefined);
const now = Promise.resolve();

/** A start whose attempts go as listed; the last one repeats. */
function start(...runs: Array<() => Run>): Start & { attempts: number; refused: unknown[] } {
	const kept = {
		attempts: 0,
		refused: [] as unknown[],
		run: (): Run => {
			kept.attempts += 1;
			return (runs[kept.attempts - 1] ?? runs[runs.length - 1] ?? (() => ({ begun: never, ended: now })))();
		},
		isWanted: () => true,
		isEnd: (reason: unknown) => String(reason).includes('cancelled'),
		onRefused: (reason: unknown) => void kept.refused.push(reason),
	};
	return kept;
}

const refused = (): Run => ({ begun: never, ended: Promise.reject(new Error('no database')) });

it('is taken when the run has ended, or was stored before', async () => {
	const run = start(() => ({ begun: never, ended: now }));
	expect(await untilTaken(run, fastClock)).toBe(true);
	expect(run.attempts).toBe(1);
});

it('is taken soon after a long run has begun', async () => {
	const run = start(() => ({ begun: now, ended: never }));
	expect(await untilTaken(run, fastClock)).toBe(true);
	expect(run.attempts).toBe(1);
});

it('is taken after a while when nothing is heard, as in queue mode', async () => {
	const run = start(() => ({ begun: never, ended: never }));
	expect(await untilTaken(run, fastClock)).toBe(true);
	expect(run.attempts).toBe(1);
});

it('is tried again as long as it is refused, and says so once', async () => {
	const run = start(refused, refused, refused, () => ({ begun: now, ended: now }));
	expect(await untilTaken(run, fastClock)).toBe(true);
	expect(run.attempts).toBe(4);
	expect(run.refused).toHaveLength(1);
});

it('is not started again when a person stopped the run', async () => {
	const run = start(() => ({ begun: never, ended: Promise.reject(new Error('cancelled by a person')) }));
	expect(await untilTaken(run, fastClock)).toBe(true);
	expect(run.attempts).toBe(1);
});

it('is given up when nobody wants it any more', async () => {
	const run = start(refused);
	run.isWanted = () => run.attempts < 2;
	expect(await untilTaken(run, fastClock)).toBe(false);
	expect(run.attempts).toBe(2);
});

it('is tried again even when it is refused later than any should', async () => {
	let refuse = (): void => undefined;
	const late = new Promise<never>((_, reject) => {
		refuse = () => reject(new Error('no database'));
	});
	const run = start(
		() => ({ begun: never, ended: late }),
		() => ({ begun: now, ended: now }),
	);
	expect(await untilTaken(run, fastClock)).toBe(true);
	refuse();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(run.attempts).toBe(2);
});
