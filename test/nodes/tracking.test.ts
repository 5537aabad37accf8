import { readClick } from '../../client/links/click';
import { NOTHING_HERE } from '../../client/links/page';
import { makeSeal } from '../../client/links/seal';
import { readToken } from '../../client/links/token';
import { EmulatorServer, type Received, type Reply } from '../emulators/server';
import type { NodeRun } from '../support/harness';
import { ReplyBench, rule, rules, ANYTHING, ANN as REPLIED } from './BotAutoReply/bench';
import { ANN, id, telegram, TelegramBench, TOKEN } from './BotGateway/bench';

const SALE = 'https://shop.example/sale';

/** Where the trigger is: answers as n8n does there. */
let n8n: EmulatorServer;
let answer: (request: Received) => Promise<Reply> | Reply;

const t = new TelegramBench();
const r = new ReplyBench();

beforeAll(async () => {
	n8n = await new EmulatorServer((request) => answer(request)).start();
	await t.start();
	await r.start();
});
afterAll(async () => await Promise.all([t.stop(), r.stop(), n8n.stop()]));

let count = 0;
let address = '';
beforeEach(() => {
	for (const emulator of [n8n, t.telegram, r]) emulator.reset();
	// what was found good is remembered for a while
	address = `${n8n.url}/webhook/${(count += 1)}/link`;
	answer = asTrigger(TOKEN);
});

/** A trigger with the account of this token. */
const asTrigger =
	(token: string) =>
	async (request: Received): Promise<Reply> => {
		const seal = await makeSeal('telegram', [token]);
		const click = readClick({ ...request, body: {} }, seal, 'telegram', new Date());
		if (click.kind === 'forged') return NOTHING_HERE;
		expect(click.kind).toBe('passing');
		return { status: 302, body: '', headers: { location: click.link.url } };
	};

const NOT_REGISTERED: Reply = {
	status: 404,
	body: {
		code: 404,
		message: 'The requested webhook "GET 1/link" is not registered.',
		hint: 'The workflow …',
	},
};

const trackLinks = () => ({ values: { address } });

const send = async (people: number[] = [ANN], text = `See ${SALE}`, bench = t.bench()): Promise<NodeRun> =>
	await bench.run(
		telegram('message', 'send', {
			recipient: id('={{ $json.to }}'),
			text,
			options: { trackLinks: trackLinks() },
		}),
		people.map((to) => ({ to })),
	);

const reply = async (): Promise<NodeRun> => {
	r.bot.say(REPLIED, 'hello');
	return await r
		.bench()
		.run(rules([rule(ANYTHING, `See ${SALE}`)], { options: { trackLinks: trackLinks() } }), r.events());
};

/** Where the link in a sent text leads. */
async function leadsTo(text = ''): Promise<string | undefined> {
	const token = new URL(text.replace('See ', '')).searchParams.get('l') ?? '';
	return readToken(token, await makeSeal('telegram', [TOKEN]))?.url;
}

it('sends links that lead over the trigger, after one look at whether it is there', async () => {
	const bench = t.bench();
	const { run } = await send([ANN, ANN, ANN], `See ${SALE}`, bench);
	expect(run.status).toBe('success');
	expect(await Promise.all(t.texts.map(leadsTo))).toEqual([SALE, SALE, SALE]);
	expect(n8n.log).toHaveLength(1);
	await send([ANN], `See ${SALE}`, bench);
	expect(n8n.log).toHaveLength(1);
});

it('answers with such links too', async () => {
	const { run } = await reply();
	expect(run.status).toBe('success');
	expect(await leadsTo(r.texts[0])).toBe(SALE);
	expect(n8n.log).toHaveLength(1);
});

it('does not look where no link is to be tracked', async () => {
	await send([ANN], 'Hello');
	expect(t.texts).toEqual(['Hello']);
	expect(n8n.log).toEqual([]);
});

it.each([
	['no workflow is active there', () => NOT_REGISTERED, /no active workflow takes clicks there/],
	['the trigger has another account', asTrigger('another token'), /a trigger that cannot read these links/],
])('sends nothing when %s, and looks again the next time', async (_, other, why) => {
	answer = other;
	const { error } = await send([ANN, ANN]);
	expect(error?.message).toMatch(why);
	expect((await reply()).error?.message).toMatch(why);
	expect([...t.texts, ...r.texts]).toEqual([]);
	expect(n8n.log).toHaveLength(2);

	answer = asTrigger(TOKEN);
	await send();
	expect(t.texts).toHaveLength(1);
});

it.each<[string, Reply]>([
	['breaks off', { drop: 'before' }],
	['is somebody else’s page', { status: 404, body: 'Not found' }],
	['turns machines away', { status: 403, body: 'Are you a human?' }],
	['is down', { status: 502, body: '<html>Bad Gateway</html>' }],
])('sends when the answer proves nothing: it %s', async (_, other) => {
	answer = () => other;
	await send();
	expect(t.texts).toHaveLength(1);
	expect(await leadsTo(t.texts[0])).toBe(SALE);
});
