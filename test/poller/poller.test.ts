import { methodOf, type EmulatedBot, type TelegramEmulator } from '../emulators/telegram';
import { ANN, atRest, startTelegram } from '../telegram/line';
import { until } from '../support/until';
import { ear, pollerTo } from './stage';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

beforeAll(async () => ({ telegram, bot } = await startTelegram()));
afterAll(async () => await telegram.stop());
beforeEach(() => atRest(telegram));

const polls = () => telegram.log.filter((request) => methodOf(request) === 'getupdates');
const waiting = () => bot.updates.waiting().map(({ update }) => (update['message'] as { text: string }).text);

describe('several listeners on one bot', () => {
	it('each get every update once and in order, over one question at a time', async () => {
		const poller = pollerTo();
		const [a, b] = [ear('a', telegram), ear('b', telegram)];
		poller.join(a, false);
		poller.join(b, false);
		for (const text of ['1', '2', '3']) bot.say(ANN, text);
		await until(() => b.heard.length === 3, 'three messages');
		expect(a.heard).toEqual(['1', '2', '3']);
		expect(b.heard).toEqual(['1', '2', '3']);
		expect(new Set(a.keys).size).toBe(3);
		expect(a.keys).toEqual(b.keys);
		await poller.leave('a');
		bot.say(ANN, '4');
		await until(() => b.heard.length === 4, 'the fourth');
		await poller.leave('b');
		expect(a.heard).toHaveLength(3);
		expect(waiting()).toEqual([]);
		expect(a.logs.concat(b.logs)).toEqual([]);
	});

	it('ask for the kinds that all of them need, from the moment that somebody needs more', async () => {
		const poller = pollerTo();
		poller.join(ear('a', telegram), false);
		await until(() => bot.updates.allowed !== undefined, 'a poll');
		expect(bot.updates.allowed).not.toContain('callback_query');
		poller.join(ear('b', telegram, { wanted: ['buttonPressed'] }), false);
		await until(() => bot.updates.allowed?.includes('callback_query') === true, 'presses to be asked for');
		expect(bot.updates.allowed).toEqual(
			expect.arrayContaining(['message', 'callback_query', 'my_chat_member']),
		);
		await Promise.all([poller.leave('a'), poller.leave('b')]);
	});

	it('hold an update back from the service until the last of them has taken it', async () => {
		const poller = pollerTo();
		let finish = (): void => undefined;
		const slow = ear('slow', telegram, {
			take: async () =>
				await new Promise((resolve) => {
					finish = () => resolve(true);
				}),
		});
		const quick = ear('quick', telegram);
		poller.join(slow, false);
		poller.join(quick, false);
		bot.say(ANN, 'kept');
		await until(() => quick.heard.length === 1, 'the quick one');
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(waiting()).toEqual(['kept']);
		finish();
		await until(() => waiting().length === 0, 'it to be confirmed');
		await Promise.all([poller.leave('slow'), poller.leave('quick')]);
	});
});

describe('a listener that goes', () => {
	it('without having taken an update leaves it with the service', async () => {
		const poller = pollerTo();
		let gone = (): void => undefined;
		const left = new Promise<boolean>((resolve) => {
			gone = () => resolve(false);
		});
		let asked = 0;
		const listener = ear('a', telegram, {
			take: async () => {
				asked += 1;
				return asked === 1 ? true : await left;
			},
		});
		poller.join(listener, false);
		for (const text of ['taken', 'not taken', 'nor this']) bot.say(ANN, text);
		await until(() => asked >= 2, 'the second');
		const leaving = poller.leave('a');
		gone();
		await leaving;
		expect(waiting()).toEqual(['not taken', 'nor this']);

		const next = ear('a', telegram);
		poller.join(next, true);
		await until(() => next.heard.length === 2, 'the rest');
		expect(next.heard).toEqual(['not taken', 'nor this']);
		await poller.leave('a');
	});

	it('and comes back gets what arrived meanwhile, when it was published anew', async () => {
		const poller = pollerTo();
		const [a, other] = [ear('a', telegram), ear('other', telegram)];
		poller.join(a, false);
		poller.join(other, false);
		bot.say(ANN, 'before');
		await until(() => a.heard.length === 1 && other.heard.length === 1, 'the first');
		await poller.leave('a');
		bot.say(ANN, 'meanwhile');
		await until(() => other.heard.length === 2, 'the second');
		const again = ear('a', telegram);
		poller.join(again, true);
		bot.say(ANN, 'after');
		await until(() => again.heard.length === 2, 'both');
		expect(again.heard).toEqual(['meanwhile', 'after']);
		const anew = ear('new', telegram);
		poller.join(anew, false);
		bot.say(ANN, 'last');
		await until(() => anew.heard.length === 1, 'the last');
		expect(anew.heard).toEqual(['last']);
		await Promise.all(['a', 'other', 'new'].map(async (id) => await poller.leave(id)));
	});

	it('does not wait for the end of a long question', async () => {
		const poller = pollerTo();
		poller.join(ear('a', telegram), false);
		await until(() => polls().length === 1, 'a poll');
		await poller.leave('a');
		await until(() => polls()[0]?.ended !== undefined, 'the end of the poll');
		expect(polls()[0]?.ended).toBe('left');
	});
});

