import { faultOf } from '../support/fault';
import { gatewayNode, run, stageTelegram, to, type TelegramStage } from './gateway';
import { errorOf, itemsOf } from './n8n';

/** Each row of bad input: an error that names the field, nothing sent for it, the other items go on. */

let stage: TelegramStage;

beforeAll(async () => {
	stage = await stageTelegram('Telegram bad input');
	stage.bot.addPerson({ id: 55, firstName: 'Other bot', username: 'other_bot', isBot: true });
});

beforeEach(() => stage.telegram.reset());

afterAll(async () => await stage.telegram.stop());

const good = { to: '42', text: 'fine', buttons: '[]' };
const button = (one: object) => JSON.stringify([[one]]);

const ROWS: Array<[what: string, item: Partial<typeof good>, error: RegExp]> = [
	['an empty text', { text: '  ' }, /^Text is empty/],
	['4,097 characters with splitting off', { text: 'x'.repeat(4_097) }, /^Text has 4.?097 characters/],
	['a button without a kind', { buttons: button({ text: 'A' }) }, /^Buttons, row 1, button 1 has no kind/],
	[
		'a button with two kinds',
		{ buttons: button({ text: 'A', url: 'https://a.example', callback: 'x' }) },
		/two kinds/,
	],
	[
		'33 Cyrillic letters of callback data',
		{ buttons: button({ text: 'A', callback: 'я'.repeat(33) }) },
		/66 bytes/,
	],
	[
		'13 buttons in a row',
		{ buttons: JSON.stringify([Array.from({ length: 13 }, (_, i) => ({ text: `${i}`, callback: `${i}` }))]) },
		/row 1 has 13 buttons/,
	],
	[
		'a link without a host',
		{ buttons: button({ text: 'A', url: 'https:///path' }) },
		/without a host|no web address/,
	],
	['buttons that are no JSON', { buttons: '[[{"text":' }, /^Buttons are not valid JSON/],
	['no recipient', { to: '' }, /^Recipient is empty/],
	['a phone number on Telegram', { to: '+79990000000' }, /^Recipient/],
	['a recipient that can be no chat', { to: 'Ann' }, /^Recipient “Ann” is not a chat id/],
	['a bot as recipient, by name', { to: '@other_bot' }, /@other_bot is a bot/],
];

it.each(ROWS)('%s: the field is named, nothing is sent for it, the others go out', async (_, bad, error) => {
	const items = [good, { ...good, ...bad }, good];
	const node = gatewayNode(
		{
			service: 'telegram',
			resource: 'message',
			operation: 'send',
			recipient: to('={{ $json.to }}'),
			text: '={{ $json.text }}',
			buttonsFrom: 'data',
			buttonsData: '={{ $json.buttons }}',
		} as never,
		stage.credential,
		{ onError: 'continueRegularOutput' },
	);
	const output = itemsOf(await run('bad input', node, items), 'Bot Gateway');
	expect(output.map(({ json }) => json['status'] ?? 'failed')).toEqual(['sent', 'failed', 'sent']);
	expect(faultOf(output[1]?.json)).toMatch(error);
	expect(stage.bot.sent.map(({ chatId, text }) => [chatId, text])).toEqual([
		[42, 'fine'],
		[42, 'fine'],
	]);
});

const simple = (extra: object = {}) =>
	gatewayNode(
		{
			service: 'telegram',
			resource: 'message',
			operation: 'send',
			recipient: to('42'),
			text: 'x',
			...extra,
		} as never,
		stage.credential,
	);

it.each([
	[401, 'Unauthorized'],
	[404, 'Not Found'],
])(
	'a token that is answered with %d %s: says to check the token, and asks once',
	async (code, description) => {
		stage.telegram.failNext(
			{ status: code, body: { ok: false, error_code: code, description } },
			{ times: 9 },
		);
		const error = errorOf(await run('token', simple())) as unknown as { description: string };
		expect(error.description).toContain('Check the token');
		expect(stage.telegram.log).toHaveLength(1);
	},
);

it('a service that answers HTML or half a JSON leaves the outcome unknown, and nothing is sent again', async () => {
	for (const body of ['<html>Bad Gateway</html>', '{"ok":true,"resu']) {
		stage.telegram.reset();
		stage.telegram.failNext({ status: body.startsWith('<') ? 502 : 200, body });
		const execution = await run('unreadable', simple());
		expect(itemsOf(execution, 'Bot Gateway')[0]?.json).toMatchObject({ status: 'unknown' });
		expect(stage.telegram.log).toHaveLength(1);
	}
});

it('an operation that is not known is named', async () => {
	const error = errorOf(await run('operation', simple({ operation: '__proto__' })));
	expect(error?.message).toMatch(/Operation/);
});
