import fs from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { attach, N8nRequestError, type N8nClient } from '../../../tools/n8n/driver';
import { Unanswered, until } from '../../../tools/n8n/until';

/** What the next requests hear; behind the last one, all hear it again. */
let answers: Array<(response: ServerResponse) => void> = [];
let asked: string[] = [];
let n8n: N8nClient;

const server = http.createServer((request, response) => {
	asked.push(`${request.method} ${request.url}`);
	const [next = breakOff, ...rest] = answers;
	if (rest.length > 0) answers = rest;
	next(response);
});

const breakOff = (response: ServerResponse): void => void response.destroy();
const breakInTheMiddle = (response: ServerResponse): void => {
	response.writeHead(200, { 'content-length': '1000' });
	response.write('{"data":', () => response.destroy());
};
const say =
	(body: object, status = 200) =>
	(response: ServerResponse): void =>
		void response.writeHead(status).end(JSON.stringify(body));

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-until-'));

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	n8n = attach({ url, home, logFile: path.join(home, 'log'), pid: 0, cookie: '', apiKey: '' });
});
beforeEach(() => void (asked = []));
afterAll(async () => {
	await new Promise((resolve) => server.close(resolve));
	fs.rmSync(home, { recursive: true });
});

const options = { what: 'a test', every: 1, timeout: 5_000 };

it('asks until there is an answer, and says what it waited for', async () => {
	let count = 0;
	expect(await until(() => (count += 1) > 3 && count, options)).toBe(4);
	await expect(until(() => false, { ...options, timeout: 5 })).rejects.toThrow(
		'timed out after 0.005 s waiting for a test',
	);
});

it('is ended by an error of the question', async () => {
	await expect(until(() => Promise.reject(new Error('wrong')), options)).rejects.toThrow('wrong');
	await expect(until(() => Promise.reject(new TypeError('a slip')), options)).rejects.toThrow('a slip');
	answers = [say({ message: 'no' }, 404)];
	await expect(until(() => n8n.workflow('1'), options)).rejects.toThrow(N8nRequestError);
	expect(asked).toHaveLength(1);
});

it('asks again when a connection broke, before the answer or in the middle of it', async () => {
	answers = [breakOff, breakInTheMiddle, breakOff, say({ data: { id: '1' } })];
	expect(await until(() => n8n.workflow('1'), options)).toEqual({ id: '1' });
	expect(asked).toHaveLength(4);
});

it('gives up when nobody answers any more, long before the time is over', async () => {
	answers = [breakOff];
	await expect(until(() => n8n.workflow('1'), options)).rejects.toThrow(Unanswered);
	expect(asked).toHaveLength(10);
});

it('counts only what fails in a row, and not beyond the time', async () => {
	answers = Array.from({ length: 15 }, () => [breakOff, say({ data: null })]).flat();
	answers.push(say({ data: { id: '1' } }));
	expect(await until(() => n8n.workflow('1'), options)).toEqual({ id: '1' });
	answers = [breakOff];
	await expect(until(() => n8n.workflow('1'), { ...options, timeout: -1 })).rejects.toThrow(Unanswered);
	expect(asked).toHaveLength(32);
});

it('does not ask again what may have changed something', async () => {
	answers = [breakOff, say({ data: {} })];
	const failure = until(() => n8n.createCredential('a', 'b', {}), options);
	await expect(failure).rejects.toThrow('fetch failed');
	expect(asked).toEqual(['POST /rest/credentials']);
});

it('an execution that n8n lists twice while it ends counts once', async () => {
	const [running, ended] = ['running', 'success'].map((status) => ({ id: '7', status }));
	answers = [
		say({ data: { results: [running, ended] } }),
		say({ data: { results: [{ id: '8', status: 'success' }, ended, ended] } }),
		breakInTheMiddle,
		say({ id: 'any', status: 'success' }),
	];
	expect(await n8n.waitExecutions('w', 2)).toHaveLength(2);
	expect(asked.filter((one) => one.startsWith('GET /rest/executions'))).toHaveLength(2);
});

it('reads the executions of a workflow to the last page', async () => {
	const page = (from: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: String(from - index), status: 'success' }));
	answers = [
		say({ data: { results: page(250, 100), nextCursor: 'a b' } }),
		say({ data: { results: page(150, 100), nextCursor: 'c' } }),
		say({ data: { results: page(50, 50), nextCursor: null } }),
	];
	const found = await n8n.executions('w');
	expect(found.map(({ id }) => id)).toEqual(page(250, 250).map(({ id }) => id));
	expect(asked).toHaveLength(3);
	expect(asked.map((one) => /cursor=([^&]+)/.exec(one)?.[1])).toEqual([undefined, 'a+b', 'c']);
});

const run = (id: string, status: string) => ({ id, status });

it('gives what has ended of a workflow, the oldest first, and nothing of what is under way', async () => {
	answers = [
		say({ data: [run('9', 'running'), run('100', 'success')], nextCursor: 'more' }),
		say({ data: [run('11', 'error'), run('8', 'waiting')], nextCursor: null }),
	];
	expect((await n8n.endedExecutions('w')).map(({ id }) => id)).toEqual(['11', '100']);
	expect(asked[1]).toContain('cursor=more');
});

it('waits for executions, and gives them in the order in which they began', async () => {
	answers = [
		say({ data: { results: [run('9', 'running'), run('11', 'success'), run('10', 'success')] } }),
		...['9', '10', '11'].map((id) => say(run(id, 'success'))),
	];
	expect((await n8n.waitExecutions('w', 3)).map(({ id }) => id)).toEqual(['9', '10', '11']);
});
