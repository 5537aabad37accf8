import { compileFilter, type FilterSettings } from '../../client/events/filter';
import { EVENT_NAMES, type BotEvent } from '../../client/model/event';
import { receiver as smsc } from '../../client/smsc/receiver';
import { receiver } from '../../client/telegram/receiver';

const SETTINGS: FilterSettings = {
	events: EVENT_NAMES,
	chats: [],
	users: [],
	chatTypes: [],
	keyword: '',
	keywordMode: 'contains',
	query: '',
	ignoreBots: true,
};

const update = (message: object) => ({ update_id: 1, message: { message_id: 1, date: 1, ...message } });

const eventOf = (message: object): BotEvent =>
	receiver.read(update(message), { bot: null, receivedAt: '2026-01-01T00:00:00.000Z' })[0]!;

const SAID = eventOf({
	text: 'Where is my Order?',
	chat: { id: 42, type: 'private' },
	from: { id: 42, is_bot: false, first_name: 'Ann', username: 'Ann_B' },
});

const passes = (settings: Partial<FilterSettings>, event = SAID): boolean =>
	compileFilter({ ...SETTINGS, ...settings }, receiver)(event);

it.each<[string, Partial<FilterSettings>, boolean]>([
	['nothing set', {}, true],
	['another event', { events: ['buttonPressed'] }, false],
	['its event among others', { events: ['buttonPressed', 'message'] }, true],
	['its chat', { chats: ['7', '42'] }, true],
	['another chat', { chats: ['7'] }, false],
	['its person by id', { users: ['42'] }, true],
	['its person by name in another case', { users: ['@ann_b'] }, true],
	['another person', { users: ['@bob'] }, false],
	['its type of chat', { chatTypes: ['private'] }, true],
	['another type of chat', { chatTypes: ['group', 'channel'] }, false],
	['a word in another case', { keyword: 'order' }, true],
	['a word that is not there', { keyword: 'refund' }, false],
	['the whole text', { keyword: ' where is my order? ', keywordMode: 'exact' }, true],
	['a part as the whole text', { keyword: 'order', keywordMode: 'exact' }, false],
	['a pattern', { keyword: '^where\\b.*order\\?$', keywordMode: 'regex' }, true],
	['a pattern that does not fit', { keyword: '^order', keywordMode: 'regex' }, false],
	['a query', { query: 'message:photo, message:text' }, true],
	['a query that does not fit', { query: 'callback_query' }, false],
	['all together', { chats: ['42'], keyword: 'order', query: 'message:text', chatTypes: ['private'] }, true],
])('%s: %j → %p', (_, settings, expected) => {
	expect(passes(settings)).toBe(expected);
});

describe('where people are known by their phones', () => {
	const [byPhone, byUid] = ['79990000001', '#AbC'].map(
		(phone) =>
			smsc.read(
				{ kind: 'answer', row: { id: 1, phone, message: 'hi' }, happenedAt: null },
				{ bot: null, receivedAt: '2026-01-01T00:00:00.000Z' },
			)[0]!,
	);

	it.each(['79990000001', '+79990000001', '+7 (999) 000-00-01'])('%s is one of them', (typed) => {
		expect(passes({ users: [typed] }, byPhone)).toBe(true);
		expect(passes({ chats: [typed] }, byPhone)).toBe(true);
	});

	it('another phone is somebody else, and other ids count to the letter', () => {
		for (const settings of [{ users: ['+79990000002'] }, { chats: ['+79990000002'] }, { users: ['#AbC'] }])
			expect(passes(settings, byPhone)).toBe(false);
		expect(passes({ users: ['#AbC'] }, byUid)).toBe(true);
		expect(passes({ users: ['#abc'] }, byUid)).toBe(false);
	});
});

it('passes over other bots unless told not to', () => {
	const bot = eventOf({
		text: 'hi',
		chat: { id: 1, type: 'group' },
		from: { id: 9, is_bot: true, first_name: 'B' },
	});
	expect(passes({}, bot)).toBe(false);
	expect(passes({ ignoreBots: false }, bot)).toBe(true);
});

it('says what is wrong with a query, in grammY’s words', () => {
	expect(() => compileFilter({ ...SETTINGS, query: 'message:fotos' }, receiver)).toThrow(/fotos/);
	expect(() => compileFilter({ ...SETTINGS, query: 'nonsense' }, receiver)).toThrow(/nonsense/);
});
