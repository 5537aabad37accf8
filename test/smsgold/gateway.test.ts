import { hold } from '../../client/http/hold';
import { Gate } from '../../client/http/gate';
import { wrap } from '../../client/http/request';
import { retry } from '../../client/http/retry';
import { smsgold as gateway } from '../../client/smsgold/gateway';
import { BotGatewaySmsgoldApi } from '../../credentials/BotGatewaySmsgoldApi.credentials';
import { SmsgoldEmulator } from '../emulators/smsgold';
import { ACCOUNT, ANN, lineTo, message } from './line';

it('names the credential of this package', () => {
	expect(gateway.credential).toBe(new BotGatewaySmsgoldApi().name);
});

it('says of every operation that it lacks why it is so', () => {
	const operations = [
		'listBots',
		'getBot',
		'listSubscribers',
		'checkReachable',
		'sendMessage',
		'editMessage',
		'deleteMessage',
		'answerPress',
	] as const;
	const lacking = operations.filter((name) => gateway[name] === undefined);
	expect(Object.keys(gateway.can.missing).sort()).toEqual([...lacking].sort());
});

it('never claims more than that a message was accepted', () => {
	expect(gateway.can.furthestStatus.status).toBe('sent');
});

describe('with the gate and the retries of a node around it', () => {
	let smsgold: SmsgoldEmulator;

	beforeAll(async () => {
		smsgold = await new SmsgoldEmulator(ACCOUNT).start();
		smsgold.addBot({ id: 'b1' }).addSubscriber('b1', { id: ANN });
	});
	afterAll(async () => await smsgold.stop());
	beforeEach(() => smsgold.reset());

	/** Time that passes only by sleeping. */
	function wholeLine() {
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
		const line = lineTo(smsgold.url);
		const send = wrap(
			line.send,
			retry(gateway.retryAfter, { tries: 2, patience: 60_000 }, clock),
			hold(new Gate(gateway.parallel), gateway.retryAfter, 60_000, clock),
		);
		return { line: { ...line, send }, slept };
	}

	it('waits as long as the service asks, and then sends each message once', async () => {
		Object.assign(smsgold.settings, { tooManyEvery: 2, retryAfter: '3' });
		const { line, slept } = wholeLine();
		for (let n = 0; n < 3; n += 1)
			await gateway.sendMessage!(line, { recipient: { form: 'id', value: ANN } }, message());
		expect(smsgold.sent).toHaveLength(3);
		expect(new Set(slept)).toEqual(new Set([3_000]));
	});

	it('asks for a list again after a broken server, and never sends a message again', async () => {
		const { line } = wholeLine();
		smsgold.failNext({ status: 502, body: '' }, { times: 2 });
		expect(await gateway.listBots!(line)).toHaveLength(1);
		smsgold.failNext({ drop: 'after' });
		await expect(
			gateway.sendMessage!(line, { recipient: { form: 'id', value: ANN } }, message()),
		).rejects.toMatchObject({ facts: { outcome: 'unknown' } });
		expect(smsgold.sent).toHaveLength(1);
	});
});
