import { deliverMany, type Delivery } from '../client/deliverMany';
import type { Bulk, Capabilities, Gateway, Line } from '../client/gateway';
import { InvalidInput, Rejected, Unreachable } from '../client/model/error';
import type { Failure } from '../client/model/outcome';
import type { Receipt } from '../client/model/receipt';
import { message as plain } from './support/message';

const line: Line = {
	send: async () => ({ status: 200, headers: {}, body: '' }),
	now: () => new Date('2026-01-02T03:04:05Z'),
};

const receiptOf = (value: string) =>
	({ recipient: { value }, status: 'sent', degraded: ['own'] }) as never as Receipt;
const silence = new Unreachable({ outcome: 'unknown', code: 'TIMEOUT', description: 'No', advice: 'Look' });
const notSent = new Unreachable({
	outcome: 'notSent',
	code: 'ECONNREFUSED',
	description: 'No',
	advice: 'Look',
});
const refusal = (reason: 'blocked' | 'duplicate' | 'other') =>
	new Rejected({ reason, description: 'No', advice: 'Ask' });

const can = {
	formats: ['plain'],
	buttons: [],
	media: [],
	mediaFrom: [],
	location: false,
	options: [] as string[],
	missing: {},
} as Partial<Capabilities> as Capabilities;

const to = (
	value: string,
	handling: Partial<Delivery['handling']> = {},
	message: Partial<Delivery['message']> = {},
): Delivery => ({
	address: { recipient: { form: 'id', value } },
	message: plain({ text: value, leeway: { unsupportedButtons: 'degrade' }, ...message }),
	handling: { unknown: 'receipt', refused: 'fail', ...handling },
});

/** Delivers by a service that answers for each request what is planned for it, by recipient; else a receipt. */
async function delivered(
	deliveries: Delivery[],
	...plans: Array<Record<string, Receipt | Failure> | Error>
): Promise<{ results: Array<Receipt | Failure>; asked: string[][] }> {
	const asked: string[][] = [];
	const bulk: Bulk = {
		most: 10,
		key: () => '',
		send: async (_line, sendings) => {
			const values = sendings.map(({ address }) => address.recipient.value);
			const plan = plans[asked.length] ?? {};
			asked.push(values);
			if (plan instanceof Error) throw plan;
			return values.map((value) => plan[value] ?? receiptOf(value));
		},
	};
	const gateway: Gateway = {
		id: 'test',
		name: 'Test',
		credential: 'testApi',
		can,
		parallel: 1,
		retryAfter: () => undefined,
		bulk,
	};
	return { results: await deliverMany(gateway, line, deliveries), asked };
}

it('each gets its own result, in the order given', async () => {
	const { results, asked } = await delivered([to('a'), to('b'), to('c')], { b: refusal('other') });
	expect(asked).toEqual([['a', 'b', 'c']]);
	expect(results).toMatchObject([receiptOf('a'), { facts: { reason: 'other' } }, receiptOf('c')]);
});

it('what cannot be sent as it is fails by itself, and is not asked for', async () => {
	const { results, asked } = await delivered([to('a'), to('b', {}, { text: ' ' }), to('c')]);
	expect(asked).toEqual([['a', 'c']]);
	expect(results).toMatchObject([receiptOf('a'), { field: 'Text' }, receiptOf('c')]);
	expect(results[1]).toBeInstanceOf(InvalidInput);
});

it('asks for nothing where nothing can be sent', async () => {
	expect((await delivered([to('a', {}, { text: '' })])).asked).toEqual([]);
});

it('what was changed to make a message fit is told before what the service says', async () => {
	const buttons = [[{ kind: 'callback', text: 'Yes', data: 'y' } as const]];
	const { results } = await delivered([to('a', {}, { buttons })]);
	expect(results[0]).toMatchObject({ degraded: [expect.stringContaining('was left out'), 'own'] });
});

describe('a request without an answer', () => {
	it('is unknown for all of them, as each user wants it', async () => {
		const { results, asked } = await delivered([to('a'), to('b', { unknown: 'fail' })], silence);
		expect(asked).toHaveLength(1);
		expect(results).toMatchObject([
			{ status: 'unknown', reason: 'TIMEOUT' },
			{ facts: { outcome: 'unknown' } },
		]);
	});

	it('goes again once for those who want that, and for them only', async () => {
		const deliveries = [to('a', { unknown: 'again' }), to('b'), to('c', { unknown: 'again' })];
		const { results, asked } = await delivered(deliveries, silence, { c: refusal('blocked') });
		expect(asked).toEqual([
			['a', 'b', 'c'],
			['a', 'c'],
		]);
		expect(results).toMatchObject([receiptOf('a'), { status: 'unknown' }, { facts: { reason: 'blocked' } }]);
	});

	it('twice is unknown', async () => {
		const { results, asked } = await delivered([to('a', { unknown: 'again' })], silence, silence, silence);
		expect(asked).toHaveLength(2);
		expect(results).toMatchObject([{ status: 'unknown' }]);
	});

	it('that was never sent is a failure', async () => {
		const { results } = await delivered([to('a', { unknown: 'again' })], notSent);
		expect(results).toEqual([notSent]);
	});

	it('for one alone goes again for that one', async () => {
		const { asked } = await delivered([to('a', { unknown: 'again' }), to('b', { unknown: 'again' })], {
			b: silence,
		});
		expect(asked).toEqual([['a', 'b'], ['b']]);
	});
});

it('a refusal of a person, and a duplicate, become receipts where the user wants that', async () => {
	const { results } = await delivered(
		[to('a', { refused: 'receipt' }), to('b'), to('c', { duplicates: 'refuse' })],
		{
			a: refusal('blocked'),
			b: refusal('duplicate'),
			c: refusal('duplicate'),
		},
	);
	expect(results).toMatchObject([
		{ status: 'blocked', reason: 'blocked' },
		{ status: 'sent', reason: 'duplicate' },
		{ facts: { reason: 'duplicate' } },
	]);
});

it('a refusal of the whole request fails them all', async () => {
	const { results } = await delivered([to('a'), to('b')], refusal('other'));
	expect(results).toMatchObject([{ facts: { reason: 'other' } }, { facts: { reason: 'other' } }]);
});

it('a message that the service forgot to tell of may have been sent', async () => {
	const bulk: Bulk = { most: 10, key: () => '', send: async () => [receiptOf('a')] };
	const gateway = {
		id: 'test',
		name: 'Test',
		credential: '',
		can,
		parallel: 1,
		retryAfter: () => undefined,
		bulk,
	};
	expect(await deliverMany(gateway, line, [to('a'), to('b')])).toMatchObject([
		receiptOf('a'),
		{ status: 'unknown', reason: 'NO_RESULT' },
	]);
});

it('a service without such requests is refused', async () => {
	const gateway = { id: 'test', name: 'Test', credential: '', can, parallel: 1, retryAfter: () => undefined };
	await expect(deliverMany(gateway, line, [to('a')])).rejects.toMatchObject({ reason: 'unsupported' });
});
