import fs from 'node:fs';
import path from 'node:path';

import type { HttpAnswer } from '../../client/http/request';
import { Rejected, Unreachable } from '../../client/model/error';
import { call, retryAfter } from '../../client/telegram/call';
import { answering, failureOf, insideOf, TOKEN } from './line';

const ok = { ok: true, result: { message_id: 1 } };
const get = { method: 'getMe', effect: 'read' } as const;

describe('a call', () => {
	it('is posted as JSON to its method, without a word of the token', async () => {
		const line = answering(ok);
		await call(line, { method: 'sendMessage', payload: { chat_id: '42', n: 1, on: true }, effect: 'write' });
		expect(line.asked).toEqual([
			{
				method: 'POST',
				path: '/sendMessage',
				json: { chat_id: '42', n: 1, on: true },
				effect: 'write',
				timeout: 30_000,
			},
		]);
	});

	it('returns what came of it, also when that is false, zero or null', async () => {
		expect(await call(answering(ok), get)).toEqual({ message_id: 1 });
		for (const result of [true, false, 0, '', null, []]) {
			expect(await call(answering({ ok: true, result }), get)).toEqual(result);
		}
	});

	it('understands an answer behind a byte order mark and whatever its content type', async () => {
		expect(await call(answering({ body: `\uFEFF${JSON.stringify(ok)}` }), get)).toEqual(ok.result);
	});

	it('carries its pace', async () => {
		const line = answering(ok);
		const pace = [{ key: 'bot', limit: 30, per: 1_000 }];
		await call(line, { ...get, pace });
		expect(line.asked).toMatchObject([{ pace }]);
	});

	it('with a file becomes a form whose fields are texts or JSON', async () => {
		const line = answering(ok);
		const file = { data: Buffer.from('x'), name: 'a.pdf', mimeType: 'application/pdf' };
		await call(line, {
			method: 'sendDocument',
			payload: {
				chat_id: '42',
				caption: 'true "text"',
				disable_notification: true,
				message_thread_id: 7,
				reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: '1' }]] },
			},
			files: { document: file },
			effect: 'write',
		});
		expect(line.asked).toEqual([
			{
				method: 'POST',
				path: '/sendDocument',
				multipart: {
					fields: {
						chat_id: '42',
						caption: 'true "text"',
						disable_notification: 'true',
						message_thread_id: '7',
						reply_markup: '{"inline_keyboard":[[{"text":"Да","callback_data":"1"}]]}',
					},
					files: { document: file },
				},
				effect: 'write',
				timeout: 300_000,
			},
		]);
	});
});

describe('an answer that cannot be read', () => {
	const page = `<html><body>502 while reading http://upstream/bot${TOKEN}/sendMessage</body></html>`;

	it.each([
		['an HTML page', 200, page],
		['half of a JSON text', 200, '{"ok":true,"result":{"message_id":'],
		['an empty body', 200, ''],
		['JSON of something else', 200, '{"status":"alive"}'],
		['“ok” without a result', 200, '{"ok":true}'],
		['a list', 200, '[{"ok":true}]'],
		['a bare word', 200, '"ok"'],
		['an “ok” that is a text', 200, '{"ok":"true","result":{}}'],
		['an HTML page of a broken front', 502, page],
		['an empty body of a broken front', 504, ''],
	])('being %s with HTTP %i leaves open what was done', async (_name, status, body) => {
		const failure = await failureOf(call(answering({ status, body }), get));
		expect(failure).toBeInstanceOf(Unreachable);
		expect(failure).toMatchObject({ facts: { outcome: 'unknown', code: `HTTP ${status}` } });
		expect(insideOf(failure)).not.toContain(TOKEN);
	});

	it.each([
		['a redirect', 302, '', 'not_a_bot_api'],
		['a redirect with a page', 301, page, 'not_a_bot_api'],
		['a proxy that forbids', 403, page, 'not_a_bot_api'],
		['a page that is not there', 404, page, 'credential'],
		['a login page', 401, page, 'credential'],
		['a proxy that wants smaller files', 413, page, 'media'],
		['a proxy that wants fewer requests', 429, page, 'rate_limited'],
	])('being %s with HTTP %i is a refusal', async (_name, status, body, kind) => {
		const failure = await failureOf(call(answering({ status, body }), get));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({ facts: { kind, code: String(status) } });
		expect(insideOf(failure)).not.toContain(TOKEN);
	});
});

describe('the time to wait', () => {
	const answer = (status: number, parameters?: unknown, header?: string): HttpAnswer => ({
		status,
		headers: header === undefined ? {} : { 'retry-after': header },
		body: JSON.stringify({ ok: false, error_code: status, ...(parameters !== undefined && { parameters }) }),
	});

	it.each([
		['the parameters', answer(429, { retry_after: 5 }), 5],
		['the parameters before the header', answer(429, { retry_after: 5 }, '9'), 5],
		['the header', answer(429, undefined, '9'), 9],
		['the header when the parameters make no sense', answer(429, { retry_after: 'soon' }, '9'), 9],
		['the header when the parameters are empty', answer(429, {}, '9'), 9],
		['a number written as a text', answer(429, { retry_after: '5' }), 5],
	])('is that of %s', (_name, given, seconds) => {
		expect(retryAfter(given)).toBe(seconds);
	});

	it.each([
		['nothing', answer(429)],
		['zero', answer(429, { retry_after: 0 })],
		['less than zero', answer(429, { retry_after: -3 })],
		['no number', answer(429, { retry_after: 'soon' })],
		['null', answer(429, { retry_after: null })],
		['parameters that are a list', answer(429, [5])],
		['a date in the header', answer(429, undefined, 'Wed, 21 Oct 2026 07:28:00 GMT')],
		['no end in the header', answer(429, undefined, 'Infinity')],
		['an HTML page', { status: 429, headers: {}, body: '<html></html>' }],
	])('is one second when the answer says %s', (_name, given) => {
		expect(retryAfter(given)).toBe(1);
	});

	it.each([200, 400, 403, 500, 502, 503])('is not asked for by HTTP %i', (status) => {
		expect(retryAfter(answer(status, { retry_after: 5 }, '5'))).toBeUndefined();
	});
});

test('the token is known to the credential, and in this folder only to what checks a webhook’s secret and names its field', () => {
	const folder = path.join(__dirname, '..', '..', 'client', 'telegram');
	const knowing = fs
		.readdirSync(folder)
		.filter((file) =>
			/accessToken|getCredentials|apiRoot/.test(fs.readFileSync(path.join(folder, file), 'utf8')),
		);
	expect(knowing).toEqual(['gateway.ts', 'webhook.ts']);
});
