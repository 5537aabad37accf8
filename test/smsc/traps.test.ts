/** Traps of the service that no other file here is about. */
import type { Line } from '../../client/gateway';
import { smsc as gateway } from '../../client/smsc/gateway';
import { polling } from '../../client/smsc/polling';
import { SmscEmulator } from '../emulators/smsc';
import { ACCOUNT, BOT, lineTo, message, to } from './line';

let smsc: SmscEmulator;
let line: Line;

beforeAll(async () => {
	smsc = await new SmscEmulator(ACCOUNT).start();
	smsc.connect(BOT, { phone: '79990000001', nick: '@ann', uid: '#1' });
	line = lineTo(smsc.url);
});
afterAll(async () => await smsc.stop());
beforeEach(() => smsc.reset());

/** Everything that the service is ever asked, once. */
async function everything(): Promise<void> {
	const { recipient } = to('79990000001');
	const { messageId } = await gateway.sendMessage!(line, to('79990000001'), message());
	const ref = { messageId: String(messageId), recipient };
	await gateway.sendMessage!(line, to('ann', 'username'), message({ text: 'Your code is 4711' }));
	await gateway.estimateCost!(line, to('79990000001'), message());
	await gateway.sendSms!(line, { phone: '79990000001', text: 'Hello' });
	await gateway.estimateSms!(line, { phone: '79990000001', text: 'Hello' });
	await gateway.getStatuses!(line, [ref]);
	await gateway.deleteMessage!(line, { chat: recipient, messageId: ref.messageId });
	await gateway.getBalance!(line);
	await gateway.getOperator!(line, '79990000001');
	await gateway.getHistory!(line, { limit: 1 });
	const { signal } = new AbortController();
	await polling.fetch(line, { after: null, wanted: ['message'], signal });
}

const forms = () =>
	smsc.log.map(({ path, body }) => ({ path, fields: new URLSearchParams(body.toString()) }));

it('trap 8: tg=1 sends confirmation codes and is another product, so a bot’s message never has it, not even with a code in it', async () => {
	await everything();
	const sends = forms().filter(({ path }) => path === '/sys/send.php');
	expect(sends).toHaveLength(5);
	expect(sends.filter(({ fields }) => fields.get('bot') === BOT)).toHaveLength(3);
	for (const { fields } of sends) expect([...fields.keys()]).not.toContain('tg');
});

it('trap 9: phones.php is the address book and knows nothing of bots, so nobody asks it for subscribers', async () => {
	await everything();
	expect(new Set(forms().map(({ path }) => path))).toEqual(
		new Set(['/sys/send.php', '/sys/status.php', '/sys/balance.php', '/sys/info.php', '/sys/get.php']),
	);
	// who has connected to a bot, SMSC cannot tell: it is said, and not answered with the address book
	expect(gateway.listSubscribers).toBeUndefined();
	expect(gateway.can.missing.listSubscribers).toMatch(/no request that lists the people who connected/);
});

it('trap 9: a group of the address book is no recipient: one message is for one person', async () => {
	await expect(gateway.sendMessage!(line, to('G123'), message())).rejects.toMatchObject({
		field: 'Recipient',
	});
	expect(smsc.log).toEqual([]);
});
