import type { IDataObject } from 'n8n-workflow';

import { readItem } from '../../../client/chatApp/events';
import { BotGatewayChatAppApi } from '../../../credentials/BotGatewayChatAppApi.credentials';
import { BotAutoReply } from '../../../nodes/BotAutoReply/BotAutoReply.node';
import { ChatAppEmulator } from '../../emulators/chatApp';
import { Bench } from '../../support/harness';
import { provideProcessed } from '../../support/processed';
import { contains, rule, rules, told } from './bench';

const KEYS = { accessKeyId: 'LTAI5tInventedForTest', accessKeySecret: 'invented-secret' };
const cloud = new ChatAppEmulator(KEYS);

beforeAll(async () => {
	await provideProcessed();
	await cloud.start();
	cloud.addChannel({ CustSpaceId: 'cams-1', ChannelType: 'TELEGRAM', InstanceName: 'Shop' });
});
afterAll(async () => await cloud.stop());

/** Somebody writes to the bot, as the trigger hands it on. */
const written = (Message: string, MessageId: string): IDataObject[] =>
	readItem(
		{
			MessageId,
			From: '5550001',
			To: 'shop',
			DisplayName: 'Mr Liu',
			Type: 'TEXT',
			Message,
			Timestamp: 1_662_104_191_973,
		},
		{ bot: { id: 'cams-1', name: null }, receivedAt: '2026-03-01T12:00:00.000Z' },
	).map(({ raw: _, ...event }) => event as unknown as IDataObject);

it('answers who wrote over Chat App, once, and puts links into the text where it has no buttons', async () => {
	const bench = new Bench(new BotAutoReply(), {
		type: new BotGatewayChatAppApi(),
		data: { ...KEYS, channel: 'cams-1', sender: 'shop_bot', endpoint: cloud.url, placement: 'body' } as never,
	});
	const buttons = { button: [{ text: 'Prices', kind: 'url', url: 'https://example.com/prices' }] };
	const parameters = rules([rule(contains('price'), 'Hello {name}', { buttonsFrom: 'fields', buttons })], {
		service: 'chatApp',
		options: { unsupportedButtons: 'degrade' },
	});
	const run = await bench.run(parameters, [...written('The PRICE?', 'm1'), ...written('hmm', 'm2')]);
	expect(run.error).toBeUndefined();
	expect(run.outputs.map((items) => items.length)).toEqual([1, 1, 0]);
	expect(JSON.stringify(cloud.sent)).toContain('Hello Mr Liu');
	expect(JSON.stringify(cloud.sent)).toContain('https://example.com/prices');
	expect(JSON.stringify(cloud.sent)).toContain('5550001');

	expect(told(await bench.run(parameters, written('The PRICE?', 'm1')), 2)).toMatchObject([
		{ heldBack: 'answeredBefore' },
	]);
	expect(cloud.sent).toHaveLength(1);
});
