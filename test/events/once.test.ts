import { Once, type Verdict } from '../../client/events/once';

const yes = Promise.resolve(() => true);
const no = Promise.resolve(() => false);

it('lets each id through once, also over a restart', async () => {
	const once = new Once();
	expect(await once.enter('1', yes)).toBe(true);
	expect(await once.enter('1', yes)).toBe(false);
	const next = new Once();
	next.known(once.list(10));
	expect(await next.enter('1', yes)).toBe(false);
	expect(await next.enter('2', yes)).toBe(true);
});

it('lets a repeat take the place of one that failed, and only one of several', async () => {
	const once = new Once();
	let fail = (_: Verdict): void => undefined;
	const first = new Promise<Verdict>((resolve) => {
		fail = resolve;
	});
	expect(await once.enter('1', first)).toBe(true);
	const repeats = Promise.all([once.enter('1', yes), once.enter('1', yes), once.enter('1', yes)]);
	fail(() => false);
	expect((await repeats).filter(Boolean)).toHaveLength(1);
});

it('lets a repeat through only when the first is seen to have failed, also where that shows late', async () => {
	const once = new Once();
	let failed = false;
	const open = Promise.resolve(() => !failed);
	expect(await once.enter('1', open)).toBe(true);
	expect(await once.enter('1', yes)).toBe(false);
	expect(once.list(10)).toEqual(['1']);
	failed = true;
	expect(once.list(10)).toEqual([]);
	expect(await once.enter('1', yes)).toBe(true);
	expect(await once.enter('1', yes)).toBe(false);
});

it('forgets the oldest, and keeps what is asked for', async () => {
	const once = new Once();
	for (let id = 0; id < 600; id += 1) await once.enter(String(id), yes);
	await no;
	expect(once.list(2)).toEqual(['598', '599']);
	expect(once.list(1_000)).toHaveLength(500);
});
