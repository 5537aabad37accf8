import type { INodeParameters } from 'n8n-workflow';

import { chooseCredentials, readExamples } from '../../tools/demo/examples';
import { API_KEY, gatewayNode, stageSmsc, stageTelegram, to, TOKEN, workflowOf } from './gateway';
import type { TelegramStage } from './gateway';
import { chain, discard, errorOf, itemsOf, node, OWNER, ownN8n, PACKAGE, sharedN8n, sleep } from './n8n';
import type { Execution, N8nClient } from './n8n';

const n8n = sharedN8n();

const CHROME =
	'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

let place: TelegramStage;

beforeAll(async () => {
	place = await stageTelegram('Ask and wait');
});

afterAll(async () => await place.telegram.stop());

const question = (parameters: INodeParameters = {}): INodeParameters => ({
	service: 'telegram',
	resource: 'message',
	operation: 'sendAndWait',
	recipient: to('42'),
	message: 'May we deliver <today>? שלום 🎉',
	...parameters,
});

interface Asked {
	id: string;
	/** By what the buttons say. */
	links: Record<string, string>;
}

type Buttons = { inline_keyboard: Array<Array<{ text: string; url: string }>> };

/** Starts a workflow that asks, and waits until it waits. */
async function ask(
	parameters: INodeParameters,
	items: object[] = [{ order: 7 }],
	at: N8nClient = n8n,
	stage = place,
): Promise<Asked> {
	const { id } = await at.createWorkflow(
		workflowOf('ask', gatewayNode(question(parameters), stage.credential), items),
	);
	const execution = await at.startByHand(id);
	await at.waitExecution(execution, ['waiting', 'error', 'success']);
	return { id: execution, links: linksOf(stage) };
}

function linksOf({ bot }: TelegramStage, back = 1): Record<string, string> {
	const markup = bot.sent.at(-back)?.replyMarkup as Buttons | undefined;
	return Object.fromEntries((markup?.inline_keyboard ?? []).flat().map(({ text, url }) => [text, url]));
}

interface Visit {
	status: number;
	body: string;
	headers: Headers;
}

async function visit(url = '', init: RequestInit = {}): Promise<Visit> {
	const headers = { 'user-agent': CHROME, ...(init.headers as Record<string, string> | undefined) };
	const response = await fetch(url, { redirect: 'manual', ...init, headers });
	return { status: response.status, body: await response.text(), headers: response.headers };
}

/** As the form of the page sends it. */
const post = async (url: string | undefined, form: Record<string, string> = {}): Promise<Visit> =>
	await visit(url, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
		body: new URLSearchParams(form).toString(),
	});

const statusOf = async (id: string): Promise<string> => (await n8n.execution(id)).status;

type Data = { data: Record<string, unknown> } & Record<string, unknown>;

const outputOf = (execution: Execution): Data => itemsOf(execution, 'Bot Gateway')[0]?.json as Data;

const ended = async (id: string, at: N8nClient = n8n): Promise<Data> => outputOf(await at.waitExecution(id));