describe('a test run', () => {
	it('takes the first event that fits, and leaves what comes after it', async () => {
		const poller = pollerTo();
		for (const text of ['other', 'wanted', 'later']) bot.say(ANN, text);
		const test = ear('test', telegram, { once: true, wants: ({ message }) => message?.text !== 'other' });
		poller.join(test, false);
		await until(() => test.heard.length === 1, 'the event');
		await poller.leave('test');
		expect(test.heard).toEqual(['wanted']);
		expect(waiting()).toEqual(['later']);
	});

	it('takes nothing away from active workflows', async () => {
		const poller = pollerTo();
		const active = ear('active', telegram);
		poller.join(active, false);
		const test = ear('test', telegram, { once: true });
		poller.join(test, false);
		for (const text of ['1', '2']) bot.say(ANN, text);
		await until(() => active.heard.length === 2, 'both');
		expect(test.heard).toEqual(['1']);
		await poller.leave('active');
	});
});

describe('when questions fail', () => {
	it('goes on after broken lines and broken servers, with one line for the outage', async () => {
		const poller = pollerTo();
		telegram.failNext({ drop: 'before' }, { method: 'getUpdates', times: 3 });
		telegram.failNext({ status: 502, body: '<html>' }, { method: 'getUpdates', times: 2 });
		const listener = ear('a', telegram);
		poller.join(listener, false);
		bot.say(ANN, 'at last');
		await until(() => listener.heard.length === 1, 'the message');
		expect(listener.logs).toEqual([
			expect.stringContaining('No updates can be fetched'),
			expect.stringContaining('after 5 failed'),
		]);
		expect(listener.told).toEqual([]);
		await poller.leave('a');
	});

	it('tells every workflow once that somebody else polls, and takes up again when they stop', async () => {
		const poller = pollerTo();
		telegram.failNext('pollConflict', { method: 'getUpdates', times: 5 });
		const [a, b] = [ear('a', telegram), ear('b', telegram)];
		poller.join(a, false);
		poller.join(b, false);
		bot.say(ANN, 'at last');
		await until(() => b.heard.length === 1, 'the message');
		expect(a.told).toEqual([
			expect.objectContaining({ description: expect.stringContaining('Another program') }),
		]);
		expect(b.told).toHaveLength(1);
		await Promise.all([poller.leave('a'), poller.leave('b')]);
	});

	it('says that the token is wrong, without the token', async () => {
		const poller = pollerTo();
		telegram.failNext('unauthorized', { method: 'getUpdates', times: 4 });
		const listener = ear('a', telegram);
		poller.join(listener, false);
		await until(() => listener.told.length === 1, 'to be told');
		expect(listener.told[0]?.advice).toMatch(/token/);
		await poller.leave('a');
	});
});

it('leaves out an update that a workflow cannot be given, and goes on', async () => {
	const poller = pollerTo();
	const listener = ear('a', telegram);
	const { take } = listener;
	listener.take = async (event, key) => {
		if (event.message?.text === 'poison') throw new Error('cannot be given');
		return await take(event, key);
	};
	poller.join(listener, false);
	for (const text of ['poison', 'fine']) bot.say(ANN, text);
	await until(() => listener.heard.length === 1, 'the next one');
	expect(listener.heard).toEqual(['fine']);
	expect(listener.logs).toEqual([expect.stringContaining('left out')]);
	await poller.leave('a');
	expect(waiting()).toEqual([]);
});

