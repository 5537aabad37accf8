import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import type { BotEvent } from '../../client/model/event';
import { COLUMNS } from '../../client/registry/columns';
import type { SubscriberChange, SubscriberRecord } from '../../client/registry/types';
import { ann, at, blockedBy, event, started } from './event';
import { KEY, Stage, TABLE } from './stage';

let stage: Stage;
beforeEach(async () => (stage = await new Stage().start()));
afterEach(async () => await stage.n8n.stop());

const telegram = { service: 'telegram', botId: '7' };
const person = (id: number, more: Partial<SubscriberRecord> = {}): SubscriberChange => ({
	...telegram,
	subscriberId: String(id),
	...more,
});

async function all(pages: AsyncIterable<SubscriberRecord[]>): Promise<SubscriberRecord[]> {
	const found: SubscriberRecord[] = [];
	for await (const page of pages) found.push(...page);
	return found;
}

describe('the table', () => {
	it('is made on first use with its columns, once', async () => {
		const registry = stage.registry();
		await Promise.all([
			registry.note(started(1)),
			registry.note(event('message', 2, { subscriber: { ...ann, id: '43' } })),
		]);
		expect(stage.n8n.tables.map(({ name }) => name)).toEqual([TABLE]);
		expect(stage.n8n.tables[0]?.columns.map(({ name, type }) => ({ name, type }))).toEqual(
			COLUMNS.map(({ name, type }) => ({ name, type })),
		);
	});

	it('is taken from another process that made it at the same time', async () => {
		await Promise.all([stage.registry().note(started(1)), stage.registry().note(started(2))]);
		expect(stage.n8n.tables).toHaveLength(1);
		expect(stage.rows).toHaveLength(1);
	});

	it('is found when the answer to its making was lost', async () => {
		stage.n8n.failNext({ drop: 'after' }, { when: ({ method }) => method === 'POST' });
		const { event: noted } = await stage.registry().note(started(1));
		expect(noted.error).toBeUndefined();
		expect(stage.n8n.tables).toHaveLength(1);
	});

	it('is not mistaken for one whose name only contains the name', async () => {
		await stage.registry({ table: `${TABLE} of last year` }).note(started(1));
		await stage.registry().note(started(1));
		expect(stage.n8n.tables).toHaveLength(2);
	});

	it('says which columns it lacks', async () => {
		await stage.registry().note(started(1));
		const [table] = stage.n8n.tables;
		table?.columns.splice(
			table.columns.findIndex(({ name }) => name === 'phone'),
			1,
		);
		const failure = await stage
			.registry()
			.find({ ...telegram, recipient: { form: 'id', value: '42' } })
			.catch((e: unknown) => e);
		expect(failure).toBeInstanceOf(InvalidInput);
		expect((failure as Error).message).toContain(`“${TABLE}” has no column phone (string)`);
	});

	it('says so also when the column goes while the registry is in use', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		const [table] = stage.n8n.tables;
		table?.columns.splice(
			table.columns.findIndex(({ name }) => name === 'lastSeen'),
			1,
		);
		const { event: noted } = await registry.note(event('message', 9));
		expect(noted.error).toContain('has no column lastSeen (date)');
	});

	it('is made again when somebody removed it', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		stage.n8n.tables.length = 0;
		const { event: noted, record } = await registry.note(started(2));
		expect(noted.error).toBeUndefined();
		expect(record).toMatchObject({ firstSeen: at(2) });
	});
});

