/** Bot Auto-Reply behind a trigger that the service calls: what people write there is answered there. */
import type { IDataObject, INode } from 'n8n-workflow';

import { ANN as LIU, CHANNEL, SENDER, startChatApp, storedFor } from '../chatApp/line';
import type { ChatAppEmulator } from '../emulators/chatApp';
import { stageSmsc, to, type SmscStage } from './gateway';
import { errorOf, itemsOf, node, PACKAGE, sharedN8n, sleep } from './n8n';
import type { CredentialRef } from './n8n';
import { activation, earlyInMinute, settled, triggerNode, urlOf } from './triggered';

const n8n = sharedN8n();
const { begun } = activation();
const SECRET = 'kolibri-of-replies';
const EVENTS = { receive: 'webhook', events: ['message', 'status', 'notification'] };
const OUTPUTS = ['Replied', 'No Match', 'Held Back'] as const;

const replyNode = (
	service: string,
	credential: CredentialRef,
	rule: IDataObject[],
	more: IDataObject = {},
): INode =>
	node('Reply', `${PACKAGE}.botAutoReply`, { service, rules: { rule }, ...more } as never, {
		credentials: [credential],
	});

const rule = (condition: IDataObject, text: string, more: IDataObject = {}): IDataObject => ({
	conditions: { condition: [condition] },
	replyWith: 'text',
	text,
	...more,
});

const ANYTHING = { when: 'anything' };
const LINK = {
	buttonsFrom: 'fields',
	buttons: { button: [{ text: 'Prices', kind: 'url', url: 'https://example.com/prices' }] },
};
const DEGRADE = { options: { unsupportedButtons: 'degrade' } };

/** What became of each item that came, in the order of the runs. */
async function outcomes(id: string, runs: number) {
	return (await n8n.waitExecutions(id, runs)).flatMap((run) =>
		OUTPUTS.flatMap((output, index) =>
			itemsOf(run, 'Reply', index).map(({ json }) => ({ output, ...(json['autoReply'] as IDataObject) })),
		),
	);
}

