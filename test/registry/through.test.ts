import type { Bulk, Capabilities, Gateway, Line } from '../../client/gateway';
import { InvalidInput, Rejected } from '../../client/model/error';
import type { Receipt } from '../../client/model/receipt';
import type { Recipient } from '../../client/model/recipient';
import { through } from '../../client/registry/through';
import type { Registry, SendReport, SubscriberQuery } from '../../client/registry/types';

const line: Line = {
	send: async () => ({ status: 200, headers: {}, body: '' }),
	now: () => new Date('2026-03-01T12:00:00Z'),
};

const blocked = new Rejected({ reason: 'blocked', description: 'No', advice: 'Ask' });

/** A service that sends to many, and a registry in which Ann is 42 and Bob 43. */
function staged() {
	const asked: Recipient[][] = [];
	const noted: Array<[id: string, result: unknown]> = [];
	const bulk: Bulk = {
		most: 10,
		key: () => '',
		send: async (_line, sendings) => {
			asked.push(sendings.map(({ address }) => address.recipient));
			return sendings.map(({ address: { recipient } }) =>
				recipient.value === '43'
					? blocked
					: ({ recipient: { ...recipient, id: recipient.value }, messageId: 'm' } as never as Receipt),
			);
		},
	};
	const people: Record<string, string> = { ann: '42', bob: '43' };
	const registry = {
		find: async ({ recipient }: SubscriberQuery) => {
			const chatId = people[recipient.value];
			return chatId === undefined ? [] : [{ chatId, subscriberId: chatId, status: 'active', lastSeen: null }];
		},
		noteReceipt: async ({ id, result }: SendReport) => {
			noted.push([id, result]);
		},
	} as never as Registry;
	const gateway: Gateway = {
		id: 'test',
		name: 'Test',
		credential: '',
		can: { bots: 'one', recipients: ['id'], tellsUnreached: true } as Capabilities,
		parallel: 1,
		retryAfter: () => undefined,
		bulk,
	};
	const use = { registry, onlyBot: async () => 'b1', tell: () => {} };
	const send = async (...recipients: Recipient[]) =>
		await through(gateway, use).bulk!.send(
			line,
			recipients.map((recipient) => ({ address: { recipient }, message: {} as never })),
		);
	return { asked, noted, send };
}

const name = (value: string): Recipient => ({ form: 'username', value });

it('people are looked up before one request goes to all of them, and each receipt names them as the workflow did', async () => {
	const { asked, noted, send } = staged();
	const results = await send(name('ann'), name('nobody'), name('bob'), { form: 'id', value: '7' });
	expect(asked).toEqual([['42', '43', '7'].map((value) => ({ form: 'id', value }))]);
	expect(results).toMatchObject([
		{ recipient: { form: 'username', value: 'ann', id: '42' } },
		{ reason: 'unknownRecipient' },
		{ facts: { reason: 'blocked' } },
		{ recipient: { form: 'id', value: '7', id: '7' } },
	]);
	expect(results[1]).toBeInstanceOf(InvalidInput);
	expect(noted.map(([id]) => id)).toEqual(['42', '43', '7']);
	expect(noted[1]?.[1]).toBe(blocked);
});

it('of whom none is known nothing is asked', async () => {
	const { asked, noted, send } = staged();
	expect(await send(name('nobody'))).toHaveLength(1);
	expect([asked, noted]).toEqual([[], []]);
});