describe('an event', () => {
	it('tells whether the person is new, and in which language to answer', async () => {
		const registry = stage.registry();
		const first = await registry.note(started(1, 'ref_42'));
		expect(first.event).toMatchObject({ start: { payload: 'ref_42', isNew: true }, language: 'ru' });
		const again = await registry.note({ ...started(5), subscriber: { ...ann, language: null } });
		expect(again.event).toMatchObject({ start: { payload: null, isNew: false }, language: 'ru' });
		expect(again.record).toMatchObject({ startPayload: 'ref_42', firstSeen: at(1), lastSeen: at(5) });
		expect(stage.rows).toHaveLength(1);
	});

	it('leaves one row when ten of one person come at the same time', async () => {
		const registry = stage.registry();
		const noted = await Promise.all(Array.from({ length: 10 }, (_, i) => registry.note(started(i))));
		expect(stage.rows).toHaveLength(1);
		expect(stage.rows[0]).toMatchObject({ firstSeen: at(0), lastSeen: at(9), statusAt: at(9) });
		expect(noted.filter(({ event: { start } }) => start?.isNew)).toHaveLength(1);
	});

	it('loses nothing when ten processes write about one person at the same time', async () => {
		const noted = await Promise.all(
			Array.from({ length: 10 }, (_, i) =>
				stage.registry().note(i === 3 ? started(i, 'ref') : event('message', i)),
			),
		);
		expect(noted.map(({ event: { error } }) => error)).toEqual(Array(10).fill(undefined));
		expect(stage.rows).toHaveLength(1);
		expect(stage.rows[0]).toMatchObject({ startPayload: 'ref', firstSeen: at(0), lastSeen: at(9) });
	});

	it('of a known person costs one request, and what others wrote meanwhile is kept', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		await stage.registry().upsert(person(42, { email: 'ann@example.com' }));
		stage.n8n.log.length = 0;
		const { record } = await registry.note(event('message', 5));
		expect(record).toMatchObject({ email: 'ann@example.com', lastSeen: at(5) });
		stage.n8n.log.length = 0;
		await registry.note(event('message', 6));
		expect(stage.requests).toEqual(['PATCH rows/update']);
	});

	it('in a group changes nothing, and is answered in the person’s language', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		const before = structuredClone(stage.rows);
		const said = await registry.note(
			event('message', 9, {
				chat: { id: '-100', type: 'group', title: 'Team' },
				subscriber: { ...ann, language: null, firstName: 'Other' },
			}),
		);
		expect(said).toMatchObject({ record: null, event: { language: 'ru' } });
		expect(stage.rows).toEqual(before);
	});

	it('of a bot, of nobody and of a message to a stranger makes no row', async () => {
		const registry = stage.registry();
		await registry.note(event('message', 1, { subscriber: { ...ann, isBot: true } }));
		await registry.note(event('message', 1, { subscriber: null }));
		await registry.note(event('status', 1));
		expect(stage.rows).toEqual([]);
	});

	it('takes a username from the person who had it before', async () => {
		const registry = stage.registry();
		const bob = { ...ann, id: '43', username: 'bob' };
		await registry.note(event('message', 1));
		await registry.note(
			event('message', 2, { subscriber: bob, chat: { id: '43', type: 'private', title: '' } }),
		);
		// they swap: for a moment both have one name
		await registry.note(event('message', 3, { subscriber: { ...bob, username: 'ann_lee' } }));
		expect(stage.rows.map(({ username }) => username)).toEqual([null, 'ann_lee']);
		await registry.note(event('message', 4, { subscriber: { ...ann, username: 'bob' } }));
		expect(stage.rows.map(({ username }) => username)).toEqual(['bob', 'ann_lee']);
	});

	it('that is older does not take a username from who has it now', async () => {
		const registry = stage.registry();
		await registry.note(event('message', 9));
		await registry.note(event('message', 2, { subscriber: { ...ann, id: '43' } }));
		expect(stage.rows.map(({ username }) => username)).toEqual(['ann_lee', null]);
	});

	it('goes on with a hint when the registry is down, without the key', async () => {
		const registry = stage.registry();
		await stage.n8n.stop();
		const { event: noted, record } = await registry.note({ ...started(1), error: 'No file' });
		expect(record).toBeNull();
		expect(noted.start).toEqual({ payload: null, isNew: null });
		expect(noted.error).toMatch(
			/^No file\. The registry was not updated\. The registry could not be reached/,
		);
		expect(JSON.stringify(noted)).not.toContain(KEY);
		await stage.n8n.start();
	});

	it.each([
		[{ apiKey: 'wrong' }, 'does not accept the API key'],
		[{ baseUrl: '/nowhere' }, 'no n8n public API'],
	])('goes on with a hint when %p', async (data, expected) => {
		const baseUrl = 'baseUrl' in data ? `${stage.n8n.url}${String(data.baseUrl)}` : undefined;
		const { event: noted } = await stage.registry({ ...data, ...(baseUrl && { baseUrl }) }).note(started(1));
		expect(noted.error).toContain(expected);
	});
});

