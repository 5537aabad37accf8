import fc from 'fast-check';

import { Gate, gateOf } from '../../client/http/gate';
import type { Pace } from '../../client/http/request';
import { Rejected } from '../../client/model/error';
import { JumpingClock } from '../support/clock';
import { failureOf } from '../support/failure';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const PATIENT = Infinity;

let clock: JumpingClock;
beforeEach(() => {
	clock = new JumpingClock();
});

/** A piece of work that goes on until the test lets it end. */
function task() {
	let begun = false;
	let end = (): void => undefined;
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	return {
		work: async () => {
			begun = true;
			await ended;
		},
		hasBegun: () => begun,
		end,
	};
}

/** Lets everything happen that can happen without the clock. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const pass = async (gate: Gate, work: () => Promise<unknown>, pace: Pace[] = [], patience = PATIENT) =>
	await gate.pass(work, pace, patience, clock);

describe('room', () => {
	it('lets in as many as there is room for, and the next one when somebody leaves', async () => {
		const gate = new Gate(2);
		const tasks = [task(), task(), task()];
		const done = tasks.map(async ({ work }) => await pass(gate, work));
		await settle();
		expect(tasks.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false]);

		tasks[1]?.end();
		await settle();
		expect(tasks.map(({ hasBegun }) => hasBegun())).toEqual([true, true, true]);

		for (const { end } of tasks) end();
		await Promise.all(done);
	});

	it('hands a place over to those who wait in the order of their arrival', async () => {
		const gate = new Gate(1);
		const order: number[] = [];
		await Promise.all([0, 1, 2, 3, 4].map(async (n) => await pass(gate, async () => order.push(n))));
		expect(order).toEqual([0, 1, 2, 3, 4]);
	});

	it('returns what the work returns', async () => {
		expect(await pass(new Gate(1), async () => 'answer')).toBe('answer');
	});

	it('gives the place of a failed one to the next, and passes the failure on', async () => {
		const gate = new Gate(1);
		const first = pass(gate, async () => {
			throw new Error('broken');
		});
		const second = pass(gate, async () => 'fine');
		await expect(first).rejects.toThrow('broken');
		expect(await second).toBe('fine');
	});

	it('never has more inside than there is room for, loses nobody, and keeps the order (property)', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 5 }),
				fc.array(fc.record({ ms: fc.integer({ min: 0, max: 50 }), fails: fc.boolean() }), { maxLength: 30 }),
				async (parallel, works) => {
					const gate = new Gate(parallel);
					const began: number[] = [];
					let inside = 0;
					let most = 0;
					const results = await Promise.allSettled(
						works.map(
							async ({ ms, fails }, n) =>
								await pass(gate, async () => {
									began.push(n);
									inside += 1;
									most = Math.max(most, inside);
									await clock.sleep(ms);
									inside -= 1;
									if (fails) throw new Error('broken');
								}),
						),
					);
					expect(most).toBeLessThanOrEqual(parallel);
					expect(began).toEqual(works.map((_, n) => n));
					expect(results.map(({ status }) => status === 'rejected')).toEqual(works.map(({ fails }) => fails));
				},
			),
			{ numRuns: 50 },
		);
	});
});

describe('pace', () => {
	/** Starts so many requests at once and says when each of them began, from the first on. */
	async function startsOf(gate: Gate, paces: Pace[][]): Promise<number[]> {
		const begin = clock.now();
		return await Promise.all(
			paces.map(async (pace) => await gate.pass(async () => clock.now() - begin, pace, PATIENT, clock)),
		);
	}

	it('starts no more requests of one key within its window than it allows', async () => {
		const pace: Pace = { key: 'chat', limit: 2, per: SECOND };
		expect(await startsOf(new Gate(10), Array<Pace[]>(5).fill([pace]))).toEqual([
			0,
			0,
			SECOND,
			SECOND,
			2 * SECOND,
		]);
	});

	it('keeps the pace of each key by itself', async () => {
		const chat = (id: number): Pace[] => [{ key: `chat ${id}`, limit: 1, per: SECOND }];
		expect(await startsOf(new Gate(10), [chat(1), chat(2), chat(1), chat(2), chat(3)])).toEqual([
			0,
			0,
			SECOND,
			SECOND,
			0,
		]);
	});

	it('keeps every pace that a request counts against', async () => {
		const bot: Pace = { key: 'bot', limit: 2, per: SECOND };
		const chat = (id: number): Pace => ({ key: `chat ${id}`, limit: 1, per: 5 * SECOND });
		expect(
			await startsOf(new Gate(10), [
				[bot, chat(1)],
				[bot, chat(1)],
				[bot, chat(2)],
				[bot, chat(3)],
			]),
		).toEqual([0, 5 * SECOND, 0, SECOND]);
	});

	it('remembers requests that have ended', async () => {
		const gate = new Gate(1);
		const pace: Pace[] = [{ key: 'group', limit: 1, per: MINUTE }];
		await startsOf(gate, [pace]);
		await clock.sleep(20 * SECOND);
		expect(await startsOf(gate, [pace])).toEqual([40 * SECOND]);
	});

	it('holds in every window, whatever arrives when (property)', async () => {
		const request = fc.record({
			arrives: fc.integer({ min: 0, max: 3_000 }),
			takes: fc.integer({ min: 0, max: 2_000 }),
			chat: fc.integer({ min: 0, max: 2 }),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 6 }),
				fc.integer({ min: 1, max: 4 }),
				fc.array(request, { maxLength: 25 }),
				async (parallel, limit, requests) => {
					const gate = new Gate(parallel);
					const starts: Array<{ at: number; chat: number }> = [];
					await Promise.all(
						requests.map(async ({ arrives, takes, chat }) => {
							await clock.sleep(arrives);
							const pace: Pace[] = [
								{ key: 'bot', limit, per: SECOND },
								{ key: `chat ${chat}`, limit: 1, per: SECOND },
							];
							await pass(
								gate,
								async () => {
									starts.push({ at: clock.now(), chat });
									await clock.sleep(takes);
								},
								pace,
							);
						}),
					);
					expect(starts).toHaveLength(requests.length);
					expectPace(
						starts.map(({ at }) => at),
						limit,
					);
					for (const id of [0, 1, 2])
						expectPace(
							starts.filter(({ chat }) => chat === id).map(({ at }) => at),
							1,
						);
				},
			),
			{ numRuns: 50 },
		);
	});

	function expectPace(starts: number[], limit: number): void {
		starts.forEach((at, n) => {
			const earlier = starts[n - limit];
			if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(SECOND);
		});
	}

	it('keeps no room for those who wait for the pace of one chat: others go on', async () => {
		const gate = new Gate(2);
		const slow: Pace[] = [{ key: 'group', limit: 1, per: MINUTE }];
		const order: string[] = [];
		const say = async (what: string, pace: Pace[]) => await pass(gate, async () => order.push(what), pace);
		await Promise.all([
			say('group 1', slow),
			say('group 2', slow),
			say('group 3', slow),
			say('person', []),
			say('another person', []),
		]);
		expect(order).toEqual(['group 1', 'person', 'another person', 'group 2', 'group 3']);
	});

	it('lets those who wait for the pace go in the order of their arrival', async () => {
		const gate = new Gate(5);
		const pace: Pace[] = [{ key: 'bot', limit: 3, per: SECOND }];
		const all = Array.from({ length: 20 }, (_, n) => n);
		const order: number[] = [];
		await Promise.all(all.map(async (n) => await pass(gate, async () => order.push(n), pace)));
		expect(order).toEqual(all);
	});

	it('forgets keys that are older than every window once there are very many, and no others', async () => {
		const gate = new Gate(1);
		const say = async (key: string) => await startsOf(gate, [[{ key, limit: 1, per: MINUTE }]]);
		const known = (): number => (Reflect.get(gate, 'starts') as Map<string, unknown>).size;

		for (let chat = 0; chat < 5_000; chat += 1) await say(`old ${chat}`);
		await clock.sleep(MINUTE + 1);
		for (let chat = 0; chat < 10; chat += 1) await say(`new ${chat}`);
		expect(known()).toBe(10);
		expect(await say('new 3')).toEqual([MINUTE]);
	});
});

