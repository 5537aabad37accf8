import { Rejected, Unreachable } from '../../client/model/error';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import { appUuidOf } from '../../client/esputnik/account';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { API_KEY, APP, failureOf, lineTo, startEsputnik } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const line = (changes = {}) => lineTo(esputnik.apiUrl, changes);

it('an account that tells about itself is open', async () => {
	expect(await gateway.getAccountStatus!(line())).toEqual({
		open: true,
		raw: { orgId: 123, userEmail: 'api-user1', organisationName: 'Example' },
	});
	expect(esputnik.log[0]).toMatchObject({
		method: 'GET',
		path: '/api/v1/account/info',
		headers: { authorization: `Basic ${Buffer.from(`user:${API_KEY}`).toString('base64')}` },
	});
});

it.each([false, true])('the balance is read (older shapes: %s)', async (legacy) => {
	esputnik.settings.legacy = legacy;
	expect(await gateway.getBalance!(line())).toMatchObject({ amount: 120.5, credit: 0, currency: 'UAH' });
});

it.each(['', 'much', '[]', { currentBalance: 'much' }, {}])(
	'the balance is not guessed from %j',
	async (body) => {
		esputnik.failNext({ status: 200, body });
		expect(await failureOf(gateway.getBalance!(line()))).toBeInstanceOf(Unreachable);
	},
);

it.each([
	['a wrong key', { apiKey: 'wrong' }],
	['an empty key', { apiKey: '' }],
])('%s is refused as the credential’s', async (_, changes) => {
	const failure = await failureOf(gateway.getAccountStatus!(line(changes)));
	expect(failure).toBeInstanceOf(Rejected);
	expect(failure).toMatchObject({ facts: { reason: 'unauthorized', code: '401' } });
});

it('the App UUID comes from the credential, and is missed by name', async () => {
	expect(await appUuidOf(line({ appUuid: ` ${APP} ` }))).toBe(APP);
	expect(await failureOf(appUuidOf(line({ appUuid: ' ' })))).toMatchObject({ field: 'App UUID' });
});
