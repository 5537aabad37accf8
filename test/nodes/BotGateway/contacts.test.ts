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