describe('hold', () => {
	const startOf = async (gate: Gate, patience = PATIENT): Promise<number> => {
		const begin = clock.now();
		return await gate.pass(async () => clock.now() - begin, [], patience, clock);
	};

	it('lets nobody in until it ends', async () => {
		const gate = new Gate(10);
		gate.hold(7 * SECOND, clock.now());
		expect(await Promise.all([startOf(gate), startOf(gate)])).toEqual([7 * SECOND, 7 * SECOND]);
		expect(gate.held(clock.now())).toBe(0);
	});

	it('leaves alone those who are inside already', async () => {
		const gate = new Gate(10);
		const inside = task();
		const done = pass(gate, inside.work);
		await settle();
		gate.hold(7 * SECOND, clock.now());
		inside.end();
		await done;
		expect(clock.sleeps).toEqual([]);
	});

	it('is not ended by a shorter one, and is prolonged by a longer one', async () => {
		const gate = new Gate(10);
		gate.hold(7 * SECOND, clock.now());
		gate.hold(2 * SECOND, clock.now());
		expect(gate.held(clock.now())).toBe(7 * SECOND);
		gate.hold(9 * SECOND, clock.now());
		expect(await startOf(gate)).toBe(9 * SECOND);
	});

	it('counts also when it comes while somebody waits', async () => {
		const gate = new Gate(10);
		gate.hold(5 * SECOND, clock.now());
		const waiting = startOf(gate);
		await settle();
		gate.hold(8 * SECOND, clock.now());
		expect(await waiting).toBe(8 * SECOND);
	});

	it('refuses at once, without sending, who has less patience than it lasts', async () => {
		const gate = new Gate(1);
		gate.hold(30 * SECOND + 1, clock.now());
		const work = jest.fn();
		const failure = await failureOf(pass(gate, work, [], 30 * SECOND));
		expect(failure).toBeInstanceOf(Rejected);
		expect((failure as Rejected).facts).toMatchObject({
			reason: 'rateLimited',
			kind: 'held',
			retryAfter: 31,
		});
		expect(work).not.toHaveBeenCalled();
		expect(clock.sleeps).toEqual([]);
	});

	it('waits for who has just enough patience', async () => {
		const gate = new Gate(1);
		gate.hold(30 * SECOND, clock.now());
		expect(await startOf(gate, 30 * SECOND)).toBe(30 * SECOND);
	});

	it('adds up the holds that one request meets', async () => {
		const gate = new Gate(10);
		gate.hold(20 * SECOND, clock.now());
		const waiting = failureOf(startOf(gate, 30 * SECOND));
		await clock.sleep(19 * SECOND);
		gate.hold(12 * SECOND, clock.now());
		expect(await waiting).toBeInstanceOf(Rejected);
	});

	it('frees the place of who was refused', async () => {
		const gate = new Gate(1);
		gate.hold(30 * SECOND, clock.now());
		await failureOf(startOf(gate, 0));
		await clock.sleep(30 * SECOND);
		expect(await startOf(gate, 0)).toBe(0);
	});

	it('frees the place of who was stopped while it waited', async () => {
		const gate = new Gate(1);
		gate.hold(30 * SECOND, clock.now());
		const stopped = {
			now: clock.now,
			sleep: async () => {
				throw new Error('stopped');
			},
		};
		await expect(gate.pass(async () => 'sent', [], PATIENT, stopped)).rejects.toThrow('stopped');
		expect(await startOf(gate)).toBe(30 * SECOND);
		const both = [task(), task()];
		const done = both.map(async ({ work }) => await pass(gate, work));
		await settle();
		expect(both.map(({ hasBegun }) => hasBegun())).toEqual([true, false]);
		for (const { end } of both) end();
		await Promise.all(done);
	});
});

describe('gateOf', () => {
	it('gives every caller of an account the same gate, and other accounts another', () => {
		const gate = gateOf('telegram/1', 30);
		expect(gateOf('telegram/1', 30)).toBe(gate);
		expect(gateOf('telegram/2', 30)).not.toBe(gate);
		expect(gateOf('__proto__', 30)).toBeInstanceOf(Gate);
	});
});
