import { Gate } from '../../client/http/gate';
import { hold } from '../../client/http/hold';
import { wrap } from '../../client/http/request';
import { retry } from '../../client/http/retry';
import { chatApp as gateway } from '../../client/chatApp/gateway';
import { BotGatewayChatAppApi } from '../../credentials/BotGatewayChatAppApi.credentials';
import type { ChatAppEmulator } from '../emulators/chatApp';
import { ANN, failureOf, lineTo, message, startChatApp } from './line';

const credential = new BotGatewayChatAppApi();

it('names the credential of this package, and reads nothing secret of it', () => {
	expect(gateway.credential).toBe(credential.name);
	const secret = credential.properties
		.filter(({ typeOptions }) => typeOptions?.password)
		.map(({ name }) => name);
	const names = credential.properties.map(({ name }) => name);
	for (const name of gateway.settings ?? []) {
		expect(names).toContain(name);
		expect(secret).not.toContain(name);
	}
});

it('says of every operation that people look for why it is missing', () => {
	const operations = [
		'listSubscribers',
		'checkReachable',
		'editMessage',
		'deleteMessage',
		'answerPress',
		'getStatuses',
		'estimateCost',
		'getBalance',
		'getHistory',
	] as const;
	for (const name of operations) {
		expect(gateway[name]).toBeUndefined();
		expect(gateway.can.missing[name]).toBeDefined();
	}
});

it('has no sentence that ends with a stop', () => {
	const { missing, assumptions, consoleOnly, furthestStatus } = gateway.can;
	const sentences = [...Object.values(missing), ...assumptions, consoleOnly, furthestStatus.note];
	expect(sentences.filter((sentence) => sentence?.endsWith('.'))).toEqual([]);
});

describe('with the gate and the retries of a node around it', () => {
	let cloud: ChatAppEmulator;

	beforeAll(async () => {
		cloud = await startChatApp();
	});
	afterAll(async () => await cloud.stop());
	beforeEach(() => cloud.reset());

	/** Time that passes only by sleeping. */
	function wholeLine(patience = 60_000) {
		const slept: number[] = [];
		let now = 0;
		const clock = {
			now: () => now,
			sleep: async (ms: number) => {
				slept.push(ms);
				now += ms;
				await Promise.resolve();
			},
		};
		const line = lineTo(cloud.url);
		const send = wrap(
			line.send,
			retry(gateway.retryAfter, { tries: 2, patience }, clock),
			hold(new Gate(gateway.parallel), gateway.retryAfter, patience, clock),
		);
		return { line: { ...line, send }, slept };
	}

	const send = async (line: ReturnType<typeof wholeLine>['line']) =>
		await gateway.sendMessage!(line, { recipient: { form: 'id', value: ANN } }, message());

	it('waits as long as the service asks, and then sends each message once, each time newly signed', async () => {
		Object.assign(cloud.settings, { throttleEvery: 2, retryAfter: '2500' });
		const { line, slept } = wholeLine();
		for (let n = 0; n < 3; n += 1) await send(line);
		expect(cloud.sent).toHaveLength(3);
		expect(new Set(slept)).toEqual(new Set([2_500]));
		const nonces = cloud.log.map(({ headers }) => headers['x-acs-signature-nonce']);
		expect(new Set(nonces).size).toBe(cloud.log.length);
	});

	it('says so when the service asks for more than the user wants to wait', async () => {
		Object.assign(cloud.settings, { throttleEvery: 1, retryAfter: '90000' });
		expect(await failureOf(send(wholeLine().line))).toMatchObject({
			facts: { reason: 'rateLimited', retryAfter: 90 },
		});
	});

	it('asks for channels again after a broken server, and never sends a message again', async () => {
		const { line } = wholeLine();
		cloud.failNext({ status: 502, body: '' }, { times: 2 });
		expect(await gateway.listBots!(line)).toHaveLength(1);
		cloud.failNext({ drop: 'after' });
		await expect(send(line)).rejects.toMatchObject({ facts: { outcome: 'unknown' } });
		expect(cloud.sent).toHaveLength(1);
	});
});
