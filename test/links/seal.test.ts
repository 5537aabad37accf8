import { makeSeal } from '../../client/links/seal';

const hex = async (service: string, ...secrets: string[]): Promise<string> =>
	(await makeSeal(service, secrets))('text').toString('hex');

it('is the same wherever it is made from the same secret', async () => {
	expect(await hex('one', 'secret')).toBe(await hex('one', 'secret'));
});

it('is another one for another secret, another service, and secrets cut elsewhere', async () => {
	const seals = await Promise.all([
		hex('one', 'secret'),
		hex('two', 'secret'),
		hex('one', 'Secret'),
		hex('one', 'sec', 'ret'),
		hex('one', 'secr', 'et'),
	]);
	expect(new Set(seals).size).toBe(seals.length);
});

it('takes long enough that a password cannot be guessed quickly, and that once a process', async () => {
	const time = async (): Promise<number> => {
		const from = performance.now();
		await makeSeal('one', ['a password nobody used before']);
		return performance.now() - from;
	};
	const first = await time();
	expect(first).toBeGreaterThan(8);
	expect(await time()).toBeLessThan(first / 4);
});
