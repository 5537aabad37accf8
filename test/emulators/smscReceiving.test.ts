import { createHash } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

import { SmscEmulator } from './smsc';

const login = { login: 'shop', psw: 'secret' };
const SECRET = 'слово';
const ANN = '79990000001';
const BOT = '@shop_bot';
/** 2026-03-01 15:00:00 by Moscow's clock. */
const NOW = 1_772_366_400;

interface Heard {
	method: string | undefined;
	type: string | undefined;
	query: Record<string, string>;
	body: string;
}

/** What the user's address heard, in order, and the statuses with which it answers, the last one over and over. */
let heard: Heard[] = [];
let statuses: number[] = [];
let url = '';
const hall = http.createServer((request, response) => {
	void textOf(request).then((body) => {
		const query = Object.fromEntries(new URL(request.url ?? '', 'http://hall').searchParams);
		heard.push({ method: request.method, type: request.headers['content-type'], query, body });
		const [status = 200, ...rest] = statuses;
		if (rest.length > 0) statuses = rest;
		response.writeHead(status).end(status === 200 ? 'ok' : 'no');
	});
});

async function textOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

let smsc: SmscEmulator;

beforeAll(async () => {
	smsc = await new SmscEmulator({ ...login, apikey: 'key' }).start();
	smsc.connect(BOT, { phone: ANN });
	await new Promise<void>((resolve) => hall.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(hall.address() as AddressInfo).port}/here`;
});

afterAll(async () => {
	await smsc.stop();
	await new Promise((resolve) => hall.close(resolve));
});

beforeEach(() => {
	smsc.reset();
	smsc.now = () => NOW * 1_000;
	[heard, statuses] = [[], []];
});

const callTo = (options: string): void => void (smsc.handler = { url: url + options, secret: SECRET });

const hash = (name: 'md5' | 'sha1', ...values: string[]): string =>
	createHash(name)
		.update([...values, SECRET].join(':'), 'utf8')
		.digest('hex');

async function post(command: string, fields: Record<string, string>): Promise<unknown> {
	const form = new URLSearchParams({ ...login, fmt: '3', charset: 'utf-8', ...fields });
	return await (await fetch(`${smsc.url}/sys/${command}.php`, { method: 'POST', body: form })).json();
}

describe('the handler URL', () => {
	it('is told of statuses, inbound messages and confirmation calls, in order', async () => {
		callTo('?charset=utf-8&fmt=3&sha1');
		await post('send', { phones: ANN, mes: 'Hello', bot: BOT });
		smsc.setStatus(1001, 20, { err: 253, at: NOW + 5 });
		smsc.inbound({ phone: '@ann', message: 'Да: беру', to_phone: '7999' }).waitcall(ANN);
		expect(await smsc.told()).toMatchObject(Array(3).fill({ method: 'POST', status: 200, answer: 'ok' }));
		expect(heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			{
				id: '1001',
				phone: ANN,
				status: '20',
				err: '253',
				ts: String(NOW + 5),
				time: '01.03.2026 15:00:05',
				cost: '0.30',
				cnt: '1',
				sha1: hash('sha1', '1001', ANN, '20'),
			},
			{
				id: '1',
				phone: '@ann',
				mes: 'Да: беру',
				to: '7999',
				ts: String(NOW),
				sha1: hash('sha1', '@ann', 'Да: беру', '7999'),
			},
			{ phone: ANN, ts: String(NOW), waitcall: '1', sha1: hash('sha1', ANN, String(NOW)) },
		]);
	});

	it('hears nothing while none is entered, nor after a reset', async () => {
		smsc.inbound({ phone: ANN, message: 'Hi' });
		expect(await smsc.told()).toEqual([]);
		callTo('?charset=utf-8&md5');
		smsc.reset();
		smsc.inbound({ phone: ANN, message: 'Hi' });
		expect(await smsc.told()).toEqual([]);
		expect(heard).toEqual([]);
	});

	it('gets a form with the digests that it asks for, and none that it does not', async () => {
		callTo('?charset=utf-8&md5&crc32');
		smsc.inbound({ phone: ANN, message: 'a & b=c', to_phone: '' });
		await smsc.told();
		const [{ type, body } = { type: '', body: '' }] = heard;
		expect(type).toBe('application/x-www-form-urlencoded');
		const sum = crc32(Buffer.from(`${ANN}:a & b=c::${SECRET}`))
			.toString(16)
			.padStart(8, '0');
		expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
			id: '1',
			phone: ANN,
			mes: 'a & b=c',
			to: '',
			ts: String(NOW),
			md5: hash('md5', ANN, 'a & b=c', ''),
			crc32: sum,
		});
	});

	it('gets an inbound message without id and time where that is set', async () => {
		callTo('?charset=utf-8&fmt=3');
		smsc.settings.inboundIds = false;
		smsc.inbound({ phone: ANN, message: 'Hi' });
		await smsc.told();
		expect(heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ phone: ANN, mes: 'Hi', to: '' }]);
	});

	it('gets a list, and another content type, where that is set', async () => {
		callTo('?charset=utf-8&fmt=3');
		Object.assign(smsc.settings, { callbackList: true, callbackType: 'text/html' });
		smsc.inbound({ phone: ANN, message: 'Hi' });
		await smsc.told();
		expect(heard).toMatchObject([{ type: 'text/html' }]);
		expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject([{ mes: 'Hi' }]);
	});

	it('gets all behind its options by GET', async () => {
		callTo('?charset=utf-8&fmt=3&sha1');
		smsc.settings.callbackVerb = 'GET';
		smsc.inbound({ phone: '#7', message: 'a&b' });
		const [delivery] = await smsc.told();
		expect(delivery).toMatchObject({ method: 'GET', body: '' });
		const { method, query, body } = heard[0] ?? {};
		expect({ method, body }).toEqual({ method: 'GET', body: '' });
		// the digest stands behind the option of the same name, and counts
		expect(query).toMatchObject({ phone: '#7', mes: 'a&b', sha1: hash('sha1', '#7', 'a&b', ''), fmt: '3' });
	});

	it('has to ask for utf-8, as nothing else is written here', async () => {
		callTo('?fmt=3&sha1');
		smsc.inbound({ phone: ANN, message: 'Hi' });
		await expect(smsc.told()).rejects.toThrow('utf-8 only');
	});
});

describe('a callback', () => {
	const say = async () => {
		smsc.inbound({ phone: ANN, message: 'Hi' });
		return await smsc.told();
	};

	it('that is not answered well is made again as often as is set, and no more', async () => {
		callTo('?charset=utf-8&fmt=3');
		Object.assign(smsc.settings, { callbackTries: 3, callbackPause: 1 });
		statuses = [500, 403, 200];
		expect(await say()).toMatchObject([{ status: 200 }]);
		expect(heard).toHaveLength(3);
		expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
		statuses = [500];
		expect(await say()).toMatchObject([{ status: 200 }, { status: 500, answer: 'no' }]);
		expect(heard).toHaveLength(6);
	});

	it('is made once where nothing is set, and tells when nobody was there', async () => {
		callTo('?charset=utf-8&fmt=3');
		statuses = [500];
		expect(await say()).toMatchObject([{ status: 500 }]);
		smsc.handler = { url: 'http://127.0.0.1:9/?charset=utf-8', secret: SECRET };
		expect(await say()).toMatchObject([{ status: 500 }, { status: 0, answer: '' }]);
		expect(heard).toHaveLength(1);
	});

	it.each([
		['JSON', '?charset=utf-8&fmt=3&sha1', 'POST'],
		['a list', '?charset=utf-8&fmt=3&sha1', 'POST'],
		['a form', '?charset=utf-8&sha1', 'POST'],
		['a query', '?charset=utf-8&sha1', 'GET'],
	] as const)('can be repeated to the letter: %s', async (what, options, callbackVerb) => {
		callTo(options);
		Object.assign(smsc.settings, { callbackVerb, callbackList: what === 'a list' });
		const [first] = await say();
		if (!first) throw new Error('nothing was told');
		expect((await smsc.repeat(first)).status).toBe(200);
		expect(heard).toHaveLength(2);
		expect(heard[1]).toEqual(heard[0]);
	});
});

describe('the list of inbound messages', () => {
	const idsOf = async (fields: Record<string, string> = {}) =>
		((await post('get', { get_answers: '1', ...fields })) as Array<{ id: number }>).map(({ id }) => id);

	beforeEach(() => {
		for (const [phone, to_phone] of [
			[ANN, '7999'],
			['@ann', '7998'],
			['#7', '7999'],
		] as const)
			smsc.inbound({ phone, message: 'Hi', to_phone });
	});

	it('comes in either order, which is a setting', async () => {
		expect(await idsOf()).toEqual([1, 2, 3]);
		smsc.settings.answersOrder = 'newestFirst';
		expect(await idsOf()).toEqual([3, 2, 1]);
		expect(await idsOf({ after_id: '1' })).toEqual([3, 2]);
	});

	it('is cut from its end in that order, so that a small count may leave out the new ones or the old ones', async () => {
		expect(await idsOf({ cnt: '2' })).toEqual([1, 2]);
		smsc.settings.answersOrder = 'newestFirst';
		expect(await idsOf({ cnt: '2' })).toEqual([3, 2]);
	});

	it('is kept to one number that was written to', async () => {
		expect(await idsOf({ to_phone: '7999' })).toEqual([1, 3]);
		expect(await idsOf({ to_phone: '7999', after_id: '1' })).toEqual([3]);
	});

	it.each<Record<string, string>>([
		{ cnt: '0' },
		{ cnt: '10001' },
		{ cnt: 'x' },
		{ hour: '0' },
		{ hour: '169' },
	])('is refused for %j', async (fields) => {
		expect(await post('get', { get_answers: '1', ...fields })).toMatchObject({ error_code: 1 });
	});
});
