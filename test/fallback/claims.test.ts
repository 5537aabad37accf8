import type { Claims } from '../../client/fallback/claims';
import { MarkedClaims, type Marks } from '../../client/fallback/markedClaims';
import { keyOfUser, type Key } from '../../client/fallback/key';
import { FALLBACKS } from '../../client/registry/fallbackRows';
import { TableClaims } from '../../client/registry/fallbacks';
import { Table } from '../../client/registry/table';
import type { TableClock } from '../../client/registry/tidyFallbacks';
import { BotGatewayRegistryApi } from '../../credentials/BotGatewayRegistryApi.credentials';
import { N8nApiEmulator } from '../emulators/n8nApi';
import { fetchRoad } from '../support/road';

const KEY = keyOfUser('order-1');
const DAY = 24 * 60 * 60 * 1_000;

/** What n8n's store does, in memory; each call takes a moment. */
class Memory implements Marks {
	readonly all = new Set<string>();

	async add(marks: readonly string[]): Promise<ReadonlySet<string>> {
		const before = new Set(marks.filter((mark) => this.all.has(mark)));
		for (const mark of marks) this.all.add(mark);
		return before;
	}

	async remove(marks: readonly string[]): Promise<void> {
		for (const mark of marks) this.all.delete(mark);
	}
}

let n8n: N8nApiEmulator;
let tables = 0;

beforeAll(async () => {
	n8n = await new N8nApiEmulator('key').start();
});
afterAll(async () => await n8n.stop());

/** Milliseconds by which the clock of a test is ahead. */
let ahead = 0;
beforeEach(() => (ahead = 0));

const clock: TableClock = {
	now: () => Date.now() + ahead,
	dayOf: (moment) => new Date(moment).toISOString().slice(0, 10),
	pause: async () => await new Promise((go) => setTimeout(go, 5)),
};

/** Each run has claims of its own over the same record. */
const KINDS: Array<[name: string, open: () => (keeps?: number) => Claims]> = [
	[
		'in a set of marks',
		() => {
			const marks = new Memory();
			return () => new MarkedClaims(marks);
		},
	],
	[
		'in a data table',
		() => {
			const name = `Fallbacks ${(tables += 1)}`;
			const send = fetchRoad(new BotGatewayRegistryApi(), { baseUrl: `${n8n.url}/api/v1`, apiKey: 'key' });
			return (keeps?: number) => new TableClaims(new Table(send, name, 'test', FALLBACKS), clock, keeps);
		},
	],
];

describe.each(KINDS)('claims %s', (_, open) => {
	it('give an item to one run, and tell the others that it has begun', async () => {
		const run = open();
		expect(await run().take(KEY)).toBe('new');
		expect(await run().take(KEY)).toBe('begun');
		expect(await run().take(keyOfUser('order-2'))).toBe('new');
	});

	it.each(['bot', 'sms'] as const)('remember that it ended by %s', async (ending) => {
		const run = open();
		const first = run();
		await first.take(KEY);
		await first.end(KEY, ending, '7');
		await first.settle();
		expect(await run().take(KEY)).toBe(ending);
		expect(await run().take(KEY)).toBe(ending);
	});

	it('give it out again once it was released', async () => {
		const run = open();
		const first = run();
		await first.take(KEY);
		await first.release(KEY);
		expect(await run().take(KEY)).toBe('new');
	});

	it('find a mark of the window before, and do not lengthen its life', async () => {
		const run = open();
		const at = (window: number): Key => ({ mark: `m/${window}`, also: [`m/${window - 1}`] });
		const first = run();
		expect(await first.take(at(1))).toBe('new');
		await first.end(at(1), 'sms');
		expect(await run().take(at(2))).toBe('sms');
		expect(await run().take(at(3))).toBe('new');
	});
});

describe('claims in a set of marks', () => {
	it('tell a key from another one that ends like a note of theirs', async () => {
		const marks = new Memory();
		const claims = new MarkedClaims(marks);
		await claims.take(KEY);
		await claims.end(KEY, 'sms');
		for (const alike of ['order-1 sms', 'order-1/sms', 'sms/order-1'])
			expect(await claims.take(keyOfUser(alike))).toBe('new');
	});

	it('write down again what another process has written over', async () => {
		const marks = new Memory();
		const claims = new MarkedClaims(marks);
		await claims.take(KEY);
		await claims.end(KEY, 'sms');
		marks.all.clear();
		await claims.settle();
		expect(await new MarkedClaims(marks).take(KEY)).toBe('sms');
	});
});