describe('an approval', () => {
	it.each([
		['Approve', true],
		['Decline', false],
	])('is given on the page behind %s, not by opening it', async (label, approved) => {
		const { id, links } = await ask({});
		expect(Object.keys(links)).toEqual(['Approve', 'Decline']);
		const page = await visit(links[label]);
		expect(page.status).toBe(200);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(page.body).toContain('May we deliver &lt;today&gt;? שלום 🎉');
		expect(page.body).toContain(`>${label}</button>`);
		expect(page.body).not.toContain('<script');
		expect(await statusOf(id)).toBe('waiting');

		const done = await post(links[label]);
		expect(done.status).toBe(200);
		// n8n's own, which it puts on whatever it sends for a node
		expect(done.headers.get('content-security-policy')).toContain('sandbox');
		expect(done.body).toContain('your answer has arrived');
		expect(await ended(id)).toMatchObject({
			order: 7,
			data: {
				approved,
				timedOut: false,
				respondedAt: expect.any(String),
				message: { messageId: expect.any(String) },
			},
		});
	});

	it('can only be given, and says what the user wrote', async () => {
		const { id, links } = await ask({
			approvalOptions: { values: { approvalType: 'single', approveLabel: 'Да, согласен' } },
			options: { doneText: 'Спасибо!', confirmText: 'Подтвердите' },
		});
		expect(Object.keys(links)).toEqual(['Да, согласен']);
		expect((await visit(links['Да, согласен'])).body).toContain('Подтвердите');
		expect((await post(links['Да, согласен'])).body).toContain('Спасибо!');
		expect(await ended(id)).toMatchObject({ data: { approved: true } });
	});

	it('is not given by link previews, other robots and HEAD', async () => {
		const { id, links } = await ask({});
		for (const agent of [
			'TelegramBot (like TwitterBot)',
			'WhatsApp/2.23.20.0 A',
			'Slackbot-LinkExpanding 1.0',
			'',
		]) {
			for (const method of ['GET', 'HEAD', 'POST']) {
				await visit(links['Approve'], { method, headers: { 'user-agent': agent } });
			}
		}
		await visit(links['Approve'], { method: 'HEAD' });
		await sleep(500);
		expect(await statusOf(id)).toBe('waiting');
		await post(links['Decline']);
		expect(await ended(id)).toMatchObject({ data: { approved: false } });
	});

	it('cannot be forged: every other answer, question or signature is refused', async () => {
		const { id, links } = await ask({});
		const change = (name: string, value: string): string => {
			const url = new URL(links['Decline'] ?? '');
			url.searchParams.set(name, value);
			return url.href;
		};
		const signature = new URL(links['Decline'] ?? '').searchParams.get('signature') ?? '';
		const forged = [
			change('approved', 'true'),
			change('question', 'AAAAAAAAAAAA'),
			change('item', '1'),
			change('signature', ''),
			...[...signature].map((digit, at) =>
				change('signature', signature.slice(0, at) + (digit === '0' ? '1' : '0') + signature.slice(at + 1)),
			),
		];
		for (let at = 0; at < forged.length; at += 10) {
			const answers = await Promise.all(forged.slice(at, at + 10).map((url) => post(url)));
			for (const { status } of answers) expect(status).toBe(401);
		}
		expect(await statusOf(id)).toBe('waiting');
		await post(links['Decline']);
		expect(await ended(id)).toMatchObject({ data: { approved: false } });
	});

	it('is given once: who comes later hears that nothing is left to do', async () => {
		const { id, links } = await ask({});
		const answers = await Promise.all([post(links['Approve']), post(links['Decline'])]);
		const { data } = await ended(id);
		for (const late of [await post(links['Decline']), await visit(links['Approve'])]) {
			expect(late.status).toBe(200);
			expect(late.body.toLowerCase()).toContain('no action required');
		}
		expect(answers.filter(({ body }) => body.includes('your answer has arrived'))).toHaveLength(1);
		expect((await ended(id)).data).toEqual(data);
	});
});

it('gives the choice that was made, and only those that there are', async () => {
	const choices = {
		choice: [
			{ label: 'Завтра', value: 'tomorrow' },
			{ label: 'اليوم', value: '' },
			{ label: '={{ 1 + 4 }}', value: '' },
		],
	};
	const { id, links } = await ask({ responseType: 'choices', choices });
	expect(Object.keys(links).sort()).toEqual(['5', 'Завтра', 'اليوم']);
	expect((await visit(links['5'])).body).toContain('>5</button>');
	expect((await visit(links['Завтра'])).body).toContain('>Завтра</button>');
	await post(links['اليوم']);
	expect(await ended(id)).toMatchObject({ data: { choice: 'اليوم', timedOut: false } });
});