describe('a send', () => {
	const report = { ...telegram, id: '42', tellsUnreached: true };
	const refusal = (reason: 'blocked' | 'other') => new Rejected({ reason, description: '', advice: '' });
	const sent = { messageId: '100', status: 'sent', reason: null } as never;

	it('that is refused marks the row, and a start revives it', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		expect(await registry.noteReceipt({ ...report, result: refusal('blocked') })).toBeUndefined();
		expect(stage.rows[0]).toMatchObject({ status: 'blocked', statusAt: at(50) });
		await registry.note(started(55));
		expect(stage.rows[0]).toMatchObject({ status: 'active', statusAt: at(55) });
	});

	it('that is refused in words that nobody knows asks nothing and changes nothing', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		stage.n8n.log.length = 0;
		await registry.noteReceipt({ ...report, result: refusal('other') });
		expect(stage.requests).toEqual([]);
	});

	it('that went out leaves its id with one request, and makes no row', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		stage.n8n.log.length = 0;
		await registry.noteReceipt({ ...report, result: sent });
		await registry.noteReceipt({ ...report, id: '-100', result: sent });
		expect(stage.requests).toEqual(['PATCH rows/update', 'PATCH rows/update']);
		expect(stage.rows).toMatchObject([{ lastMessageId: '100' }]);
	});

	it('that went out revives who was thought to have blocked the bot', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		await registry.note(blockedBy(2));
		await registry.noteReceipt({ ...report, result: sent });
		expect(stage.rows[0]).toMatchObject({ status: 'active' });
	});

	it('tells in a sentence that the registry is down', async () => {
		stage.n8n.failNext({ drop: 'before' }, { times: 9 });
		expect(await stage.registry().noteReceipt({ ...report, result: sent })).toMatch(
			/^The registry was not updated\. The registry could not be reached \(ECONNRESET\)/,
		);
	});
});

describe('the list', () => {
	it('is given page by page, whatever is removed meanwhile', async () => {
		const registry = stage.registry();
		const results = await registry.upsertMany(Array.from({ length: 700 }, (_, i) => person(i + 1)));
		expect(results).toEqual(Array(700).fill({ created: true }));
		const seen: string[] = [];
		for await (const page of registry.pages(telegram)) {
			seen.push(...page.map(({ subscriberId }) => subscriberId));
			if (seen.length === 250) await registry.remove(person(10));
		}
		expect(new Set(seen).size).toBe(700);
	});

	it('is filtered by status, language and phone', async () => {
		const registry = stage.registry();
		await registry.upsertMany([
			person(1, { language: 'pt', phone: '1' }),
			person(2, { language: 'pt-br' }),
			person(3, { language: 'ptx', status: 'blocked' }),
			{ ...person(4), service: 'other' },
			{ ...person(5), botId: '8' },
		]);
		const ids = async (filter: object) =>
			(await all(registry.pages({ ...telegram, ...filter }))).map((one) => one.subscriberId);
		expect(await ids({})).toEqual(['1', '2', '3']);
		expect(await ids({ language: 'pt' })).toEqual(['1', '2']);
		expect(await ids({ status: 'blocked' })).toEqual(['3']);
		expect(await ids({ hasPhone: true })).toEqual(['1']);
		expect(await ids({ hasPhone: false, status: 'active' })).toEqual(['2']);
	});

	it('takes many at once: new ones in bulk, known ones changed, the last of two counts', async () => {
		const registry = stage.registry();
		await registry.note(started(1));
		stage.n8n.log.length = 0;
		const changes = [
			...Array.from({ length: 600 }, (_, i) => person(i + 1)),
			person(42, { email: 'a@b.c' }),
			person(1, { email: 'd@e.f' }),
		];
		const results = await registry.upsertMany(changes);
		expect(stage.rows).toHaveLength(600);
		expect(results.filter((one) => 'created' in one && one.created)).toHaveLength(599);
		expect(stage.rows.find(({ subscriberId }) => subscriberId === '42')).toMatchObject({
			email: 'a@b.c',
			firstSeen: at(1),
		});
		expect(stage.rows.find(({ subscriberId }) => subscriberId === '1')).toMatchObject({ email: 'd@e.f' });
		expect(stage.requests.filter((one) => one === 'POST rows')).toHaveLength(2);
	});

	it('is not read to its end to learn who of a few is new', async () => {
		const registry = stage.registry();
		await registry.upsertMany(Array.from({ length: 3_000 }, (_, i) => person(i + 1)));
		stage.n8n.log.length = 0;
		const results = await registry.upsertMany(
			Array.from({ length: 60 }, (_, i) => person(2_971 + i, { email: 'a@b.c' })),
		);
		expect(results.map((one) => 'created' in one && one.created)).toEqual(
			Array.from({ length: 60 }, (_, i) => i >= 30),
		);
		expect(stage.rows).toHaveLength(3_030);
		const lists = stage.n8n.log.filter(
			({ query }) => query['limit'] === '250' && query['filter']?.includes('"or"'),
		);
		expect(lists).toHaveLength(2);
		const pages = stage.requests.filter((one) => one === 'GET rows').length;
		expect(pages - lists.length - 30).toBeLessThan(6); // of twelve, and one look at each that is known
	});

	it('says for each of many what went wrong', async () => {
		const registry = stage.registry();
		await stage.n8n.stop();
		const results = await registry.upsertMany([person(1), person(2)]);
		expect(results.every((one) => one instanceof Unreachable)).toBe(true);
		await stage.n8n.start();
	});

	it('gives and takes single rows', async () => {
		const registry = stage.registry();
		expect(await registry.upsert(person(42, { phone: '+7 999' }))).toMatchObject({
			created: true,
			record: { chatId: '42', phone: '7999', status: 'active', firstSeen: at(50) },
		});
		expect(await registry.upsert(person(42, { email: 'a@b.c' }))).toMatchObject({
			created: false,
			record: { phone: '7999', email: 'a@b.c' },
		});
		expect(await registry.remove(person(42))).toBe(true);
		expect(await registry.remove(person(42))).toBe(false);
		expect(await registry.note(started(1))).toMatchObject({ event: { start: { isNew: true } } });
	});

	it.each([
		['id', '42'],
		['uid', '42'],
		['uid', 'crm-1'],
		['username', 'Ann_Lee'],
		['phone', '79990000001'],
	] as const)('is looked into by %s %s', async (form, value) => {
		const registry = stage.registry();
		await registry.note(event('phoneShared', 1, { card: { phone: '+79990000001', name: 'Ann', own: true } }));
		await registry.upsert(person(42, { externalId: 'crm-1' }));
		expect(await registry.find({ ...telegram, recipient: { form, value } })).toMatchObject([
			{ subscriberId: '42' },
		]);
		expect(await registry.find({ service: 'telegram', recipient: { form, value } })).toHaveLength(1);
		expect(await registry.find({ ...telegram, botId: '8', recipient: { form, value } })).toEqual([]);
	});
});