describe('a service that keeps no place for us', () => {
	const BY_NUMBER = { isAfter: (id: string, place: string) => Number(id) > Number(place) };

	it('is asked for what the one who has come least far has missed, and the others do not get it twice', async () => {
		const all = Array.from({ length: 9 }, (_, n) => ({
			id: String(n + 1),
			update: { update_id: n + 1, message: { text: `m${n + 1}` } },
		}));
		const poller = pollerTo({
			pause: 1_000,
			needsMemory: BY_NUMBER,
			fetch: async (_line, { after }) => all.filter(({ id }) => Number(id) > Number(after?.id)),
		});
		const places = new Map([
			['a', '7'],
			['b', '4'],
		]);
		const earOf = (id: string) =>
			ear(id, telegram, {
				place: { recall: () => places.get(id), remember: (last) => void places.set(id, last) },
			});
		const [a, b] = [earOf('a'), earOf('b')];
		poller.join(a, false);
		await until(() => a.heard.length === 2, 'what is new to a');
		poller.join(b, false);
		await until(() => b.heard.length === 5, 'what b has missed');
		await poller.leave('a');
		await poller.leave('b');
		expect(a.keys).toEqual(['8', '9']);
		expect(b.keys).toEqual(['5', '6', '7', '8', '9']);
		expect([...places.values()]).toEqual(['9', '9']);
	});

	it('is asked from where the listener stopped, and the place is kept', async () => {
		const asked: Array<string | undefined> = [];
		let place: string | undefined = '7';
		const poller = pollerTo({
			pause: 1_000,
			needsMemory: BY_NUMBER,
			fetch: async (_line, { after }) => {
				asked.push(after?.id);
				return asked.length === 1 ? [{ id: '8', update: { update_id: 8, message: { text: 'x' } } }] : [];
			},
		});
		const remember = (id: string) => void (place = id);
		const listener = ear('a', telegram, { place: { recall: () => place, remember } });
		poller.join(listener, false);
		await until(() => asked.length >= 3, 'some questions');
		await poller.leave('a');
		expect(asked.slice(0, 3)).toEqual(['7', '8', '8']);
		expect(place).toBe('8');
	});
});

it('keeps the place that a service makes of what was taken, where that is more than the last id', async () => {
	const listed = ['7', 'b', 'a'].map((id, n) => ({ id, update: { update_id: n, message: { text: id } } }));
	const places: Array<string | undefined> = [];
	let place = '6';
	const poller = pollerTo({
		pause: 1_000,
		needsMemory: {
			isAfter: (id, stands) => !stands.split(' ').includes(id) && id !== stands,
			goOn: (stands, id) => `${stands} ${id}`,
		},
		fetch: async (_line, { after }) => {
			places.push(after?.id);
			return places.length === 1 ? listed : [];
		},
	});
	const remember = (id: string) => void (place = id);
	const listener = ear('a', telegram, { place: { recall: () => place, remember } });
	poller.join(listener, false);
	await until(() => places.length >= 2, 'another question');
	await poller.leave('a');
	expect(listener.heard).toEqual(['7', 'b', 'a']);
	expect(places.slice(0, 2)).toEqual(['6', '6 7 b a']);
});

it('ends what was begun on behalf of a listener that has gone, also when others go on', async () => {
	const signals: AbortSignal[] = [];
	const poller = pollerTo({
		confirm: undefined,
		fetch: async (_, { signal }) => {
			signals.push(signal);
			await new Promise((resolve) => setTimeout(resolve, 5));
			return [];
		},
	});
	poller.join(ear('a', telegram), false);
	poller.join(ear('b', telegram), false);
	try {
		await until(() => signals.length === 3, 'some questions');
		// the first is stirred up by whoever joins
		expect(signals[1]?.aborted).toBe(false);
		await poller.leave('a');
		const asked = signals.length;
		await until(() => signals.length > asked, 'a question by the other');
		expect(signals[asked - 1]?.aborted).toBe(true);
	} finally {
		await Promise.all(['a', 'b'].map(async (id) => await poller.leave(id)));
	}
	expect(signals.at(-1)?.aborted).toBe(true);
});
