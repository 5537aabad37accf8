import type { IDataObject } from 'n8n-workflow';

import type { NodeSettings } from '../../support/harness';
import { faultOf } from '../../support/fault';
import { EsputnikBench, esputnik } from './bench';

const e = new EsputnikBench();
beforeAll(async () => {
	await e.start();
});
afterAll(async () => await e.stop());
beforeEach(() => e.esputnik.reset());

const account = { appUuid: '8b2e65d9-060b-4c61-bbd7-73c6796fa504' };

it('two items about one person wait for each other also where they share no request', async () => {
	const others = Array.from({ length: 99 }, (_, n) => ({ chatId: String(n + 2) }));
	const { outputs } = await e
		.bench(account)
		.run(esputnik('subscriber', 'sync', { person: '={{ $json }}' }), [
			{ chatId: '1', phone: '+380501234567' },
			...others,
			{ chatId: '1', email: 'ann@example.com' },
		]);
	expect(outputs[0]?.map(({ json }) => json.problem)).toEqual(Array.from({ length: 101 }, () => null));
	const asked = e.esputnik.log.map(({ method, path }) => `${method} ${path}`);
	const [first, second] = asked.flatMap((call, at) => (call.endsWith('/1/contactId') ? [at] : []));
	const written = asked.findIndex((call) => call === `PUT /api/v1/contact/${e.esputnik.contacts[0]?.id}`);
	expect([first, written, second].toSorted((one = -1, other = -1) => one - other)).toEqual([
		first,
		written,
		second,
	]);
	expect(e.esputnik.contacts[0]?.channels).toEqual([
		{ type: 'sms', value: '380501234567' },
		{ type: 'email', value: 'ann@example.com' },
	]);
});

describe('Create or Update Many', () => {
	const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const many = Array.from({ length: 20 }, (_, n) => ({ externalId: `crm-${n}`, email: `p${n}@example.com` }));
	const importMany = async (settings: NodeSettings) =>
		await e
			.bench(account)
			.run(
				esputnik('contact', 'upsertMany', { dataJson: '={{ $json }}', options: { waitForEnd: false } }),
				many,
				settings,
			);
	const handedOver = () => e.esputnik.log.filter(({ method }) => method === 'POST');

	it.each<[string, NodeSettings]>([
		['', RETRY],
		[' and Continue on Fail', { ...RETRY, onError: 'continueRegularOutput' }],
	])(
		'of which nobody knows whether it was taken is not handed over again by Retry on Fail%s',
		async (_, how) => {
			e.esputnik.failNext({ drop: 'after' });
			const { error, outputs } = await importMany(how);
			expect(error?.message ?? faultOf(outputs[0]?.[0]?.json)).toContain('broke off');
			expect(handedOver()).toHaveLength(1);
		},
	);

	/** What was asked of imports, in order: who was handed over, and how often they were asked about. */
	const steps = () =>
		e.esputnik.log.map(({ method, body }) =>
			method === 'POST'
				? (JSON.parse(body.toString()) as { contacts: Array<{ externalCustomerId: string }> }).contacts
						.map(({ externalCustomerId }) => externalCustomerId)
						.join('+')
				: '?',
		);
	const follow = async (items: IDataObject[]) =>
		await e.bench(account).run(esputnik('contact', 'upsertMany', { dataJson: '={{ $json }}' }), items);

	it('follows imports of different things known side by side', async () => {
		const { outputs } = await follow([
			{ externalId: 'a', email: 'a@example.com' },
			{ externalId: 'b', phone: '+380501234567' },
			{ externalId: 'c', email: 'c@example.com' },
			{ externalId: 'd', phone: '+380501234568' },
		]);
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(Array(4).fill('finished'));
		expect(steps()).toEqual(['a+c', 'b+d', '?', '?']);
	});

	it('hands over two items about one person together, or one after the other has ended', async () => {
		const { outputs } = await follow([
			{ externalId: 'a', email: 'a@example.com' },
			{ externalId: 'a', email: 'A@example.com' },
			{ externalId: 'a', phone: '+380501234567' },
			{ email: 'a@example.com', externalId: 'b', phone: '+380501234568' },
		]);
		expect(outputs[0]).toHaveLength(4);
		expect(steps()).toEqual(['a+a', '?', 'a', '?', 'b', '?']);
	});

	it('that was refused is handed over again', async () => {
		e.esputnik.failNext({ status: 400, body: 'Not now' });
		const { error, outputs } = await importMany(RETRY);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(20);
		expect(handedOver()).toHaveLength(2);
	});
});
