import fc from 'fast-check';

import { Gate } from '../../client/http/gate';
import { hold } from '../../client/http/hold';
import { wrap, type HttpAnswer, type HttpRequest, type Send, type Wrap } from '../../client/http/request';
import { retry } from '../../client/http/retry';
import { Rejected, Unreachable } from '../../client/model/error';
import { JumpingClock } from '../support/clock';
import { broken, OK, retryAfter, tooMany, WRITE } from './script';

/** A service that takes a while for each request, and may refuse or break before or after it has acted. */
type Fate = 'fine' | 'tooMany' | 'refusedConnection' | 'brokeOff';

class Service {
	/** Messages that it really carried out, in order. */
	readonly carriedOut: string[] = [];
	requests = 0;
	/** Most requests that were under way together. */
	most = 0;
	/** Requests that came while it had asked for a pause, except those under way already. */
	early = 0;

	private underWay = 0;
	private pausedUntil = 0;

	constructor(
		private readonly clock: JumpingClock,
		private readonly fateOf: (request: number) => Fate,
	) {}

	readonly send: Send = async ({ path }) => {
		const fate = this.fateOf(this.requests);
		this.requests += 1;
		if (this.clock.now() < this.pausedUntil) this.early += 1;
		this.underWay += 1;
		this.most = Math.max(this.most, this.underWay);
		await this.clock.sleep(20);
		this.underWay -= 1;
		return this.answer(fate, path);
	};

	private answer(fate: Fate, path: string): HttpAnswer {
		switch (fate) {
			case 'tooMany':
				this.pausedUntil = this.clock.now() + 5_000;
				return tooMany(5);
			case 'refusedConnection':
				throw broken('notSent');
			case 'brokeOff':
				this.carriedOut.push(path);
				throw broken('unknown');
			case 'fine':
				this.carriedOut.push(path);
				return OK;
		}
	}
}

const all = Array.from({ length: 100 }, (_, n) => `/message/${n}`);
const message = (path: string): HttpRequest => ({ ...WRITE, path });

/** As client/n8n/line.ts wires it. */
function lineTo(service: Service, clock: JumpingClock, { parallel = 30, patience = 60_000 } = {}): Send {
	return wrap(
		service.send,
		retry(retryAfter, { tries: 2, patience }, clock),
		hold(new Gate(parallel), retryAfter, patience, clock),
	);
}

let clock: JumpingClock;
beforeEach(() => {
	clock = new JumpingClock();
});

it('wraps from the outside in: the first one named sees a request first', async () => {
	const seen: string[] = [];
	const noting =
		(name: string): Wrap =>
		(next) =>
		async (request) => {
			seen.push(`${name} in`);
			const answer = await next(request);
			seen.push(`${name} out`);
			return answer;
		};
	await wrap(async () => OK, noting('outer'), noting('inner'))(WRITE);
	expect(seen).toEqual(['outer in', 'inner in', 'inner out', 'outer out']);
});

describe('a hundred requests together', () => {
	it('lose nothing and send nothing twice when the thirtieth comes too fast', async () => {
		const service = new Service(clock, (n) => (n === 29 ? 'tooMany' : 'fine'));
		const send = lineTo(service, clock);
		const answers = await Promise.all(all.map(async (path) => await send(message(path))));
		expect(answers).toEqual(all.map(() => OK));
		expect([...service.carriedOut].sort()).toEqual([...all].sort());
		expect(service.requests).toBe(101);
	});

	it('all wait for the pause that one of them was asked for', async () => {
		const service = new Service(clock, (n) => (n === 29 ? 'tooMany' : 'fine'));
		const send = lineTo(service, clock, { parallel: 5 });
		await Promise.all(all.map(async (path) => await send(message(path))));
		expect(service.early).toBe(0);
		expect(service.most).toBe(5);
	});

	it('fail one by one, without being sent, when the pause is longer than the patience', async () => {
		const service = new Service(clock, (n) => (n === 29 ? 'tooMany' : 'fine'));
		const send = lineTo(service, clock, { parallel: 1, patience: 1_000 });
		const results = await Promise.allSettled(all.map(async (path) => await send(message(path))));
		expect(service.carriedOut).toEqual(all.slice(0, 29));
		expect(results[29]).toEqual({ status: 'fulfilled', value: tooMany(5) });
		const failures = results
			.slice(30)
			.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : one));
		expect(failures).toHaveLength(70);
		for (const failure of failures) expect((failure as Rejected).facts.reason).toBe('rateLimited');
		expect(service.requests).toBe(30);
	});

	it('are each carried out once or said to be unknown, whatever befalls them (property)', async () => {
		const fate = fc.oneof(
			{ weight: 6, arbitrary: fc.constant<Fate>('fine') },
			{ weight: 1, arbitrary: fc.constantFrom<Fate>('tooMany', 'refusedConnection', 'brokeOff') },
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fate, { minLength: 40, maxLength: 200 }),
				fc.integer({ min: 1, max: 30 }),
				async (fates, parallel) => {
					clock = new JumpingClock();
					const service = new Service(clock, (n) => fates[n] ?? 'fine');
					const send = lineTo(service, clock, { parallel });
					const results = await Promise.allSettled(all.map(async (path) => await send(message(path))));
					expect(new Set(service.carriedOut).size).toBe(service.carriedOut.length);
					results.forEach((result, n) => {
						const carriedOut = service.carriedOut.includes(all[n] ?? '');
						expect(carriedOut).toBe(mayHaveBeenCarriedOut(result));
					});
					expect(service.most).toBeLessThanOrEqual(parallel);
				},
			),
			{ numRuns: 40 },
		);
	});

	function mayHaveBeenCarriedOut(result: PromiseSettledResult<HttpAnswer>): boolean {
		if (result.status === 'fulfilled') return result.value === OK;
		const failure: unknown = result.reason;
		return failure instanceof Unreachable && failure.facts.outcome === 'unknown';
	}
});

it('spends no more than its patience on holds, whoever caused them, all its tries together', async () => {
	const clock = new JumpingClock();
	const gate = new Gate(30);
	let asked = 0;
	const send = wrap(
		async () => {
			asked += 1;
			// each answer asks for 20 s, and meanwhile somebody else of the account was told 40 s
			gate.hold(40_000, clock.now());
			return tooMany(20);
		},
		retry(retryAfter, { tries: 2, patience: 60_000 }, clock),
		hold(gate, retryAfter, 60_000, clock),
	);
	const begin = clock.now();
	await send(WRITE).catch(() => undefined);
	expect(clock.now() - begin).toBeLessThanOrEqual(60_000);
	expect(asked).toBe(2);
});