describe('SMSC', () => {
	const [BOT, ANN, BOB] = ['@help_bot', '79990000001', '79990000002'];
	let stage: SmscStage;
	let credential: CredentialRef;

	beforeAll(async () => {
		stage = await stageSmsc('SMSC, not receiving');
		for (const phone of [ANN, BOB]) stage.smsc.connect(BOT, { phone });
		stage.smsc.connect(BOT, { nick: '@cleo' }).connect(BOT, { uid: '#77' });
		const data = { ...stage.data, callbackSecret: SECRET };
		credential = await n8n.createCredential('SMSC, answering', 'botGatewaySmscApi', data);
	});
	beforeEach(() => stage.smsc.reset());
	afterAll(async () => await stage.smsc.stop());

	/** A workflow that SMSC calls, and that answers by the bot chosen in the node. */
	async function answering(rules: IDataObject[], more: IDataObject = { bot: to(BOT) }): Promise<string> {
		const start = triggerNode('smsc', credential, EVENTS);
		const id = await begun('SMSC is answered', start, replyNode('smsc', credential, rules, more));
		stage.smsc.handler = { url: `${urlOf(start)}?charset=utf-8&fmt=3&sha1`, secret: SECRET };
		return id;
	}

	const say = (phone: string, message: string): void => void stage.smsc.inbound({ phone, message });

	const sent = () => stage.smsc.sent.map(({ phone, text }) => [phone, text]).sort();

	it('people known by phone, by @name and by #uid each get their answer, by the bot of the node', async () => {
		const id = await answering(
			[
				rule({ when: 'containsAny', words: 'цена, price' }, 'Цены', LINK),
				rule(ANYTHING, 'You wrote “{text}”, {username|friend}'),
			],
			{ bot: to(BOT), ...DEGRADE },
		);
		say(ANN, 'Какая цена?');
		say('@cleo', 'hello');
		say('#77', 'PRICE');
		await settled(id, 3);
		const prices = 'Цены\nPrices: https://example.com/prices';
		expect(sent()).toEqual([
			['#77', prices],
			[ANN, prices],
			['@cleo', 'You wrote “hello”, @cleo'],
		]);
		expect(stage.smsc.sent.every(({ bot, status }) => bot === BOT && status === 1)).toBe(true);
		const replied = await outcomes(id, 3);
		expect(replied).toHaveLength(3);
		for (const outcome of replied)
			expect(outcome).toMatchObject({
				output: 'Replied',
				replied: true,
				receipt: { service: 'smsc', bot: { id: BOT }, status: 'queued' },
			});
		expect((await stage.smsc.told()).map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('somebody gets no second answer within the cool-down, and others get theirs', async () => {
		const id = await answering([rule(ANYTHING, 'Hello', { coolDown: 3_600 })]);
		say(ANN, 'one');
		say(ANN, 'two');
		say(BOB, 'one');
		say(ANN, 'three');
		await settled(id, 4);
		expect(sent()).toEqual([
			[ANN, 'Hello'],
			[BOB, 'Hello'],
		]);
		const held = (await outcomes(id, 4)).filter(({ output }) => output === 'Held Back');
		expect(held).toMatchObject(Array(2).fill({ replied: false, heldBack: 'coolDown' }));
	});

	it.each([
		['with an id', true],
		['without one', false],
	])('a callback %s that comes again is answered once', async (_, inboundIds) => {
		const id = await answering([rule(ANYTHING, 'Hello')]);
		stage.smsc.settings.inboundIds = inboundIds;
		await earlyInMinute();
		say(ANN, 'once');
		const [first] = await stage.smsc.told();
		await settled(id, 1);
		const again = await Promise.all([1, 2, 3].map(async () => await stage.smsc.repeat(first!)));
		expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
		say(ANN, 'next');
		await settled(id, 2);
		expect(sent()).toEqual([
			[ANN, 'Hello'],
			[ANN, 'Hello'],
		]);
	});

	it('what becomes of the answer, and a confirmation call, are not answered', async () => {
		const id = await answering([rule(ANYTHING, 'Hello')]);
		say('@cleo', 'hi');
		await settled(id, 1);
		const [reply] = stage.smsc.sent;
		stage.smsc.setStatus(reply!.id, 1).waitcall(ANN);
		await settled(id, 3);
		expect(sent()).toEqual([['@cleo', 'Hello']]);
		expect((await outcomes(id, 3)).map(({ output }) => output).sort()).toEqual([
			'No Match',
			'No Match',
			'Replied',
		]);
	});

	it('without a bot in the node nothing goes out, and the error names the field', async () => {
		const id = await answering([rule(ANYTHING, 'Hello')], {});
		say(ANN, 'hi');
		const [run] = await n8n.waitExecutions(id, 1);
		expect(errorOf(run!)?.message).toContain('Bot is empty, and the event does not tell which bot');
		expect(stage.smsc.sent).toEqual([]);
	});
});

describe('Chat App', () => {
	const TYPE = 'botGatewayChatAppApi';
	let cloud: ChatAppEmulator;
	let credential: CredentialRef;

	beforeAll(async () => {
		cloud = await startChatApp();
		const data = { ...storedFor(cloud.url), callbackSecret: SECRET };
		credential = await n8n.createCredential('Chat App, answering', TYPE, data);
	});
	beforeEach(() => cloud.reset());
	afterAll(async () => await cloud.stop());

	/** A workflow that Chat App calls with everything it tells. */
	async function answering(rules: IDataObject[]): Promise<string> {
		const events = ['message', 'buttonPressed', 'phoneShared', 'status', 'notification'];
		const start = triggerNode('chatApp', credential, { ...EVENTS, events });
		const id = await begun('Chat App is answered', start, replyNode('chatApp', credential, rules, DEGRADE));
		const url = `${urlOf(start)}?secret=${SECRET}`;
		// nobody can be written to who has not written before
		cloud.settings.window = true;
		cloud.callTo({ inbound: url, status: url, notification: url });
		return id;
	}

	const press = (payload: string) => ({ Type: 'REPLY', Message: JSON.stringify({ text: 'Yes', payload }) });

	it('who wrote or pressed gets a text, with links as lines of it, and reports are not answered', async () => {
		const id = await answering([
			rule({ when: 'containsAny', words: 'price' }, 'Hello {name|there}', LINK),
			rule({ when: 'buttonStartsWith', data: 'order:' }, 'Order {button} is noted'),
		]);
		await cloud.say(LIU, 'The PRICE?');
		await cloud.say('987654321', press('order:1'));
		await cloud.say(LIU, 'thanks');
		// three of people, and for each of two answers that it is sent and delivered
		await settled(id, 7);
		// runs go side by side, so either may be first
		const sent = new Set(cloud.sent.map(({ to: person, type, content }) => ({ person, type, content })));
		expect(sent).toEqual(
			new Set([
				{
					person: LIU,
					type: 'text',
					content: { text: 'Hello Ann\nPrices: https://example.com/prices' },
				},
				{ person: '987654321', type: 'text', content: { text: 'Order order:1 is noted' } },
			]),
		);
		for (const message of cloud.sent)
			expect(message).toMatchObject({ from: SENDER, channel: CHANNEL, hasButtons: false });
		const all = await outcomes(id, 7);
		expect(all.filter(({ output }) => output === 'Replied')).toMatchObject(
			Array(2).fill({ replied: true, receipt: { service: 'chatApp', bot: { id: CHANNEL }, status: 'sent' } }),
		);
		expect(all.filter(({ output }) => output === 'No Match')).toHaveLength(5);
		for (const { good } of cloud.deliveries) expect(good).toBe(true);
	});

	it('a callback that comes several times is answered once, and within the cool-down nothing more', async () => {
		const id = await answering([rule(ANYTHING, 'Hello', { coolDown: 3_600 })]);
		cloud.settings.receipts = [];
		cloud.settings.duplicates = 3;
		await cloud.say(LIU, 'one');
		await cloud.say('987654321', 'one');
		await cloud.say(LIU, 'two');
		await settled(id, 3);
		await sleep(300);
		expect(cloud.deliveries).toHaveLength(12);
		expect(cloud.sent.map(({ to: person }) => person).sort()).toEqual([LIU, '987654321'].sort());
		expect((await outcomes(id, 3)).filter(({ output }) => output === 'Held Back')).toMatchObject([
			{ heldBack: 'coolDown' },
		]);
	});
});

it('no secret is anywhere in the log', () => expect(n8n.log()).not.toContain(SECRET));