it('takes a text from a page, and not an empty one', async () => {
	const { id, links } = await ask({ responseType: 'freeText' });
	expect(Object.keys(links)).toEqual(['Respond']);
	expect((await visit(links['Respond'])).body).toContain('<textarea');
	expect((await post(links['Respond'], { answer: '  ' })).body).toContain('<textarea');
	expect(await statusOf(id)).toBe('waiting');
	await post(links['Respond'], { answer: ' Leave it at the "door" <b>\n🎉 ' });
	expect(await ended(id)).toMatchObject({ data: { text: 'Leave it at the "door" <b>\n🎉' } });
});

it('puts the links into the text where a service has no buttons', async () => {
	const { smsc, credential } = await stageSmsc('Ask by SMSC');
	try {
		const parameters = { service: 'smsc', bot: to('@shop_bot'), recipient: to('79990000001', 'phone') };
		const draft = workflowOf('ask by text', gatewayNode(question(parameters), credential));
		const id = await n8n.startByHand((await n8n.createWorkflow(draft)).id);
		await n8n.waitExecution(id, ['waiting']);
		const text = smsc.sent.at(-1)?.text ?? '';
		const [, approve] = /Approve: (\S+)/.exec(text) ?? [];
		expect(text).toMatch(/Decline: http/);
		await post(approve);
		expect(await ended(id)).toMatchObject({ data: { approved: true } });
		expect(JSON.stringify(smsc.sent)).not.toContain(API_KEY);
	} finally {
		await smsc.stop();
	}
});

describe('what is wrong is told before anybody is asked', () => {
	it.each([
		['two items', {}, [{}, {}], /has 2 items/],
		['no text', { message: ' ' }, [{}], /Message is empty/],
		['no choices', { responseType: 'choices' }, [{}], /Choices are empty/],
		[
			'a moment that is over',
			{
				options: {
					limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00' } },
				},
			},
			[{}],
			/is over/,
		],
	] as Array<[string, INodeParameters, object[], RegExp]>)('%s', async (_, parameters, items, why) => {
		const before = place.bot.sent.length;
		const { id } = await ask(parameters, items);
		expect(errorOf(await n8n.waitExecution(id))?.message).toMatch(why);
		expect(place.bot.sent).toHaveLength(before);
	});

	it('and who cannot be reached fails the item, and nothing waits', async () => {
		place.bot.refuse(43, 'blocked');
		const { id } = await ask({ recipient: to('43') });
		const execution = await n8n.waitExecution(id);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toMatch(/blocked the bot/);
	});
});

it('asks several people where the user wants it, each their own question, and the first answer counts', async () => {
	const items = [
		{ to: 42, who: 'Ann' },
		{ to: 44, who: 'Cem' },
	];
	place.bot.addPerson({ id: 44, firstName: 'Cem' });
	const own = { recipient: to('={{ $json.to }}'), message: '={{ $json.who }}, may we?' };
	const { id } = await ask({ ...own, options: { severalItems: 'first' } }, items);
	const ofCem = [1, 2].map((back) => place.bot.sent.at(-back)).find((sent) => String(sent?.chatId) === '44');
	const markup = ofCem?.replyMarkup as Buttons;
	const link = markup.inline_keyboard[0]?.[0]?.url;
	expect((await visit(link)).body).toContain('Cem, may we?');
	expect((await visit(link)).body).not.toContain('Ann');
	await post(link);
	expect(await ended(id)).toMatchObject({ who: 'Cem', data: { approved: true } });
});

it('goes on when the time is over, with an item that says so', async () => {
	const values = { limitType: 'afterTimeInterval', resumeAmount: 0.02, resumeUnit: 'minutes' };
	const { id, links } = await ask({ options: { limitWaitTime: { values } } });
	const execution = await n8n.waitExecution(id, ['success'], 100_000);
	expect(outputOf(execution)).toMatchObject({
		order: 7,
		data: { approved: false, timedOut: true, respondedAt: null, message: { messageId: expect.any(String) } },
	});
	expect((await post(links['Approve'])).body.toLowerCase()).toContain('no action required');
});

