import { InvalidInput } from '../../client/model/error';
import {
	getCommands,
	getLink,
	getProfile,
	getWebhook,
	removeWebhook,
	setCommands,
	setProfile,
} from '../../client/telegram/care';
import { TelegramEmulator, type EmulatedBot } from '../emulators/telegram';
import type { Line } from '../../client/gateway';
import { failureOf, lineTo, ME, TOKEN } from './line';

let server: TelegramEmulator;
let bot: EmulatedBot;
let line: Line;

beforeAll(async () => {
	server = await new TelegramEmulator().start();
	bot = server.addBot({ ...ME, token: TOKEN });
});
beforeEach(() => {
	server.reset();
	line = lineTo(server.url);
});
afterAll(async () => await server.stop());

describe('commands', () => {
	const commands = [
		{ command: 'orders', description: 'Show my orders' },
		{ command: 'help', description: 'Ask a person' },
	];

	it('are set and read for one language, and for everybody else', async () => {
		await setCommands(line, commands, '');
		await setCommands(line, commands.slice(0, 1), 'DE');
		expect(await getCommands(line, '')).toEqual(commands);
		expect(await getCommands(line, 'de')).toEqual(commands.slice(0, 1));
		expect(await getCommands(line, 'fr')).toEqual([]);
	});

	it('are removed by an empty list', async () => {
		await setCommands(line, commands, '');
		await setCommands(line, [], '');
		expect(await getCommands(line, '')).toEqual([]);
		expect(server.calls).toContain('deleteMyCommands');
	});

	it.each([
		['a capital letter', [{ command: 'Orders', description: 'x' }], '“Orders” is no command'],
		['33 characters', [{ command: 'a'.repeat(33), description: 'x' }], 'is no command'],
		['an empty description', [{ command: 'a', description: '' }], 'has no description'],
		['a description of 257 characters', [{ command: 'a', description: 'x'.repeat(257) }], '257 characters'],
		['the same command twice', [...commands, commands[0]], 'is there twice'],
		[
			'101 commands',
			Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: 'x' })),
			'are 101',
		],
	])('with %s are refused before anything is asked', async (_, bad, words) => {
		const failure = await failureOf(setCommands(line, bad as typeof commands, ''));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect((failure as Error).message).toContain(words);
		expect(server.calls).toEqual([]);
	});

	it('take a two-letter language only', async () => {
		expect(await failureOf(getCommands(line, 'en-US'))).toMatchObject({ field: 'Language' });
	});
});

describe('the profile', () => {
	it('is set text by text: what is left out stays', async () => {
		await setProfile(line, { description: 'Hello' }, 'de');
		await setProfile(line, { shortDescription: 'Short' }, 'de');
		expect(await getProfile(line, 'de')).toMatchObject({
			description: 'Hello',
			shortDescription: 'Short',
		});
	});

	it.each([
		['name', 65, 'Name'],
		['description', 513, 'Description'],
		['shortDescription', 121, 'Short Description'],
	] as const)('with a %s of %i characters is refused whole', async (text, length, field) => {
		const profile = { name: 'Shop', [text]: 'x'.repeat(length) };
		expect(await failureOf(setProfile(line, profile, ''))).toMatchObject({ field });
		expect(server.calls).toEqual([]);
	});
});

describe('the webhook', () => {
	it('is told with what waits, or as none', async () => {
		expect(await getWebhook(line)).toMatchObject({ url: null, pending: 0, lastError: null });
		bot.addPerson({ id: 42, firstName: 'Ann' });
		bot.say(42, 'Hello');
		expect(await getWebhook(line)).toMatchObject({ pending: 1 });
	});

	it('is removed, and what waits stays unless it is to be dropped', async () => {
		bot.addPerson({ id: 42, firstName: 'Ann' });
		bot.say(42, 'Hello');
		await removeWebhook(line, false);
		expect(await getWebhook(line)).toMatchObject({ url: null, pending: 1 });
		await removeWebhook(line, true);
		expect(await getWebhook(line)).toMatchObject({ pending: 0 });
	});
});

describe('a link', () => {
	it.each([
		['', false, 'https://t.me/shop_bot'],
		['ref_42', false, 'https://t.me/shop_bot?start=ref_42'],
		['ref_42', true, 'https://t.me/shop_bot?startgroup=ref_42'],
		['', true, 'https://t.me/shop_bot?startgroup'],
	])('with the payload “%s” (group: %s) is %s', async (payload, group, url) => {
		expect(await getLink(line, { payload, group })).toBe(url);
	});

	it.each(['x'.repeat(65), 'a.b', 'ä', 'a b'])('cannot carry “%s”', async (payload) => {
		expect(await failureOf(getLink(line, { payload, group: false }))).toMatchObject({
			field: 'Payload',
		});
		expect(server.calls).toEqual([]);
	});

	it('asks for the bot once, however many are made in a run', async () => {
		await Promise.all(['a', 'b', 'c'].map((payload) => getLink(line, { payload, group: false })));
		expect(server.calls).toEqual(['getMe']);
	});
});
