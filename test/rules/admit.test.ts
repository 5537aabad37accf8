import { setImmediate as soon } from 'node:timers/promises';

import fc from 'fast-check';

import { admit, PARTS } from '../../client/rules/admit';
import { Claims, type Store } from '../../client/rules/claims';
import { readRules } from '../../client/rules/read';
import type { Rule } from '../../client/rules/rule';
import { ANN, pressed, said } from './events';

/** As n8n keeps keys: read, then written, so that two calls can cross. */
class Rows implements Store {
	keys: string[] = [];
	calls = 0;
	isAway = false;
	failsAfter = Infinity;

	async add(keys: readonly string[]): Promise<ReadonlySet<string>> {
		this.calls += 1;
		if (this.isAway || this.calls > this.failsAfter) throw new Error('away');
		const before = this.keys;
		await soon();
		const fresh = keys.filter((key) => !before.includes(key));
		this.keys = [...before, ...fresh];
		return new Set(fresh);
	}

	async remove(keys: readonly string[]): Promise<void> {
		const before = this.keys;
		await soon();
		this.keys = before.filter((key) => !keys.includes(key));
	}
}

const rule = (coolDown: number, name = 'R'): Rule => {
	const [read] = readRules(
		[{ name, conditions: { condition: [{ when: 'anything' }] }, text: 'x', coolDown }],
		'UTC',
	);
	if (!read) throw new Error('no rule');
	return read;
};

let id = 0;
const next = (person = ANN.id) => {
	const event = said('x', { subscriber: { ...ANN, id: person } });
	if (event.message) event.message.id = String((id += 1));
	return event;
};

const at = (store: Store, now = 0, claims = new Claims(), coolDown = 0) => ({
	claims,
	store,
	now: () => now,
	coolDown,
});

describe('one event', () => {
	it('is answered once, also by another process and after a restart', async () => {
		const store = new Rows();
		const event = said('hello');
		expect(await admit(event, rule(0), at(store))).toHaveProperty('giveBack');
		expect(await admit(event, rule(0), at(store))).toBe('answeredBefore');
		expect(await admit(structuredClone(event), rule(0), at(store))).toBe('answeredBefore');
	});

	it('is answered by each rule once, and known by the press where it is one', async () => {
		const asking = at(new Rows());
		expect(await admit(pressed('a'), rule(0, 'A'), asking)).toHaveProperty('giveBack');
		expect(await admit(pressed('a'), rule(0, 'B'), asking)).toHaveProperty('giveBack');
		expect(await admit(pressed('a'), rule(0, 'A'), asking)).toBe('answeredBefore');
	});

	it('may be answered again when the answer did not go out', async () => {
		const asking = at(new Rows());
		const admission = await admit(said('x'), rule(60), asking);
		if (typeof admission === 'string') throw new Error(admission);
		await admission.giveBack();
		expect(await admit(said('x'), rule(60), asking)).toHaveProperty('giveBack');
	});

	it('goes to one of many that ask together', async () => {
		const asking = at(new Rows());
		const event = said('x');
		const all = await Promise.all(
			Array.from({ length: 50 }, async () => await admit(event, rule(0), asking)),
		);
		expect(all.filter((one) => typeof one !== 'string')).toHaveLength(1);
	});

	it('is not answered while nobody can tell whether it was, and nothing is claimed by that', async () => {
		const store = new Rows();
		const asking = at(store);
		store.isAway = true;
		await expect(admit(said('x'), rule(60), asking)).rejects.toThrow('away');
		store.isAway = false;
		expect(await admit(said('x'), rule(60), asking)).toHaveProperty('giveBack');
	});
});

