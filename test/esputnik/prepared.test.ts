import { esputnik as gateway } from '../../client/esputnik/gateway';
import { Unreachable } from '../../client/model/error';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const list = async () =>
	(await gateway.listPrepared!(lineTo(esputnik.apiUrl))).map(({ id, name }) => [id, name]);

it('prepared messages are listed from 1 on', async () => {
	expect(await list()).toEqual([
		['17', 'Free text'],
		['18', 'Order'],
	]);
	expect(esputnik.log[0]?.query).toEqual({ startindex: '1', maxrows: '500' });
});

it.each([
	[[{ id: '5', name: 'A' }]],
	[{ messages: [{ id: 5, title: 'A' }], total: 1 }],
	[{ results: [{ messageId: 5, name: 'A' }, { name: 'without an id' }, 'x'] }],
	[{ id: 5, name: 'A' }],
])('%j is understood', async (body) => {
	esputnik.failNext({ status: 200, body: body });
	expect(await list()).toEqual([['5', 'A']]);
});

it('one without a name is called by its id', async () => {
	esputnik.failNext({ status: 200, body: [{ id: 5 }] });
	expect(await list()).toEqual([['5', '5']]);
});

it('goes on page by page, and ends where the service does not page', async () => {
	const page = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: from + n }));
	esputnik.failNext({ status: 200, body: page(1, 500) });
	esputnik.failNext({ status: 200, body: page(501, 3) });
	expect(await list()).toHaveLength(503);
	expect(esputnik.log.map(({ query }) => query.startindex)).toEqual(['1', '501']);
	esputnik.reset();
	esputnik.failNext({ status: 200, body: page(1, 500) }, { times: 30 });
	expect(await list()).toHaveLength(500);
	expect(esputnik.log).toHaveLength(2);
});

it.each(['', 'OK', '{}', '7'])('no list (%j) is not taken for an empty one', async (body) => {
	esputnik.failNext({ status: 200, body });
	expect(await failureOf(list())).toBeInstanceOf(Unreachable);
});