describe('what is told of a person under their id in another system', () => {
	const account = { service: 'esputnik', botId: 'app' };
	/** As a service tells it that knows no chat. */
	const told = (changes: Partial<BotEvent> = {}): BotEvent => ({
		...event('status', 5, {
			subscriber: { ...ann, id: 'contact-77', externalId: 'crm-4', firstName: null, lastName: null },
			status: { messageId: 'r1', status: 'blocked', reason: 'blocked', description: null },
		}),
		service: account.service,
		bot: { id: account.botId, name: null },
		chat: null,
		...changes,
	});
	const row = (subscriberId: string, externalId = 'crm-4') => ({
		...account,
		subscriberId,
		externalId,
		firstName: 'Ann',
		username: 'ann_lee',
		statusAt: at(1),
	});

	it('is kept in the row that has the id, and the event names the chat', async () => {
		const registry = stage.registry();
		await registry.upsert(row('42'));
		const noted = await registry.note(told());
		expect(noted.event).toMatchObject({
			subscriber: { id: '42', name: 'Ann', username: 'ann_lee', externalId: 'crm-4' },
			chat: { id: '42', type: 'private' },
		});
		expect(noted.record).toMatchObject({ subscriberId: '42', status: 'blocked' });
		expect(stage.rows).toHaveLength(1);
	});

	it('is nobody’s where two have the id, or none', async () => {
		const registry = stage.registry();
		await registry.upsert(row('42'));
		await registry.upsert(row('43'));
		expect((await registry.note(told())).event).toMatchObject({
			subscriber: { id: 'contact-77' },
			chat: null,
		});
		const stranger = told({ subscriber: { ...ann, id: 'contact-9', externalId: 'crm-9' } });
		expect((await registry.note(stranger)).record).toBeNull();
		expect(stage.rows).toMatchObject([{ status: 'active' }, { status: 'active' }]);
	});

	it('is not about the chat where it came another way, such as mail', async () => {
		const registry = stage.registry();
		await registry.upsert(row('42'));
		expect((await registry.note(told({ bot: null }))).event.chat).toBeNull();
		expect(stage.rows).toMatchObject([{ status: 'active' }]);
	});

	it('makes no row of somebody who is no chat', async () => {
		await stage.registry().note(told({ event: 'unsubscribed' }));
		expect(stage.rows).toEqual([]);
	});
});
