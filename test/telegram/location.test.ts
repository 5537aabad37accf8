import { telegram as gateway } from '../../client/telegram/gateway';
import { compose } from '../../client/telegram/compose';
import type { Location, Message } from '../../client/model/message';
import type { EmulatedBot, TelegramEmulator } from '../emulators/telegram';
import { ANN, atRest, id, lineTo, message, startTelegram } from './line';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const PLACE = { latitude: 52.520008, longitude: -13.404954 };

const send = async (location: Location, changes: Partial<Message> = {}) =>
	await gateway.sendMessage?.(
		lineTo(telegram.url),
		{ recipient: id(ANN) },
		message({ text: '', location, ...changes }),
	);

it('a place goes as a point on the map, with its buttons', async () => {
	expect(
		await send(PLACE, { buttons: [[{ kind: 'url', text: 'Open', url: 'https://example.com/' }]] }),
	).toMatchObject({
		status: 'sent',
		degraded: [],
	});
	expect(bot.sent).toMatchObject([{ method: 'sendLocation', message: { location: PLACE } }]);
	expect(bot.sent[0]?.replyMarkup).toBeDefined();
});

it('a place with a name and an address goes as a venue', async () => {
	await send({ ...PLACE, name: 'Shop', address: 'Main 1' });
	expect(bot.sent).toMatchObject([
		{ method: 'sendVenue', message: { venue: { location: PLACE, title: 'Shop', address: 'Main 1' } } },
	]);
});

it.each([
	['Place Address', { name: 'Shop' }],
	['Place Name', { address: 'Main 1' }],
])('%s is missed beside %j', async (field, part) => {
	await expect(send({ ...PLACE, ...part })).rejects.toMatchObject({ field });
	expect(bot.sent).toHaveLength(0);
});

it('a place takes no text', () => {
	expect(() => compose(message({ text: 'Here', location: PLACE }))).toThrow('Text cannot go with a location');
});