it('takes an answer after n8n was killed and started again', async () => {
	const own = ownN8n();
	try {
		await own.start();
		await own.signIn(OWNER);
		const data = { accessToken: TOKEN, apiRoot: place.telegram.url, environment: 'production' };
		const credential = await own.createCredential('Own', 'botGatewayTelegramApi', data);
		const { id, links } = await ask({}, [{ order: 8 }], own, { ...place, credential });
		await own.kill();
		await own.start();
		expect((await visit(links['Approve'])).body).toContain('>Approve</button>');
		await post(links['Approve']);
		expect(await ended(id, own)).toMatchObject({ order: 8, data: { approved: true } });
	} finally {
		await discard(own);
	}
});

it('does not take the links of an earlier round of a loop', async () => {
	const { id } = await n8n.createWorkflow(loop());
	const execution = await n8n.startByHand(id);
	await n8n.waitExecution(execution, ['waiting']);
	const first = linksOf(place);
	await post(first['Approve']);
	await n8n.until(() => linksOf(place)['Approve'] !== first['Approve'], { what: 'the second question' });
	await n8n.waitExecution(execution, ['waiting']);
	expect((await post(first['Decline'])).body).toContain('answered already');
	expect(await statusOf(execution)).toBe('waiting');
	await post(linksOf(place)['Approve']);
	expect((await n8n.waitExecution(execution)).status).toBe('success');
});

function loop() {
	const draft = workflowOf('loop', gatewayNode(question(), place.credential), [{ n: 1 }, { n: 2 }]);
	const batches = {
		...(draft.nodes[1] as (typeof draft.nodes)[number]),
		id: 'batches',
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: 1, options: {} },
	};
	const to1 = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return {
		...draft,
		nodes: [...draft.nodes, batches],
		connections: {
			Start: { main: [to1('Items')] },
			Items: { main: [to1('Loop')] },
			Loop: { main: [[], to1('Bot Gateway')] },
			'Bot Gateway': { main: [to1('Loop')] },
		},
	};
}

