import type { SubscriberQuery } from '../../client/registry/types';
import { Stage } from './stage';

let stage: Stage;
beforeEach(async () => (stage = await new Stage().start()));
afterEach(async () => await stage.n8n.stop());

const COUNT = 100;

/** A registry with so many people. */
async function peopled(count = COUNT) {
	const registry = stage.registry();
	await registry.upsertMany(
		Array.from({ length: count }, (_, n) => ({
			service: 'telegram',
			botId: '7',
			subscriberId: String(n),
			username: `name${n}`,
			phone: `7999${String(n).padStart(7, '0')}`,
		})),
	);
	stage.n8n.log.length = 0;
	return registry;
}

const query = (form: SubscriberQuery['recipient']['form'], value: string, botId = '7'): SubscriberQuery => ({
	service: 'telegram',
	botId,
	recipient: { form, value },
});

const numbers = Array.from({ length: COUNT }, (_, n) => n);

it('finds a hundred people with a few requests, each by their own question', async () => {
	const registry = await peopled();
	const found = await Promise.all(numbers.map(async (n) => await registry.find(query('id', String(n)))));
	expect(found.map(([one]) => one?.username)).toEqual(numbers.map((n) => `name${n}`));
	expect(stage.n8n.log.length).toBeLessThanOrEqual(4);
	for (const { path, search } of stage.n8n.log) expect((path + search).length).toBeLessThan(8_000);
});

it('finds each by what they were asked by, in the bot that was asked for', async () => {
	const registry = await peopled(3);
	const asked: SubscriberQuery[] = [
		query('phone', '+79990000001'),
		query('phone', '79990000001'),
		query('username', '@Name2'),
		query('username', 'nobody'),
		query('phone', '79990000001', 'another bot'),
		{ ...query('phone', '79990000001'), service: 'smsc' },
	];
	const found = await Promise.all(asked.map(async (one) => await registry.find(one)));
	expect(found.map((rows) => rows.map(({ subscriberId }) => subscriberId))).toEqual([
		['1'],
		['1'],
		['2'],
		[],
		[],
		[],
	]);
});

it('asks for each alone where the answer may lack somebody', async () => {
	const registry = await peopled(0);
	const row = { service: 'telegram', botId: '7', phone: '79990000001' };
	await registry.upsertMany(
		numbers.concat(numbers.map((n) => n + COUNT)).map((n) => ({ ...row, subscriberId: String(n) })),
	);
	await registry.upsertMany(numbers.map((n) => ({ ...row, botId: '8', subscriberId: String(n) })));
	await registry.upsert({ ...row, subscriberId: 'late', phone: '79990000002' });
	const [, , late] = await Promise.all(
		['79990000009', '79990000001', '79990000002'].map(
			async (phone) => await registry.find(query('phone', phone)),
		),
	);
	expect(late?.map(({ subscriberId }) => subscriberId)).toEqual(['late']);
});

it('asks for each alone where n8n refuses the question for all', async () => {
	const registry = await peopled(3);
	stage.n8n.failNext(
		{ status: 400, body: { message: 'Invalid filter fields' } },
		{ when: ({ search }) => search.includes('%22or%22') },
	);
	const found = await Promise.all(['0', '1', '2'].map(async (id) => await registry.find(query('id', id))));
	expect(found.map(([one]) => one?.username)).toEqual(['name0', 'name1', 'name2']);
});

it('fails those who were asked for while n8n was away, and nobody after them', async () => {
	const registry = await peopled(3);
	stage.n8n.failNext({ status: 503, body: 'down' }, { times: 1 });
	const first = await Promise.allSettled([registry.find(query('id', '0')), registry.find(query('id', '1'))]);
	expect(first.map(({ status }) => status)).toContain('rejected');
	expect((await registry.find(query('id', '0')))[0]?.username).toBe('name0');
});