describe('claims in a data table', () => {
	const [, [, open]] = KINDS as [(typeof KINDS)[0], (typeof KINDS)[1]];

	it('give a key to exactly one of many that ask at once', async () => {
		const run = open();
		for (let round = 0; round < 10; round += 1) {
			const key = keyOfUser(`race ${round}`);
			const taken = await Promise.all(Array.from({ length: 8 }, async () => await run().take(key)));
			expect(taken.filter((one) => one === 'new')).toHaveLength(1);
			expect(taken.filter((one) => one === 'begun')).toHaveLength(7);
		}
		expect(n8n.rows(`Fallbacks ${tables}`)).toHaveLength(10);
	});

	it('count the SMS of a day, over pages', async () => {
		const run = open();
		const claims = run();
		const ends = Array.from({ length: 260 }, (_, at) => keyOfUser(`day ${at}`));
		for (const [at, key] of ends.entries()) {
			await claims.take(key);
			await claims.end(key, at < 255 ? 'sms' : 'bot');
		}
		const dayIn = (days: number): string => clock.dayOf(clock.now() + days * DAY);
		expect(await claims.sentOn?.(dayIn(0))).toBe(255);
		expect(await claims.sentOn?.(dayIn(1))).toBe(0);
	});

	it('leave no row behind when n8n does not take it, and tell that nothing was sent', async () => {
		const run = open();
		await run().take(keyOfUser('first'));
		for (const skip of [0, 1]) {
			n8n.failNext({ status: 503, body: 'down' }, { skip, times: 1 });
			await expect(run().take(KEY)).rejects.toMatchObject({ facts: { outcome: 'notSent' } });
		}
		expect(await run().take(KEY)).toBe('new');
	});

	it('give out a key again whose run died while it asked, and only then', async () => {
		const run = open();
		await run().take(keyOfUser('first'));
		const died = async (key: Key): Promise<void> => {
			n8n.failNext({ status: 503, body: 'down' }, { skip: 1, times: 2 });
			await expect(run().take(key)).rejects.toThrow('not in order');
		};
		await died(KEY);
		expect(await run().take(KEY)).toBe('begun');
		ahead = 16 * 60 * 1_000;
		expect(await run().take(KEY)).toBe('new');
		ahead *= 2;
		expect(await run().take(KEY)).toBe('begun');
	});

	it('give a key to no run that slept while it asked and was taken for dead', async () => {
		const run = open();
		await run().take(keyOfUser('first'));
		let awake: () => void = () => undefined;
		const asleep = new Promise<void>((go) => (awake = go));
		const look = jest.spyOn(Table.prototype, 'rows');
		const looked = new Promise<void>((go) => {
			look.mockImplementationOnce(async function (this: Table<unknown>, filters) {
				const rows = await this.rows(filters);
				go();
				await asleep;
				return rows;
			});
		});
		const late = run().take(KEY);
		await looked;
		look.mockRestore();
		ahead = 16 * 60 * 1_000;
		expect(await run().take(KEY)).toBe('new');
		awake();
		expect(await late).toBe('begun');
	});

	it('remove what can matter no more, and keep the rest for good or as long as is wanted', async () => {
		const run = open();
		const content: Key = { mark: 'message/telegram/1', also: [] };
		const first = run();
		for (const key of [content, KEY]) {
			await first.take(key);
			await first.end(key, 'sms');
		}
		const keysAfter = async (days: number, keeps?: number): Promise<unknown[]> => {
			ahead = days * DAY;
			await run(keeps).tidy?.();
			return n8n.rows(`Fallbacks ${tables}`).map(({ key }) => key);
		};
		expect(await keysAfter(1)).toEqual([content.mark, KEY.mark]);
		expect(await keysAfter(4)).toEqual([KEY.mark]);
		expect(await keysAfter(399, 400)).toEqual([KEY.mark]);
		expect(await keysAfter(402, 400)).toEqual([]);
	});

	it('look for old rows once a day', async () => {
		const run = open();
		await run().take(KEY);
		const before = n8n.log.length;
		for (let time = 0; time < 5; time += 1) await run().tidy?.();
		expect(n8n.log.length - before).toBe(1);
	});
});
