import { chatApp as gateway } from '../../client/chatApp/gateway';
import type { ChatAppEmulator } from '../emulators/chatApp';
import { CHANNEL, failureOf, lineTo, startChatApp } from './line';

let cloud: ChatAppEmulator;

beforeEach(async () => {
	cloud = await startChatApp();
});
afterEach(async () => await cloud.stop());

const line = (changes = {}) => lineTo(cloud.url, changes);
const list = async () => await gateway.listBots!(line());

const SHOP = {
	id: CHANNEL,
	name: 'Shop',
	username: null,
	description: 'Orders and news',
	link: null,
	raw: expect.objectContaining({ ChannelType: 'TELEGRAM' }) as unknown,
};

describe('the channels', () => {
	it('are those of Telegram, and those that do not say whose they are', async () => {
		cloud
			.addChannel({ CustSpaceId: 'cams-wa', ChannelType: 'WHATSAPP' })
			.addChannel({ CustSpaceId: 'cams-x' });
		expect(await list()).toEqual([SHOP, expect.objectContaining({ id: 'cams-x', name: 'cams-x' })]);
	});

	it('come from as many pages as there are', async () => {
		for (let n = 0; n < 120; n += 1) cloud.addChannel({ CustSpaceId: `cams-${n}`, ChannelType: 'TELEGRAM' });
		expect(await list()).toHaveLength(121);
		expect(cloud.log.map(({ query }) => query.PageIndex)).toEqual(['1', '2', '3']);
	});

	it('of a service that repeats its page are asked for no more than once again', async () => {
		cloud.failNext({ status: 200, body: { Code: 'OK', Data: [{ InstanceId: 'cams-1' }] } }, { times: 99 });
		expect(await list()).toMatchObject([{ id: 'cams-1' }]);
		expect(cloud.log).toHaveLength(2);
	});

	it('may be none', async () => {
		cloud.settings.listsTelegram = false;
		expect(await list()).toEqual([]);
	});

	it('may have no list where there are none', async () => {
		for (const Data of [null, undefined]) {
			cloud.failNext({ status: 200, body: { Code: 'OK', Data, TotalCount: 0 } });
			expect(await list()).toEqual([]);
		}
	});

	it('in an unknown shape are a refusal, never an empty list', async () => {
		cloud.failNext({ status: 200, body: { Code: 'OK', Data: { Other: 1 } } });
		expect(await failureOf(list())).toMatchObject({ facts: { kind: 'unexpectedShape' } });
	});
});

describe('one channel', () => {
	it('is that of the credential', async () => {
		expect(await gateway.getBot!(line())).toEqual(SHOP);
		expect(cloud.log[0]?.query).toEqual({ InstanceId: CHANNEL });
	});

	it('may be another one', async () => {
		cloud.addChannel({ CustSpaceId: 'cams-x', InstanceName: 'Other' });
		expect(await gateway.getBot!(line(), 'cams-x')).toMatchObject({ id: 'cams-x', name: 'Other' });
	});

	it('that is not shown is told as such', async () => {
		expect(await failureOf(gateway.getBot!(line({ channel: 'cams-none' })))).toMatchObject({
			facts: { kind: 'unknownBot' },
		});
	});

	it('needs a channel in the credential', async () => {
		expect(await failureOf(gateway.getBot!(line({ channel: '' })))).toMatchObject({ field: 'Channel' });
		expect(cloud.log).toEqual([]);
	});

	it('may stand in a list of one', async () => {
		cloud.failNext({ status: 200, body: { Code: 'OK', Data: [{ InstanceId: 'cams-1' }] } });
		expect(await gateway.getBot!(line())).toMatchObject({ id: 'cams-1' });
	});
});

describe('the account', () => {
	it.each([true, false])('tells whether the service is open: %s', async (open) => {
		cloud.settings.open = open;
		expect(await gateway.getAccountStatus!(line())).toMatchObject({ open });
	});
});

describe('the status URL', () => {
	const url = 'https://n8n.example.com/webhook/1?a=b';

	it('is set with its switches, for the channel of the credential', async () => {
		await gateway.setWebhook!(line(), { url, http: true, queue: false });
		await gateway.setWebhook!(line(), { queue: true });
		expect(cloud.webhooks).toEqual([
			{ CustSpaceId: CHANNEL, StatusCallbackUrl: url, HttpFlag: 'Y', QueueFlag: 'N' },
			{ CustSpaceId: CHANNEL, QueueFlag: 'Y' },
		]);
	});

	it('is refused when nothing is to be set, and when the credential names no channel', async () => {
		expect(await failureOf(gateway.setWebhook!(line(), {}))).toMatchObject({ field: 'Status URL' });
		expect(await failureOf(gateway.setWebhook!(line({ channel: '' }), { url }))).toMatchObject({
			field: 'Channel',
		});
		expect(cloud.log).toEqual([]);
	});
});
