import type { Claims } from '../../client/fallback/claims';
import { MarkedClaims, type Marks } from '../../client/fallback/markedClaims';
import { keyOfUser, type Key } from '../../client/fallback/key';
import { FALLBACKS, TableClaims } from '../../client/registry/fallbacks';
import { Table } from '../../client/registry/table';
import { BotGatewayRegistryApi } from '../../credentials/BotGatewayRegistryApi.credentials';
import { N8nApiEmulator } from '../emulators/n8nApi';
import { fetchRoad } from '../support/road';

const KEY = keyOfUser('order-1');

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

const pause = async (): Promise<void> => await new Promise((go) => setTimeout(go, 5));

/** Each run has claims of its own over the same record. */
const KINDS: Array<[name: string, open: () => () => Claims]> = [
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
			return () => new TableClaims(new Table(send, name, 'test', FALLBACKS), () => '2026-03-01', pause);
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
		expect(await claims.sentOn?.('2026-03-01')).toBe(255);
		expect(await claims.sentOn?.('2026-03-02')).toBe(0);
	});

	it('leave no row behind when n8n does not take it', async () => {
		const run = open();
		await run().take(keyOfUser('first'));
		n8n.failNext({ status: 503, body: 'down' }, { skip: 1, times: 1 });
		await expect(run().take(KEY)).rejects.toThrow('The registry’s n8n is not in order');
		expect(await run().take(KEY)).toBe('new');
	});
});
