import { Rejected, Unreachable } from '../../client/model/error';
import { read } from '../../client/smsgold/answer';
import { failureOf, retryAfter } from '../../client/smsgold/errors';

const failure = (status: number, body = '{"error":"Their words"}', headers: Record<string, string> = {}) =>
	failureOf(read({ status, headers, body }), 'write');

it.each([
	[400, 'other'],
	[401, 'unauthorized'],
	[402, 'other'],
	[403, 'unauthorized'],
	[404, 'other'],
	[413, 'invalidMessage'],
	[422, 'other'],
	[429, 'rateLimited'],
] as const)('HTTP %i is a refusal for the reason “%s” in the words of the service', (status, reason) => {
	const error = failure(status);
	expect(error).toBeInstanceOf(Rejected);
	expect(error).toMatchObject({
		message: 'Their words',
		facts: { reason, description: 'Their words', code: String(status), raw: { error: 'Their words' } },
	});
});

it.each([200, 201, 202, 204])('HTTP %i is no failure', (status) => {
	expect(failure(status, '')).toBeNull();
	expect(failure(status, 'OK')).toBeNull();
});

it.each(['<html>Welcome</html>', '{"id":', '[{"id"'])(
	'HTTP 200 with %j leaves open whether a message was taken, and a read without a list is judged later',
	(body) => {
		expect(failureOf(read({ status: 200, headers: {}, body }), 'write')).toMatchObject({
			facts: { outcome: 'unknown', code: 'HTTP 200' },
		});
		expect(failureOf(read({ status: 200, headers: {}, body }), 'read')).toBeNull();
	},
);

it('HTTP 200 with a body that says no is a refusal', () => {
	expect(failure(200)).toMatchObject({ facts: { reason: 'other', code: '200', description: 'Their words' } });
	expect(failure(200, '{"success":false}')).toMatchObject({ message: 'HTTP 200: {"success":false}' });
});

it.each([301, 302, 307, 308])(
	'HTTP %i means a wrong base URL, and tells the host but not the query',
	(status) => {
		const error = failure(status, '', { location: 'https://www.example.org/bots/?user=1&pass=secret' });
		expect(error).toMatchObject({
			message: `HTTP ${status}: the service leads to www.example.org elsewhere`,
			facts: { reason: 'other', code: String(status), advice: expect.stringContaining('Base URL') as string },
		});
	},
);

it('a redirect within the host, or to nowhere, still means a wrong base URL', () => {
	expect(failure(301, '', { location: '/other/?pass=secret' })).toMatchObject({
		message: 'HTTP 301: the service leads elsewhere',
	});
	expect(failure(304, '')).toMatchObject({ message: 'HTTP 304: the service leads elsewhere' });
});

it.each([500, 502, 503])('HTTP %i leaves open whether a message was sent', (status) => {
	const error = failure(status, '<html>Bad Gateway</html>');
	expect(error).toBeInstanceOf(Unreachable);
	expect(error).toMatchObject({
		message: `SMSGOLD is out of order (HTTP ${status})`,
		facts: {
			outcome: 'unknown',
			code: `HTTP ${status}`,
			advice: expect.stringContaining('may have been sent') as string,
		},
	});
});

it('a broken server does not alarm about a message when only a list was asked for', () => {
	const error = failureOf(read({ status: 502, headers: {}, body: '' }), 'read');
	expect(error).toMatchObject({ facts: { advice: 'Try again later' } });
});

describe('the pause after too many requests', () => {
	const pause = (headers: Record<string, string>, status = 429) => retryAfter({ status, headers, body: '' });

	it.each([
		[{}, 1],
		[{ 'retry-after': '7' }, 7],
		[{ 'retry-after': ' 7 ' }, 7],
		[{ 'retry-after': '0' }, 1],
		[{ 'retry-after': '-5' }, 1],
		[{ 'retry-after': 'soon' }, 1],
		[{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT', date: 'Sun, 01 Mar 2026 12:00:00 GMT' }, 30],
		[{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT', date: 'Sun, 01 Mar 2026 12:00:00 GMT' }, 1],
	])('with %j is %i s', (headers, seconds) => {
		expect(pause(headers as Record<string, string>)).toBe(seconds);
	});

	it('to a date is measured by the clock here when the service does not tell its own', () => {
		jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
		const seconds = pause({ 'retry-after': 'Sun, 01 Mar 2026 12:01:00 GMT' });
		jest.useRealTimers();
		expect(seconds).toBe(60);
	});

	it.each([200, 400, 503])('does not exist for HTTP %i', (status) => {
		expect(pause({ 'retry-after': '7' }, status)).toBeUndefined();
	});

	it('is told in the refusal', () => {
		expect(failure(429, '', { 'retry-after': '7' })).toMatchObject({ facts: { retryAfter: 7 } });
	});
});