describe('a question that is answered in the chat', () => {
	const workflows: string[] = [];

	afterEach(async () => {
		for (const id of workflows.splice(0)) await n8n.deactivate(id);
	});

	interface Listening {
		telegram: TelegramStage;
		/** The workflow that hears of presses. */
		listener: string;
	}

	let bots = 0;

	/** A bot of its own, whose presses come to an active workflow. */
	async function listen(parameters: INodeParameters = {}, at: N8nClient = n8n): Promise<Listening> {
		bots += 1;
		const token = `71100000${bots}:AAHask-secret-secret-secret-secret-secret`;
		const bot = place.telegram.addBot({ token, username: `ask${bots}_bot`, firstName: `Ask ${bots}` });
		bot.addPerson({ id: 42, firstName: 'Ann' });
		const data = { accessToken: token, apiRoot: place.telegram.url, environment: 'production' };
		const credential = await at.createCredential(`Ask ${bots}`, 'botGatewayTelegramApi', data);
		const stage = { ...place, bot, credential };
		return { telegram: stage, listener: await hear(stage, parameters, at) };
	}

	async function hear(
		{ credential }: TelegramStage,
		parameters: INodeParameters = {},
		at: N8nClient = n8n,
	): Promise<string> {
		const start = node(
			'Trigger',
			`${PACKAGE}.botGatewayTrigger`,
			{ service: 'telegram', receive: 'polling', events: ['message', 'buttonPressed'], ...parameters },
			{ credentials: [credential] },
		);
		const work = node('Work', 'n8n-nodes-base.noOp');
		const draft = { name: 'listen', nodes: [start, work], connections: chain(start, work) };
		const { id } = await at.createWorkflow(draft);
		await at.activate(id);
		if (at === n8n) workflows.push(id);
		return id;
	}

	/** Presses the button with this label, under the last message or an earlier one; what the person is told. */
	async function press({ bot }: TelegramStage, label: string, back = 1): Promise<string> {
		const before = bot.answered.length;
		bot.tap(bot.sent.at(-back)?.messageId ?? 0, label, { chatId: 42 });
		await n8n.until(() => bot.answered.length > before, { what: 'an answer to the press' });
		return bot.answered.at(-1)?.text ?? '';
	}

	/** What started the workflow that listens. */
	async function started(id: string, at: N8nClient = n8n): Promise<Array<Record<string, unknown>>> {
		return (await at.endedExecutions(id)).map(
			(execution) => itemsOf(execution, 'Trigger')[0]?.json as Record<string, unknown>,
		);
	}

	const byPress = { answerBy: 'press' };

	it('hears of one press, says so, and starts no workflow for it', async () => {
		const { telegram, listener } = await listen();
		const { id } = await ask(byPress, [{ order: 7 }], n8n, telegram);
		const sent = telegram.bot.sent.at(-1);
		expect(sent?.text?.replaceAll('\u200B', '')).toBe('May we deliver <today>? שלום 🎉');
		expect(linksOf(telegram)).toEqual({ Approve: undefined, Decline: undefined });
		expect(await press(telegram, 'Approve')).toBe('Thank you, your answer has arrived.');
		expect(await ended(id)).toMatchObject({
			order: 7,
			data: { approved: true, timedOut: false, message: { messageId: String(sent?.messageId) } },
		});
		expect(await press(telegram, 'Decline')).toContain('answered already');
		expect(await ended(id)).toMatchObject({ data: { approved: true } });
		expect(await started(listener)).toEqual([]);
	});

	it('takes a choice, in whatever format and words', async () => {
		const { telegram } = await listen({ filters: { keyword: 'something else' } });
		const choices = {
			choice: [
				{ label: 'Завтра', value: 'до 10:00 & (позже)' },
				{ label: 'اليوم', value: '' },
			],
		};
		const { id } = await ask(
			{
				...byPress,
				responseType: 'choices',
				choices,
				message: '*When*? \\(soon\\)',
				format: 'markdownV2',
				options: { noticeText: 'Спасибо!' },
			},
			[{}],
			n8n,
			telegram,
		);
		expect(await press(telegram, 'Завтра')).toBe('Спасибо!');
		expect(await ended(id)).toMatchObject({ data: { choice: 'до 10:00 & (позже)' } });
	});

	it('is taken once, although two workflows hear of the press', async () => {
		const { telegram, listener } = await listen();
		const other = await hear(telegram);
		const { id } = await ask(byPress, [{}], n8n, telegram);
		expect(await press(telegram, 'Decline')).toContain('has arrived');
		expect(await ended(id)).toMatchObject({ data: { approved: false } });
		expect(telegram.bot.answered).toHaveLength(1);
		expect([...(await started(listener)), ...(await started(other))]).toEqual([]);
	});

	it('is each its own when several are open', async () => {
		const { telegram } = await listen();
		const first = await ask(byPress, [{ n: 1 }], n8n, telegram);
		const second = await ask(byPress, [{ n: 2 }], n8n, telegram);
		await press(telegram, 'Decline', 2);
		expect(await ended(first.id)).toMatchObject({ n: 1, data: { approved: false } });
		expect(await statusOf(second.id)).toBe('waiting');
		await press(telegram, 'Approve');
		expect(await ended(second.id)).toMatchObject({ n: 2, data: { approved: true } });
	});

	it('leaves every other button to the workflow, and a changed answer too', async () => {
		const { telegram, listener } = await listen();
		const { id } = await ask(byPress, [{}], n8n, telegram);
		const { bot } = telegram;
		const messageId = bot.sent.at(-1)?.messageId ?? 0;
		bot.press(messageId, 'order:1', { chatId: 42 });
		await n8n.until(async () => (await started(listener)).length === 1, { what: 'the ordinary press' });
		expect((await started(listener))[0]).toMatchObject({
			event: 'buttonPressed',
			button: { data: 'order:1' },
		});
		expect((await started(listener))[0]).not.toHaveProperty('error');

		// as if somebody had changed what stands in the message
		const message = bot.message(42, messageId);
		for (const entity of message?.entities ?? []) {
			entity.url = entity.url?.replace('approved=false', 'approved=true&x=1');
		}
		expect(await press(telegram, 'Decline')).toContain('could not be taken');
		await n8n.until(async () => (await started(listener)).length === 2, { what: 'the changed press' });
		expect((await started(listener)).map(({ error }) => error)).toContain(
			'The answer to a question could not be taken: n8n did not sign it',
		);
		expect(await statusOf(id)).toBe('waiting');
		await press(telegram, 'Approve');
		expect(await ended(id)).toMatchObject({ data: { approved: true } });
	});

	it('never makes n8n call another address', async () => {
		const { telegram, listener } = await listen();
		await ask(byPress, [{}], n8n, telegram);
		const { bot } = telegram;
		const messageId = bot.sent.at(-1)?.messageId ?? 0;
		const before = place.telegram.log.length;
		for (const entity of bot.message(42, messageId)?.entities ?? []) {
			entity.url = entity.url?.replace('https://answer.invalid', place.telegram.url);
		}
		expect(await press(telegram, 'Approve')).toContain('could not be taken');
		await n8n.until(async () => (await started(listener)).length === 1, { what: 'the press' });
		const asked = place.telegram.log.slice(before).map(({ path }) => path);
		expect(asked.filter((path) => !path.startsWith('/bot'))).toEqual([]);
	});

	it('counts in a group only when the right person presses, and says who it was', async () => {
		const { telegram, listener } = await listen();
		const { bot } = telegram;
		bot.addPerson({ id: 43, firstName: 'Bob', lastName: 'Lee', username: 'bob' });
		bot.addChat({ id: -100, type: 'supergroup', title: 'Team' });
		const options = { mayAnswer: '7, @bob' };
		const { id } = await ask({ ...byPress, recipient: to('-100'), options }, [{}], n8n, telegram);
		const sent = bot.sent.at(-1);
		const tap = async (userId: number): Promise<string> => {
			const before = bot.answered.length;
			bot.tap(sent?.messageId ?? 0, 'Approve', { chatId: -100, userId });
			await n8n.until(() => bot.answered.length > before, { what: 'an answer to the press' });
			return bot.answered.at(-1)?.text ?? '';
		};
		expect(await tap(42)).toBe('This question is for somebody else.');
		// whoever reads the message to the letter finds the address of the answer
		const entities = bot.message(-100, sent?.messageId ?? 0)?.entities ?? [];
		const found = entities
			.flatMap(({ url }) => url ?? [])
			.map((url) => url.replace('https://answer.invalid', n8n.url));
		expect(found).toHaveLength(2);
		for (const url of found) {
			expect((await post(url)).body).toContain('answered with the buttons in the chat');
			const headers = { 'x-bot-gateway-press': 'AAAA' };
			expect((await visit(url, { method: 'POST', headers })).body).toContain('for somebody else');
		}
		expect(await statusOf(id)).toBe('waiting');
		expect(await tap(43)).toContain('has arrived');
		expect(await ended(id)).toMatchObject({
			data: { approved: true, respondedBy: { id: '43', name: 'Bob Lee', username: 'bob' } },
		});
		expect(await started(listener)).toEqual([]);
	});

	it('is over when its time is, and says so', async () => {
		const { telegram, listener } = await listen();
		const values = { limitType: 'afterTimeInterval', resumeAmount: 0.02, resumeUnit: 'minutes' };
		const { id } = await ask({ ...byPress, options: { limitWaitTime: { values } } }, [{}], n8n, telegram);
		const execution = await n8n.waitExecution(id, ['success'], 100_000);
		expect(outputOf(execution)).toMatchObject({ data: { approved: false, timedOut: true } });
		expect(await press(telegram, 'Approve')).toContain('not open any more');
		expect(await started(listener)).toEqual([]);
	});

	it('comes by webhook as well', async () => {
		place.telegram.settings.setWebhookPauseMs = 0;
		const { telegram, listener } = await listen({ receive: 'webhook' });
		const { id } = await ask(byPress, [{}], n8n, telegram);
		expect(await press(telegram, 'Approve')).toContain('has arrived');
		expect(await ended(id)).toMatchObject({ data: { approved: true } });
		telegram.bot.press(telegram.bot.sent.at(-1)?.messageId ?? 0, 'order:1', { chatId: 42 });
		await n8n.until(async () => (await started(listener)).length === 1, { what: 'the ordinary press' });
		expect((await started(listener))[0]).toMatchObject({ button: { data: 'order:1' } });
	});

	it('offers no more answers than a message carries', async () => {
		const choice = Array.from({ length: 21 }, (_, index) => ({ label: `L${index}`, value: `v${index}` }));
		const { id } = await ask({ ...byPress, responseType: 'choices', choices: { choice } });
		expect(errorOf(await n8n.waitExecution(id))?.message).toMatch(/Choices are 21/);
	});

	it('is taken after n8n was killed and started again', async () => {
		const own = ownN8n();
		try {
			await own.start();
			await own.signIn(OWNER);
			const { telegram } = await listen({}, own);
			const { id } = await ask(byPress, [{ order: 8 }], own, telegram);
			await own.kill();
			// pressed while nobody listens
			telegram.bot.tap(telegram.bot.sent.at(-1)?.messageId ?? 0, 'Approve', { chatId: 42 });
			await own.start();
			expect(await ended(id, own)).toMatchObject({ order: 8, data: { approved: true } });
			await own.until(() => telegram.bot.answered.length === 1, { what: 'the notice' });
		} finally {
			await discard(own);
		}
	});
});

