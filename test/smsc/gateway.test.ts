import { Gate } from '../../client/http/gate';
import { hold } from '../../client/http/hold';
import { wrap } from '../../client/http/request';
import { retry } from '../../client/http/retry';
import { spare } from '../../client/http/spare';
import { smsc as gateway } from '../../client/smsc/gateway';
import { BotGatewaySmscApi } from '../../credentials/BotGatewaySmscApi.credentials';
import { SmscEmulator } from '../emulators/smsc';
import { JumpingClock } from '../support/clock';
import { ACCOUNT, BOT, failureOf, lineTo, message, to } from './line';

it('names the credential of this package, and of its fields only what is no secret', () => {
	const credential = new BotGatewaySmscApi();
	expect(gateway.credential).toBe(credential.name);
	const open = credential.properties
		.filter(({ typeOptions }) => !typeOptions?.password)
		.map(({ name }) => name);
	expect(open).toEqual(expect.arrayContaining([...(gateway.settings ?? [])]));
	expect(gateway.settings).not.toContain('login');
});

it('has assumptions in plain sentences', () => {
	for (const sentence of gateway.can.assumptions) expect(sentence).toMatch(/^[A-Z].*[^.]$/);
});

describe('with the gate and the retries of a node around it', () => {
	let smsc: SmscEmulator;
	let backup: SmscEmulator;

	beforeAll(async () => {
		smsc = await new SmscEmulator(ACCOUNT).start();
		backup = await new SmscEmulator(ACCOUNT).start();
		for (const one of [smsc, backup]) one.connect(BOT, { phone: '79990000001' });
	});
	afterAll(async () => {
		await smsc.stop();
		await backup.stop();
	});
	beforeEach(() => {
		smsc.reset();
		backup.reset();
	});

	function wholeLine(changes = {}) {
		const clock = new JumpingClock();
		smsc.now = clock.now;
		const line = lineTo(smsc.url, changes);
		const send = wrap(
			line.send,
			retry(gateway.retryAfter, { tries: 2, patience: 60_000 }, clock),
			hold(new Gate(gateway.parallel), gateway.retryAfter, 60_000, clock),
			spare(gateway.refusesAccount!, clock),
		);
		return { line: { ...line, send }, clock };
	}

	it('waits a minute and asks again when a question comes too fast', async () => {
		const { line, clock } = wholeLine();
		smsc.failWith(9);
		expect(await gateway.getBalance!(line)).toMatchObject({ amount: 286.55 });
		expect(clock.sleeps).toEqual([60_000]);
		expect(smsc.log).toHaveLength(2);
	});

	it('never waits with a message that was taken before, since it would go out twice', async () => {
		const { line, clock } = wholeLine();
		smsc.failWith(9);
		expect(await failureOf(gateway.sendMessage!(line, to('79990000001'), message()))).toMatchObject({
			facts: { reason: 'duplicate' },
		});
		expect(clock.sleeps).toEqual([]);
		expect(smsc.log).toHaveLength(1);
	});

	it('keeps to the service’s limits by itself', async () => {
		const { line, clock } = wholeLine();
		Object.assign(smsc.settings, { statusLimit: 5, listLimit: 1, costLimit: 5, balanceLimit: 10 });
		const { messageId } = await gateway.sendMessage!(line, to('79990000001'), message());
		const ref = { messageId: String(messageId), recipient: to('79990000001').recipient };
		for (let n = 0; n < 11; n += 1) {
			await gateway.getStatuses!(line, [ref]);
			await gateway.estimateCost!(line, to('79990000001'), message());
			await gateway.getBalance!(line);
		}
		expect(clock.sleeps.length).toBeGreaterThan(0);
		for (let n = 0; n < 2; n += 1) {
			expect(await gateway.getStatuses!(line, [ref, { ...ref, messageId: '7' }])).toHaveLength(2);
		}
	});

	it('has never so many requests under way that the service refuses', async () => {
		const { line } = wholeLine();
		smsc.settings.simultaneous = 5;
		smsc.processing = 20;
		const texts = Array.from({ length: 20 }, (_, n) => `Text ${n}`);
		const receipts = await Promise.all(
			texts.map(async (text) => await gateway.sendMessage!(line, to('79990000001'), message({ text }))),
		);
		expect(receipts.map(({ status }) => status)).toEqual(texts.map(() => 'queued'));
	});

	it.each([2, 3, 4])('stops a batch after error %i, and asks again later', async (code) => {
		const { line, clock } = wholeLine();
		smsc.failWith(code, { times: 99 });
		const failures = await Promise.all(
			Array.from({ length: 50 }, async (_, n) =>
				failureOf(gateway.sendMessage!(line, to('79990000001'), message({ text: `Text ${n}` }))),
			),
		);
		expect(failures).toMatchObject(failures.map(() => ({ facts: { code: String(code) } })));
		expect(smsc.log.length).toBeLessThanOrEqual(gateway.parallel);
		smsc.reset();
		await clock.sleep(10_000);
		expect(await gateway.sendMessage!(line, to('79990000001'), message())).toMatchObject({
			status: 'queued',
		});
	});

	it('goes on with the batch after a refusal of one message', async () => {
		const { line } = wholeLine();
		smsc.failWith(7, { times: 1 });
		await failureOf(gateway.sendMessage!(line, to('79990000001'), message()));
		expect(await gateway.sendMessage!(line, to('79990000001'), message())).toMatchObject({
			status: 'queued',
		});
	});

	it('turns to the backup at once when the main host cannot be connected to, and repeats only there', async () => {
		const { line, clock } = wholeLine({ baseUrl: 'http://127.0.0.1:1', backupBaseUrl: backup.url });
		await gateway.sendMessage!(line, to('79990000001'), message());
		expect(backup.sent).toHaveLength(1);
		expect(clock.sleeps).toEqual([]);
		const dead = wholeLine({ baseUrl: 'http://127.0.0.1:1' });
		expect(await failureOf(gateway.sendMessage!(dead.line, to('79990000001'), message()))).toMatchObject({
			facts: { outcome: 'notSent' },
		});
		expect(dead.clock.sleeps).toEqual([500, 2_000]);
	});

	it('asks for a status again after a broken server, and never sends a message again', async () => {
		const { line } = wholeLine();
		smsc.failNext({ status: 502, body: '' }, { times: 2 });
		expect(await gateway.getBalance!(line)).toMatchObject({ amount: 286.55 });
		smsc.failNext({ drop: 'after' });
		expect(await failureOf(gateway.sendMessage!(line, to('79990000001'), message()))).toMatchObject({
			facts: { outcome: 'unknown' },
		});
		expect(smsc.sent).toHaveLength(1);
	});
});
