import type { IDataObject } from 'n8n-workflow';

import { JumpingClock } from '../../support/clock';
import type { NodeRun, NodeSettings } from '../../support/harness';
import { faultOf } from '../../support/fault';
import { esputnik, EsputnikBench, fromList, id } from './bench';

const mockClock = new JumpingClock();
jest.mock('../../../client/n8n/clock', () => ({ clockOf: () => mockClock }));

const e = new EsputnikBench();
beforeAll(async () => {
	await e.start();
});
afterAll(async () => await e.stop());
beforeEach(() => e.esputnik.reset());

const GO_ON: NodeSettings = { onError: 'continueRegularOutput' };
const RETRY: NodeSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Sends the text of each item to the person whose id it holds as `to`. */
const text = (more: IDataObject = {}) =>
	esputnik('message', 'send', {
		content: 'text',
		template: id('17'),
		recipient: id('={{ $json.to }}'),
		text: '={{ $json.text }}',
		...more,
	});

/** Fills the message 18 from the item. */
const order = (more: IDataObject = {}) =>
	esputnik('message', 'send', {
		content: 'template',
		template: fromList('18'),
		recipient: id('={{ $json.to }}'),
		...more,
	});

const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, n) => ({ to: n + 1, text: `Hello ${n + 1}` }));

const said = ({ outputs }: NodeRun): unknown[] =>
	(outputs[0] ?? []).map(({ json }) => json.status ?? faultOf(json));

const textsTo = (chat: string): string[] =>
	e.esputnik.sent.filter(({ locator }) => locator === chat).map((sent) => sent.text);

