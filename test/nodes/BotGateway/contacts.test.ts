import type { NodeSettings } from '../../support/harness';
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
	const asked = e.esputnik.log.map(({ method, path }) => `${method} ${path.split('/').at(-1) ?? ''}`);
	const [first, second] = asked.flatMap((call, at) => (call === 'POST tokens' ? [at] : []));
	expect(asked.slice(first, second).some((call) => call.startsWith('PUT'))).toBe(true);
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
			expect(error?.message ?? outputs[0]?.[0]?.json.error).toContain('broke off');
			expect(handedOver()).toHaveLength(1);
		},
	);

	it('that was refused is handed over again', async () => {
		e.esputnik.failNext({ status: 400, body: 'Not now' });
		const { error, outputs } = await importMany(RETRY);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(20);
		expect(handedOver()).toHaveLength(2);
	});
});
