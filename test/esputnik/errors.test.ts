import { Rejected, Unreachable } from '../../client/model/error';
import { addWait } from '../../client/http/waited';
import type { HttpRequest } from '../../client/http/request';
import { read } from '../../client/esputnik/answer';
import { failureOf, refusesAccount, retryAfter } from '../../client/esputnik/errors';

const answer = (status: number, body = 'Their words', headers: Record<string, string> = {}) => ({
	status,
	headers,
	body,
});

const failure = (status: number, body?: string, effect: HttpRequest['effect'] = 'write') =>
	failureOf(read(answer(status, body)), { effect });

describe.each([
	['a text', (words: string) => words],
	['JSON with a message', (words: string) => JSON.stringify({ status: 4, message: words })],
	['JSON with an error', (words: string) => JSON.stringify({ error: words })],
	['JSON with errors', (words: string) => JSON.stringify({ errors: [{ message: words }] })],
	['JSON with errors in one object', (words: string) => JSON.stringify({ errors: { message: words } })],
	['JSON that is a text', (words: string) => JSON.stringify(words)],
])('a refusal in the form of %s', (_, written) => {
	it.each([
		[400, 'Something is wrong', 'invalidMessage'],
		[400, 'Wrong app uuid', 'other'],
		[400, 'Tokens must be specified', 'invalidMessage'],
		[400, 'Duration must be positive int', 'invalidMessage'],
		[400, 'Duplicated request', 'duplicate'],
		[400, 'Authentication error', 'unauthorized'],
		[401, 'Unauthorized', 'unauthorized'],
		[402, 'Pay', 'other'],
		[403, 'Forbidden', 'unauthorized'],
		[404, 'Not found', 'other'],
		[404, 'Not registered application', 'other'],
		[409, 'Duplicated request', 'duplicate'],
		[413, 'Too large', 'invalidMessage'],
		[429, 'Too many requests', 'rateLimited'],
		[500, 'Duplicated request', 'duplicate'],
	] as const)('HTTP %i “%s” has the reason %s, in the words of the service', (status, words, reason) => {
		const error = failure(status, written(words));
		expect(error).toBeInstanceOf(Rejected);
		expect(error).toMatchObject({ facts: { reason, description: words, code: String(status) } });
	});
});

it.each([200, 201, 202, 204])('HTTP %i is no failure, whatever its body', (status) => {
	expect(failure(status, '')).toBeNull();
	expect(failure(status, "Contact with id='1' has been updated")).toBeNull();
});

it('a redirect means another host', () => {
	expect(failure(302, '')).toMatchObject({
		facts: { kind: 'redirect', description: 'eSputnik answered HTTP 302' },
	});
});

it.each([500, 502, 503])('HTTP %i leaves open whether a write was carried out', (status) => {
	expect(failure(status, '<html>Bad Gateway</html>')).toBeInstanceOf(Unreachable);
	expect(failure(status, '<html>')).toMatchObject({
		message: `eSputnik is out of order (HTTP ${status})`,
		facts: { outcome: 'unknown', advice: expect.stringContaining('may have been carried out') as string },
	});
	expect(failure(status, '', 'read')).toMatchObject({
		facts: { advice: expect.stringContaining('try again later') as string },
	});
});

it('a method may say what a status means for it; words say more than both', () => {
	const verdicts = new Map([[404, { reason: 'unknownRecipient', advice: 'Look' } as const]]);
	const judged = (words: string) => failureOf(read(answer(404, words)), { effect: 'read', verdicts })?.facts;
	expect(judged('Contact not found')).toMatchObject({ reason: 'unknownRecipient' });
	expect(judged('Not registered application')).toMatchObject({ reason: 'other', kind: 'unknownApp' });
});

it('a key in what the service says leaves no trace', () => {
	const key = Buffer.from('user:secret-key').toString('base64');
	const error = failure(400, `Bad request: Authorization: Basic ${key}`);
	expect(JSON.stringify(error?.facts)).not.toContain(key);
});

it.each([
	[401, true],
	[403, true],
	[400, false],
	[404, false],
	[429, false],
	[500, false],
	[200, false],
])('HTTP %i refuses the account as a whole: %s', (status, whole) => {
	expect(refusesAccount(answer(status))).toBe(whole);
});

it('an old bad login refuses it, too, but not a 200 with those words', () => {
	expect(refusesAccount(answer(400, 'Authentication error'))).toBe(true);
	expect(refusesAccount(answer(200, 'Authentication error'))).toBe(false);
});

describe('the pause after too many requests', () => {
	const request: HttpRequest = { method: 'GET', path: '/v1/x', effect: 'read' };

	it('is what the answer names', () => {
		expect(retryAfter(answer(429, '', { 'retry-after': '7' }), request)).toBe(7);
		expect(retryAfter(answer(429, '', { 'retry-after': '0' }), request)).toBe(1);
	});

	it('else doubles with each try of a request, up to a minute', () => {
		const waiting = { ...request };
		const pauses = Array.from({ length: 8 }, () => {
			const pause = retryAfter(answer(429), waiting) ?? 0;
			addWait(waiting, pause * 1_000);
			return pause;
		});
		expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
	});

	it('is none for every other answer', () => {
		for (const status of [200, 400, 401, 500, 503]) {
			expect(retryAfter(answer(status, '', { 'retry-after': '7' }), request)).toBeUndefined();
		}
	});
});
