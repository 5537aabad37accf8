import crypto from 'node:crypto';

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

it('costs whoever guesses a password as much as a login would, and its owner once a process', async () => {
	const derive = jest.spyOn(crypto, 'scrypt');
	const secrets = ['a password nobody used before'];
	const [one, two] = [await makeSeal('one', secrets), await makeSeal('one', secrets)];
	expect(one('text')).toEqual(two('text'));
	expect(derive).toHaveBeenCalledTimes(1);
	const cost = derive.mock.calls[0]?.[3];
	// 16 MiB and some 30 ms a guess
	expect(cost).toMatchObject({ N: 2 ** 14, r: 8 });
});