describe('items of one prepared message', () => {
	it('go out by one request, and one that is refused fails alone', async () => {
		const items = [
			...people(2),
			{ to: 9_999, text: 'nobody' },
			{ to: 'x', text: 'bad' },
			...people(5).slice(4),
		];
		const run = await e.bench().run(text(), items, GO_ON);
		expect(e.requests).toEqual([4]);
		expect(said(run)).toEqual([
			'queued',
			'queued',
			'The person has not started the bot',
			'Recipient “x” is no chat of a person with the bot',
			'queued',
		]);
		expect(run.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(e.esputnik.sent.map((sent) => sent.text)).toEqual(['Hello 1', 'Hello 2', 'Hello 5']);
	});

	it('are split where there are more than one request takes', async () => {
		const run = await e.bench().run(text(), people(1_001));
		expect(e.requests).toEqual([1_000, 1]);
		expect(new Set(said(run))).toEqual(new Set(['queued']));
		const ids = (run.outputs[0] ?? []).map(({ json }) => json.messageId);
		expect(ids).toEqual(e.esputnik.sent.map(({ requestId }) => requestId));
		expect(new Set(ids).size).toBe(1_001);
	});

	it('to one person go out one after another, in their order', async () => {
		e.esputnik.latency = 5;
		const items = [1, 2, 1, 1, 2].map((to, n) => ({ to, text: `${n}` }));
		await e.bench().run(text(), items);
		expect(e.requests).toEqual([2, 2, 1]);
		expect([textsTo('1'), textsTo('2')]).toEqual([
			['0', '2', '3'],
			['1', '4'],
		]);
	});

	it('of two prepared messages never share a request, and keep their order for each person', async () => {
		e.esputnik.latency = 5;
		const items = [
			{ to: 1, text: 'a', id: 17 },
			{ to: 2, text: 'b', id: 18 },
			{ to: 1, text: 'c', id: 18 },
			{ to: 2, text: 'd', id: 17 },
		];
		await e.bench().run(text({ template: id('={{ $json.id }}') }), items);
		expect(
			e.esputnik.sent.filter(({ locator }) => locator === '1').map(({ messageId }) => messageId),
		).toEqual([17, 18]);
		expect(
			e.esputnik.sent.filter(({ locator }) => locator === '2').map(({ messageId }) => messageId),
		).toEqual([18, 17]);
	});
});

describe('when no answer comes', () => {
	it('each item has a receipt with the status unknown', async () => {
		e.esputnik.failNext({ drop: 'after' });
		const run = await e.bench().run(text(), people(3));
		expect(said(run)).toEqual(['unknown', 'unknown', 'unknown']);
		expect(e.requests).toEqual([3]);
	});

	it.each([
		['', {}],
		[' and Continue on fail', GO_ON],
	])('Retry on fail%s sends to nobody twice', async (_, settings) => {
		e.esputnik.failNext({ drop: 'after' });
		const run = await e
			.bench()
			.run(text({ options: { unknownOutcome: 'fail' } }), people(200), { ...RETRY, ...settings });
		expect(e.requests).toEqual([200]);
		expect(e.esputnik.sent).toHaveLength(200);
		expect(run.error !== undefined || said(run).length === 200).toBe(true);
	});

	it('all are sent again together where the user wants that', async () => {
		e.esputnik.failNext({ drop: 'before' });
		const run = await e.bench().run(text({ options: { unknownOutcome: 'again' } }), people(3));
		expect(said(run)).toEqual(['queued', 'queued', 'queued']);
		expect(e.requests).toEqual([3, 3]);
	});
});

it('one for whom the whole request is refused fails alone, and nobody gets anything twice on Retry on Fail', async () => {
	e.esputnik.spoil('150', "'150' is not valid token");
	const run = await e.bench().run(text(), people(200), RETRY);
	expect(run.error?.message).toBe('The service did not accept the message');
	expect(run.error?.description).toContain("'150' is not valid token");
	expect(run.error?.description).toContain('199 of 200 items were sent');
	const got = e.esputnik.sent.map(({ locator }) => locator);
	expect([got.length, new Set(got).size]).toEqual([199, 199]);
	// the two tries after the first are about the one alone
	expect(e.requests.slice(-2)).toEqual([1, 1]);
});

it('Retry on fail sends again only to those who were refused', async () => {
	e.esputnik.refuse('3', 'Something passing');
	const run = await e.bench().run(text(), people(100), RETRY);
	expect(run.error?.message).toBe('The service said no');
	expect(run.error?.description).toContain('99 of 100 items were sent');
	expect(e.requests).toEqual([100, 1, 1]);
	expect(e.esputnik.sent).toHaveLength(99);
});

it('an account that is refused fails all, with one request', async () => {
	const run = await e.bench({ apiKey: 'wrong' }).run(text(), people(50), GO_ON);
	expect(new Set(said(run))).toEqual(new Set(['The service did not accept the credential']));
	expect(e.requests).toEqual([50]);
});

it('too many requests are waited for', async () => {
	e.esputnik.failNext({ status: 429, body: '' }, { times: 2 });
	expect(said(await e.bench().run(text(), people(2)))).toEqual(['queued', 'queued']);
	expect(e.requests).toEqual([2, 2, 2]);
});

describe('parameters', () => {
	it('are entered in fields', async () => {
		const parameter = [
			{ name: 'state', value: '={{ $json.text }}' },
			{ name: 'other', value: '' },
		];
		await e.bench().run(order({ parametersFrom: 'fields', parameters: { parameter } }), people(2));
		expect(e.esputnik.sent.map((sent) => sent.text)).toEqual(['Order : Hello 1', 'Order : Hello 2']);
	});

	it.each([
		['an object', '={{ { order: { number: $json.to }, state: "ok" } }}'],
		['a text', '{ "order": { "number": 1 }, "state": "ok" }'],
	])('come from data as %s', async (_, parametersData) => {
		await e.bench().run(order({ parametersFrom: 'data', parametersData }), people(1));
		expect(e.esputnik.sent[0]?.text).toBe('Order 1: ok');
	});

	it.each([
		[{ parametersFrom: 'data', parametersData: '[1]' }, 'Parameters are no JSON object'],
		[
			{ parametersFrom: 'fields', parameters: { parameter: [{ name: ' ', value: 'x' }] } },
			'Parameters, parameter 1 has no name',
		],
		[
			{ parametersFrom: 'fields', parameters: { parameter: [{ name: 'a' }, { name: 'a' }] } },
			'Parameters, parameter 2 is “a” again',
		],
		[{ parametersFrom: 'nowhere' }, 'Parameters “nowhere” is not known here'],
		[{ template: id('={{ "" }}') }, 'Prepared Message is not given'],
		[{ template: id('abc') }, 'Prepared Message “abc” is no ID of eSputnik'],
		[{ content: 'other' }, 'Content “other” is not known here'],
		[{ content: 'text', text: ' ' }, 'Text is empty'],
	])('%j are refused before anything is sent', async (more, message) => {
		const run = await e.bench().run(order(more), people(2), GO_ON);
		expect(said(run)).toEqual([message, message]);
		expect(e.requests).toEqual([]);
	});

	it('a text that was left over does not go out with a prepared message', async () => {
		await e.bench().run(order({ text: 'left over' }), people(1));
		expect(JSON.parse(e.esputnik.log[0]?.body.toString() ?? '')).toMatchObject({
			recipients: [{ jsonParam: null }],
		});
	});

	it('the variable of the text has the name that the user gives it, and a language version can be chosen', async () => {
		await e
			.bench()
			.run(
				text({ template: id('18'), options: { textVariable: 'state', templateLanguage: 'uk' } }),
				people(1),
			);
		expect(e.esputnik.sent[0]).toMatchObject({ text: 'Order : Hello 1', languageCode: 'uk' });
	});
});

it('the list of prepared messages is offered and searched', async () => {
	const { results } = await e.bench().search('searchPrepared', esputnik('message', 'send'), 'ord');
	expect(results).toEqual([{ name: 'Order (18)', value: '18' }]);
});

it('a status is asked for by the id of the receipt, for all items together', async () => {
	const sent = await e.bench().run(text(), people(3));
	const items = (sent.outputs[0] ?? []).map(({ json }) => ({ id: json.messageId, to: json.recipient }));
	const run = await e.bench().run(
		esputnik('message', 'getStatus', {
			recipient: id('={{ $json.to.value }}'),
			messageId: '={{ $json.id }}',
		}),
		items,
	);
	expect(said(run)).toEqual(['sent', 'sent', 'sent']);
	expect(e.esputnik.log.filter(({ path }) => path.endsWith('/status'))).toHaveLength(1);
});