it('is answered by none of those that ask together while the store is away, and all hear of it', async () => {
	const store = new Rows();
	store.isAway = true;
	const event = said('x');
	const asking = at(store);
	const both = await Promise.allSettled([admit(event, rule(0), asking), admit(event, rule(0), asking)]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it.each([1, 2])('a store that fails after %s of its calls leaves nothing claimed', async (calls) => {
	const store = new Rows();
	const asking = at(store);
	store.failsAfter = calls;
	await expect(admit(said('x'), rule(60), asking)).rejects.toThrow('away');
	expect(store.keys).toEqual([]);
	store.failsAfter = Infinity;
	expect(await admit(said('x'), rule(60), asking)).toHaveProperty('giveBack');
});

it('what is given back together is asked of the store once, and is nobody’s for who asked meanwhile', async () => {
	const [store, claims] = [new Rows(), new Claims()];
	await claims.keep(['a', 'b', 'c'], store);
	const remove = jest.spyOn(store, 'remove');
	await Promise.all([
		claims.claim('x', store),
		claims.release(['a'], store),
		claims.claim('a', store),
		claims.release(['b', 'c'], store),
	]);
	expect(remove).toHaveBeenCalledTimes(1);
	expect(store.keys).toEqual(['x']);
	expect(await claims.claim('a', store)).toBe(true);
});

describe('a cool-down', () => {
	it('never ends early, and late by one part at most', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 100_000 }),
				fc.integer({ min: 0, max: 10_000_000 }),
				fc.integer({ min: 0, max: 3_000 }),
				fc.boolean(),
				async (seconds, start, share, perRule) => {
					const store = new Rows();
					const after = start + Math.floor((seconds * 1_000 * share) / 1_000);
					const asking = (now: number) => at(store, now, new Claims(), perRule ? 0 : seconds);
					const one = rule(perRule ? seconds : 0);
					await admit(next(), one, asking(start));
					const isOpen = typeof (await admit(next(), one, asking(after))) !== 'string';
					if (share < 1_000) expect(isOpen).toBe(false);
					if (share > 1_000 * (1 + 1 / PARTS)) expect(isOpen).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('counts for each person and rule apart', async () => {
		const asking = at(new Rows());
		expect(await admit(next('1'), rule(60, 'A'), asking)).toHaveProperty('giveBack');
		expect(await admit(next('1'), rule(60, 'A'), asking)).toBe('coolDown');
		expect(await admit(next('2'), rule(60, 'A'), asking)).toHaveProperty('giveBack');
		expect(await admit(next('1'), rule(60, 'B'), asking)).toHaveProperty('giveBack');
	});

	it('of a rule is another one than that over all rules, whatever the rule is called', async () => {
		for (const name of ['*', '#1', '']) {
			const asking = at(new Rows(), 0, new Claims(), 60);
			expect(await admit(next(), rule(60, name), asking)).toHaveProperty('giveBack');
		}
	});

	it('over all rules counts for them together', async () => {
		const asking = at(new Rows(), 0, new Claims(), 60);
		expect(await admit(next(), rule(0, 'A'), asking)).toHaveProperty('giveBack');
		expect(await admit(next(), rule(0, 'B'), asking)).toBe('coolDown');
	});

	it('over all rules leaves the other replies to the same event alone, also when they are tried again', async () => {
		const [store, event] = [new Rows(), next()];
		expect(await admit(event, rule(0, 'A'), at(store, 0, new Claims(), 60))).toHaveProperty('giveBack');
		const further = () => ({ ...at(store, 0, new Claims(), 60), isFurther: true });
		const second = await admit(event, rule(0, 'B'), further());
		if (typeof second === 'string') throw new Error(second);
		await second.giveBack();
		expect(await admit(event, rule(0, 'B'), further())).toHaveProperty('giveBack');
		expect(await admit(next(), rule(0, 'B'), further())).toBe('coolDown');
	});

	it('over all rules is given back with the reply that began it', async () => {
		const [asking, event] = [at(new Rows(), 0, new Claims(), 60), next()];
		const first = await admit(event, rule(0, 'A'), asking);
		if (typeof first === 'string') throw new Error(first);
		await first.giveBack();
		expect(await admit(next(), rule(0, 'B'), asking)).toHaveProperty('giveBack');
		expect(await admit(event, rule(0, 'A'), asking)).toBe('coolDown');
	});

	it('does not begin with what is held back', async () => {
		const [store, claims] = [new Rows(), new Claims()];
		const asking = (now: number) => at(store, now, claims);
		await admit(next(), rule(10), asking(0));
		for (let now = 500; now < 10_000; now += 500)
			expect(await admit(next(), rule(10), asking(now))).toBe('coolDown');
		expect(await admit(next(), rule(10), asking(12_001))).toHaveProperty('giveBack');
	});

	it('holds for two who ask while one part of it ends and the next begins', async () => {
		const part = (60 * 1_000) / PARTS;
		let moment = part - 1;
		const asking = { ...at(new Rows()), now: () => (moment += 1) - 1 };
		const both = await Promise.all([1, 2].map(async () => await admit(next(), rule(60), asking)));
		expect(both).toEqual([{ giveBack: expect.any(Function) as unknown }, 'coolDown']);
	});

	it('lets one of two hundred through that come at once, and asks the store a few times for it', async () => {
		const store = new Rows();
		const asking = at(store);
		const all = await Promise.all(
			Array.from({ length: 200 }, async () => await admit(next(), rule(60), asking)),
		);
		expect(all.filter((one) => typeof one !== 'string')).toHaveLength(1);
		expect(store.calls).toBeLessThan(10);
	});

	it('lets at most one through for each process, when their calls to the store cross', async () => {
		const store = new Rows();
		const processes = [at(store), at(store), at(store)];
		const all = await Promise.all(
			Array.from({ length: 150 }, async (_, index) => {
				const asking = processes[index % 3];
				return asking && (await admit(next(), rule(60), asking));
			}),
		);
		expect(all.filter((one) => typeof one !== 'string').length).toBeLessThanOrEqual(3);
	});
});
