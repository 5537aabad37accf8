import type { IExecuteFunctions } from 'n8n-workflow';

import { NodeMarks } from '../../../client/n8n/fallback/nodeMarks';

/** n8n's store of one node: reads, waits, and writes back what it has made of it. */
class Store {
	row: string[] | undefined;
	calls = 0;
	underWay = 0;
	/** Rejects the next calls. */
	failures = 0;

	async check(items: string[], most: number): Promise<{ new: string[]; processed: string[] }> {
		const row = await this.read();
		const processed = items.filter((item) => row.includes(item));
		const fresh = items.filter((item) => !row.includes(item));
		this.row = [...row, ...fresh].slice(-most);
		return { new: fresh, processed };
	}

	async remove(items: string[]): Promise<void> {
		const row = await this.read();
		this.row = row.filter((item) => !items.includes(item));
	}

	private async read(): Promise<string[]> {
		this.calls += 1;
		this.underWay += 1;
		if (this.underWay > 1) throw new Error('two at once');
		const row = [...(this.row ?? [])];
		await new Promise((go) => setTimeout(go, 2));
		this.underWay -= 1;
		if (this.failures > 0) {
			this.failures -= 1;
			throw new Error('UNIQUE constraint failed');
		}
		return row;
	}
}

let nodes = 0;

/** A run of a node; runs of the same node share its store. */
const runOf = (store: Store, node: string, workflow: string | undefined = 'w'): IExecuteFunctions => {
	const context: Partial<IExecuteFunctions> = {
		getWorkflow: () => ({ id: workflow as string, name: 'W', active: true }),
		getNode: () => ({ id: node }) as ReturnType<IExecuteFunctions['getNode']>,
		helpers: {
			checkProcessedAndRecord: async (items: string[], _scope: string, { maxEntries = 0 }) =>
				await store.check(items, maxEntries),
			removeProcessed: async (items: string[]) => await store.remove(items),
		} as unknown as IExecuteFunctions['helpers'],
	};
	return context as IExecuteFunctions;
};

const stage = () => ({ store: new Store(), node: `n${(nodes += 1)}` });

it('lets runs of one node write one after another, and loses nothing', async () => {
	const { store, node } = stage();
	const runs = Array.from({ length: 5 }, () => new NodeMarks(runOf(store, node), 1_000));
	await Promise.all(
		runs.flatMap((marks, run) =>
			Array.from({ length: 20 }, async (_, at) => await marks.add([`run ${run}, mark ${at}`])),
		),
	);
	expect(store.row).toHaveLength(100);
});

it('writes together what comes while it writes', async () => {
	const { store, node } = stage();
	const marks = new NodeMarks(runOf(store, node), 1_000);
	const first = marks.add(['0']);
	await new Promise((go) => setTimeout(go, 1));
	await Promise.all(Array.from({ length: 50 }, async (_, at) => await marks.add([`${at + 1}`])));
	await first;
	expect(store.row).toHaveLength(51);
	expect(store.calls).toBe(2);
});

it('tells each caller which of its own marks were there', async () => {
	const { store, node } = stage();
	store.row = ['a', 'c'];
	const marks = new NodeMarks(runOf(store, node), 1_000);
	const [one, two] = await Promise.all([marks.add(['a', 'b']), marks.add(['c', 'd'])]);
	expect([[...one], [...two]]).toEqual([['a'], ['c']]);
	await marks.remove(['a', 'd']);
	expect(store.row).toEqual(['c', 'b']);
});

it('gives one mark to one of two runs in one process', async () => {
	const { store, node } = stage();
	const [a, b] = [new NodeMarks(runOf(store, node), 1_000), new NodeMarks(runOf(store, node), 1_000)];
	const before = await Promise.all([a.add(['order-1']), b.add(['order-1'])]);
	expect(before.map((one) => one.size).sort()).toEqual([0, 1]);
});

it('tries again where another process wrote the very first marks', async () => {
	const { store, node } = stage();
	store.failures = 1;
	expect([...(await new NodeMarks(runOf(store, node), 1_000).add(['a']))]).toEqual([]);
	store.failures = 2;
	await expect(new NodeMarks(runOf(store, node), 1_000).add(['b'])).rejects.toMatchObject({
		facts: { outcome: 'notSent', description: expect.stringContaining('could not write down') },
	});
});

it('asks to save a workflow that has no id to be remembered by', async () => {
	const { store, node } = stage();
	await expect(new NodeMarks(runOf(store, node, ''), 1_000).add(['a'])).rejects.toThrow(
		'Workflow is not saved',
	);
});
