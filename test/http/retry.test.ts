import { Unreachable } from '../../client/model/error';
import type { HttpAnswer, HttpRequest } from '../../client/http/request';
import { retry, type RetryLimits } from '../../client/http/retry';
import { Rejected } from '../../client/model/error';
import { JumpingClock } from '../support/clock';
import { answer, broken, OK, READ, retryAfter, roadOf, tooMany, WRITE } from './script';

const LIMITS: RetryLimits = { tries: 2, patience: 60_000 };

/** Sends one request over a road with these results, and says what came of it. */
async function tried(request: HttpRequest, results: Array<HttpAnswer | Error>, limits = LIMITS) {
	const clock = new JumpingClock();
	const road = roadOf(...results);
	const outcome = await retry(retryAfter, limits, clock)(road.send)(request).catch((error: unknown) => error);
	return { outcome, requests: road.sent.length, sent: road.sent, sleeps: clock.sleeps };
}

describe('what is repeated', () => {
	it.each([
		['a read that met a broken server', READ, answer(502)],
		['a read that met an overloaded server', READ, answer(503)],
		['a read that broke off', READ, broken('unknown')],
		['a read that did not get out', READ, broken('notSent')],
		['a write that did not get out', WRITE, broken('notSent')],
		[
			'a write that did not get out to the last host',
			{ ...WRITE, host: 'backup' as const },
			broken('notSent'),
		],
		['a read that came too fast', READ, tooMany(1)],
		['a write that came too fast', WRITE, tooMany(1)],
	])('%s', async (_, request: HttpRequest, first) => {
		expect(await tried(request, [first, OK])).toMatchObject({
			outcome: OK,
			requests: 2,
			sent: [request, request],
		});
	});
});

it('says of a question that broke off for good that nothing was sent, and of a message that nobody knows', async () => {
	const results = [broken('unknown'), broken('unknown'), broken('unknown')];
	expect((await tried(READ, results)).outcome).toMatchObject({
		facts: { outcome: 'notSent', advice: expect.stringContaining('Nothing was sent') },
	});
	expect((await tried(WRITE, results)).outcome).toMatchObject({ facts: { outcome: 'unknown' } });
});

describe('what is not repeated', () => {
	it.each([
		['a write that broke off, since it may have been carried out', WRITE, broken('unknown')],
		['a write that met a broken server, since it may have been carried out', WRITE, answer(502)],
		[
			'a request that did not get out, where there is another host to turn to',
			{ ...WRITE, host: 'main' as const },
			broken('notSent'),
		],
		['a write that was refused', WRITE, answer(403)],
		['a read that was refused', READ, answer(400)],
		['a request with a credential that is not accepted', READ, answer(401)],
		['a redirect', READ, answer(302)],
		['a good answer', READ, OK],
		[
			'a request that the gate turned away',
			WRITE,
			new Rejected({ reason: 'rateLimited', description: '', advice: '' }),
		],
		['a request that failed in a way that nobody planned', READ, new TypeError('a mistake of ours')],
	])('%s', async (_, request, first) => {
		expect(await tried(request, [first, OK])).toMatchObject({ outcome: first, requests: 1, sleeps: [] });
	});
});

describe('limits', () => {
	it('gives up on a service that cannot be reached after the tries it was given, and says why', async () => {
		const result = await tried(
			WRITE,
			[1, 2, 3, 4].map(() => broken('notSent')),
		);
		expect(result).toMatchObject({ outcome: broken('notSent'), requests: 3 });
	});

	it('waits longer before each further try, and then the same again', async () => {
		const results = [1, 2, 3, 4, 5].map(() => broken('notSent'));
		const { sleeps } = await tried(READ, [...results, OK], { tries: 9, patience: 0 });
		expect(sleeps).toEqual([500, 2_000, 5_000, 5_000, 5_000]);
	});

	it('returns the last answer of a server that stays broken', async () => {
		const result = await tried(READ, [answer(500), answer(502), answer(503), OK]);
		expect(result).toMatchObject({ outcome: answer(503), requests: 3 });
	});

	it('repeats nothing when no tries are allowed', async () => {
		expect(await tried(READ, [answer(500), OK], { tries: 0, patience: 0 })).toMatchObject({ requests: 1 });
	});

	it('asks again after "too many requests" until the patience is used up', async () => {
		const result = await tried(WRITE, [tooMany(20), tooMany(40), tooMany(1), OK]);
		expect(result).toMatchObject({ outcome: tooMany(1), requests: 3 });
	});

	it('does not ask again when the pause is longer than the patience', async () => {
		expect(await tried(WRITE, [tooMany(61), OK])).toMatchObject({ outcome: tooMany(61), requests: 1 });
	});

	it('leaves the waiting for a rate limit to the gate', async () => {
		expect(await tried(WRITE, [tooMany(20), OK])).toMatchObject({ sleeps: [] });
	});

	it('counts tries and patience apart', async () => {
		const results = [broken('notSent'), tooMany(30), broken('notSent'), tooMany(30), OK];
		expect(await tried(WRITE, results)).toMatchObject({ outcome: OK, requests: 5 });
	});
});

it('tells the service’s own reading of an answer which request it belongs to', async () => {
	const seen: HttpRequest[] = [];
	const road = roadOf(OK);
	const reading = (_: HttpAnswer, request: HttpRequest): undefined => void seen.push(request);
	await retry(reading, LIMITS, new JumpingClock())(road.send)(WRITE);
	expect(seen).toEqual([WRITE]);
});

it('ends with the failure of the clock when the execution is stopped while it waits', async () => {
	const road = roadOf(broken('notSent'), OK);
	const stopped = new Error('stopped');
	const clock = { now: () => 0, sleep: async () => await Promise.reject(stopped) };
	await expect(retry(retryAfter, LIMITS, clock)(road.send)(WRITE)).rejects.toBe(stopped);
	expect(road.sent).toHaveLength(1);
});

it.each(['NO_CREDENTIAL', 'INVALID_URL', 'BLOCKED_BY_N8N', 'TLS'])(
	'does not repeat what the next try cannot mend: %s',
	async (code) => {
		const failure = new Unreachable({ outcome: 'notSent', code, description: 'no', advice: 'none' });
		expect(await tried(WRITE, [failure, OK])).toMatchObject({ outcome: failure, requests: 1, sleeps: [] });
	},
);
