import { Gate } from '../../client/http/gate';
import { hold } from '../../client/http/hold';
import { Rejected } from '../../client/model/error';
import { JumpingClock } from '../support/clock';
import { broken, OK, READ, retryAfter, roadOf, tooMany, WRITE } from './script';

const PATIENCE = 60_000;

let clock: JumpingClock;
let gate: Gate;
beforeEach(() => {
	clock = new JumpingClock();
	gate = new Gate(10);
});

const holding = (...results: Parameters<typeof roadOf>) => {
	const road = roadOf(...results);
	return { ...road, send: hold(gate, retryAfter, PATIENCE, clock)(road.send) };
};

it('passes requests and answers on as they are', async () => {
	const road = holding(OK);
	expect(await road.send(WRITE)).toBe(OK);
	expect(road.sent).toEqual([WRITE]);
	expect(clock.sleeps).toEqual([]);
});

it('holds the requests of the account for as long as an answer asks, and returns that answer', async () => {
	const road = holding(tooMany(12), OK);
	const begin = clock.now();
	expect(await road.send(WRITE)).toEqual(tooMany(12));
	expect(await road.send(READ)).toBe(OK);
	expect(clock.now() - begin).toBe(12_000);
});

it('holds requests that come over another line of the same account', async () => {
	await holding(tooMany(12)).send(WRITE);
	const begin = clock.now();
	await holding(OK).send(WRITE);
	expect(clock.now() - begin).toBe(12_000);
});

it('refuses without sending while a pause is longer than the patience', async () => {
	const road = holding(tooMany(61), OK);
	await road.send(WRITE);
	const failure = await road.send(WRITE).catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(Rejected);
	expect((failure as Rejected).facts).toMatchObject({ reason: 'rateLimited', retryAfter: 61 });
	expect(road.sent).toHaveLength(1);
});

it('keeps the pace that a request names', async () => {
	const road = holding(OK, OK);
	const paced = { ...WRITE, pace: [{ key: 'chat', limit: 1, per: 1_000 }] };
	await Promise.all([road.send(paced), road.send(paced)]);
	expect(clock.sleeps).toEqual([1_000]);
});

it('passes a failure on and lets the next request in', async () => {
	gate = new Gate(1);
	const failure = broken('unknown');
	const road = holding(failure, OK);
	const [first, second] = await Promise.allSettled([road.send(WRITE), road.send(WRITE)]);
	expect(first).toEqual({ status: 'rejected', reason: failure });
	expect(second).toEqual({ status: 'fulfilled', value: OK });
});