it('is what the example of a confirmation in two steps needs', async () => {
	const example = readExamples().find(({ file }) => file === 'two-step-confirmation')?.workflow;
	if (!example) throw new Error('the example is not there');
	place.bot.addPerson({ id: 1001, firstName: 'Ann' });
	const types = await n8n.nodeTypes();
	const { id } = await n8n.importWorkflow(chooseCredentials(example, types, [place.credential]));
	const execution = await n8n.startByHand(id, 'When clicking ‘Execute workflow’');
	await n8n.waitExecution(execution, ['waiting']);
	expect(place.bot.sent.at(-1)?.text).toBe('Hello Ann, shall we send order 4711 for 249 €?');
	await post(linksOf(place)['Yes, send it']);
	await n8n.until(() => linksOf(place)['This evening'] !== undefined, { what: 'the second question' });
	await n8n.waitExecution(execution, ['waiting']);
	await post(linksOf(place)['This evening']);
	const done = await n8n.waitExecution(execution);
	expect(done.status).toBe('success');
	expect(place.bot.sent.at(-1)?.text).toBe('Order 4711 comes this evening.');
	// the second question has left the first answer as it was
	expect(itemsOf(done, 'Ask to confirm')[0]?.json['data']).toMatchObject({ approved: true, timedOut: false });
});

it('gives AI agents a tool, and a way to ask a person before another tool is used', async () => {
	const types = await n8n.nodeTypes();
	const tool = types.find(({ name }) => name === `${PACKAGE}.botGatewayTool`);
	const approval = types.find(({ name }) => name === `${PACKAGE}.botGatewayHitlTool`);
	expect(tool).toBeDefined();
	const named = (name: string) => approval?.properties.find((property) => property.name === name);
	expect(named('operation')).toMatchObject({ type: 'hidden', default: 'sendAndWait' });
	expect(named('resource')).toMatchObject({ type: 'hidden', default: 'message' });
	expect(named('responseType')).toMatchObject({ type: 'hidden', default: 'approval' });
	expect(named('approvalOptions')).toMatchObject({ type: 'fixedCollection' });
	expect(named('recipient')).toBeDefined();
});
