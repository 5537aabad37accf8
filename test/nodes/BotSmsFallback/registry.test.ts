import { SUBSCRIBERS } from '../../../client/registry/columns';
import { TableRegistry } from '../../../client/registry/registry';
import { Table } from '../../../client/registry/table';
import type { SubscriberChange } from '../../../client/registry/types';
import { BotGatewayRegistryApi } from '../../../credentials/BotGatewayRegistryApi.credentials';
import { fetchRoad } from '../../support/road';
import { blocked, FallbackBench, forReceipts, told } from './bench';

const stage = new FallbackBench();
beforeAll(async () => await stage.start());
afterAll(async () => await stage.stop());

let tables = 0;
let table: string;
let registry: TableRegistry;

beforeEach(() => {
	stage.reset();
	table = `People ${(tables += 1)}`;
	const send = fetchRoad(new BotGatewayRegistryApi(), stage.n8nAccount);
	registry = new TableRegistry(new Table(send, table, `test ${tables}`, SUBSCRIBERS), () => new Date());
});

const person = (id: number, more: Partial<SubscriberChange> = {}): SubscriberChange => ({
	service: 'telegram',
	botId: String(stage.bot.id),
	subscriberId: String(id),
	phone: `7999${String(id).padStart(7, '0')}`,
	...more,
});

const withRegistry = (more = {}) =>
	forReceipts({
		phone: '',
		useRegistry: true,
		registryTable: table,
		fallbacksTable: `Fallbacks ${tables}`,
		...more,
	});

it('takes the phones of all people from the registry, with a few requests', async () => {
	const ids = Array.from({ length: 60 }, (_, n) => n + 1);
	await registry.upsertMany(ids.map((id) => person(id)));
	const before = stage.n8n.log.length;
	const { outputs } = await stage.bench().run(
		withRegistry(),
		ids.map((id) => blocked(id)),
	);
	expect(told(outputs[1]).map(({ phone }) => phone)).toEqual(ids.map((id) => `+${person(id).phone}`));
	const people = stage.n8n.tables.find(({ name }) => name === table)?.id ?? '';
	const asked = stage.n8n.log.slice(before).filter(({ path }) => path.includes(`/${people}/`));
	expect(asked.length).toBeLessThan(20);
});

it('does not take everybody for silent where the receipt does not say when the message was sent', async () => {
	const silent = { ...blocked(1), status: 'sent', messageId: '7', time: undefined };
	const { error } = await stage.bench().run(withRegistry({ reached: 'replied' }), [silent]);
	expect(error?.message).toMatch(/^Receipt does not say when the message was sent/);
	expect(stage.phones).toEqual([]);
});

it('goes by whom the message reached, not by a name that others have had', async () => {
	await registry.upsertMany([person(1, { username: 'ann' }), person(2, { username: 'ann' })]);
	const byName = (id: string | null) => ({
		...blocked(2),
		recipient: { form: 'username', value: 'ann', id },
	});
	const { outputs } = await stage
		.bench()
		.run(withRegistry(), [byName('2'), { ...byName(null), time: '2026-01-01T00:00:01.000Z' }]);
	expect(told(outputs[1])).toMatchObject([{ phone: '+79990000002' }]);
	expect(told(outputs[2])).toMatchObject([{ reason: 'invalidPhone' }]);
	expect(stage.phones).toEqual(['79990000002']);
});
