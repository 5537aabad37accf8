import { entriesIn, listIn, messageIdsIn, rawOf, read, saysNo, wordsOf } from '../../client/smsgold/answer';

const reading = (body: string, status = 200) => read({ status, headers: {}, body });

describe('a list', () => {
	const list = [{ id: 'b1' }];

	it.each([
		['bare', list],
		['in data', { data: list }],
		['in items', { items: list }],
		['in result', { result: list }],
		['in bots', { bots: list }],
		['in subscribers', { subscribers: list }],
		['in items inside data', { data: { items: list, total: 1 } }],
		['in bots inside result', { ok: true, result: { bots: list } }],
		['beside an object of the same rank', { data: { total: 1 }, items: list }],
	])('is found %s', (_, value) => {
		expect(listIn(value)).toEqual(list);
	});

	it.each([
		['in three layers', { data: { data: { data: list } } }],
		['under an unknown key', { robots: list }],
		['in a text', 'b1'],
		['in null', null],
		['in an object without a list', { data: {} }],
	])('is not guessed %s', (_, value) => {
		expect(listIn(value)).toBeNull();
	});

	it('may be empty', () => {
		expect(entriesIn({ data: [] })).toEqual([]);
	});

	it('has ids as strings, whatever they were, and keeps all other fields', () => {
		expect(entriesIn([{ id: 7, extra: { deep: true } }, { id: '5f' }])).toEqual([
			{ id: '7', label: '7', fields: { id: 7, extra: { deep: true } } },
			{ id: '5f', label: '5f', fields: { id: '5f' } },
		]);
	});

	it('leaves out what has no id', () => {
		expect(
			entriesIn([{ name: 'Ann' }, { id: '' }, { id: null }, { id: {} }, 'x', { id: 'b1' }]),
		).toMatchObject([{ id: 'b1' }]);
	});

	it('is no list when nothing in it has an id', () => {
		expect(entriesIn([{ botId: 'b1' }])).toBeNull();
	});

	it.each([
		[{ name: 'Name', title: 'Title' }, 'Name'],
		[{ name: '', title: 'Title' }, 'Title'],
		[{ username: 'ann', firstName: 'Ann' }, 'ann'],
		[{ firstName: 'Ann' }, 'Ann'],
		[{ first_name: 'Ann' }, 'Ann'],
		[{ phone: '79990000001', number: '1' }, '79990000001'],
		[{ number: 79990000001 }, '79990000001'],
		[{ name: null }, 'x'],
	])('calls an entry with %j “%s”', (fields, label) => {
		expect(entriesIn([{ id: 'x', ...fields }])).toMatchObject([{ id: 'x', label }]);
	});
});

describe('a message id', () => {
	it.each([
		[{ id: 'm1' }, 'm1'],
		[{ messageId: 7 }, '7'],
		[{ message_id: 'm1' }, 'm1'],
		[{ msgId: 'm1' }, 'm1'],
		[{ data: { messageId: 'm1' } }, 'm1'],
		[{ result: { id: 'm1' } }, 'm1'],
		[{ id: 'outer', data: { id: 'inner' } }, 'outer'],
		[{ data: [{ id: 'm1' }] }, null],
		[{ success: true }, null],
		['m1', null],
		[undefined, null],
	])('in %j is %j', (value, id) => {
		expect(messageIdsIn(value)).toEqual(id === null ? [] : [id]);
	});
});

describe('a good HTTP status', () => {
	it.each([
		{ error: 'no' },
		{ error: true },
		{ error: 5 },
		{ error: { code: 1 } },
		{ errors: ['no'] },
		{ errors: { text: ['no'] } },
		{ success: false },
		{ ok: false },
		{ status: false },
		{ status: 'error' },
		{ status: 'Error' },
		{ success: false, data: [] },
	])('is taken back by %j', (value) => {
		expect(saysNo(value)).toBe(true);
	});

	it.each([
		{},
		{ error: null },
		{ error: false },
		{ error: 0 },
		{ error: '' },
		{ error: '0' },
		{ error: {} },
		{ errors: [] },
		{ success: true },
		{ ok: true },
		{ status: 'ok' },
		{ status: 'sent' },
		[{ error: 'of one entry' }],
		'error',
		undefined,
	])('stands with %j', (value) => {
		expect(saysNo(value)).toBe(false);
	});
});

describe('the words of an answer', () => {
	it.each([
		['{"error":"No money","message":"other"}', 'No money'],
		['{"error":{"message":"No money"}}', 'No money'],
		['{"error":7,"message":"No money"}', 'No money'],
		['{"error":true,"description":"No money"}', 'No money'],
		['{"errors":["No money"]}', 'No money'],
		['{"errors":[{"message":"No money"}]}', 'No money'],
		['{"code":17}', 'HTTP 400: {"code":17}'],
		['No  money\n', 'HTTP 400: No money'],
		['<html>pass=secret</html>', 'HTTP 400'],
		['', 'HTTP 400'],
	])('in %s are “%s”', (body, words) => {
		expect(wordsOf(reading(body, 400))).toBe(words);
	});

	it('are cut, and the raw answer is not', () => {
		const long = reading(JSON.stringify({ error: 'x'.repeat(1_000) }), 400);
		expect(wordsOf(long)).toBe(`${'x'.repeat(300)}…`);
		expect(rawOf(long)).toEqual({ error: 'x'.repeat(1_000) });
	});

	it('and the raw answer hold no secret that the service repeats', () => {
		const echo = reading('{"error":"bad ?user=1&pass=secret","auth":{"user":"1","pass":"secret"}}', 400);
		expect(wordsOf(echo)).toBe('bad ?user=1&pass=***');
		expect(rawOf(echo)).toEqual({ error: 'bad ?user=1&pass=***', auth: '***' });
		expect(rawOf(reading('GET /?pass=secret'))).toBe('GET /?pass=***');
	});
});

it('a byte order mark and a wrong content type do not keep JSON from being read', () => {
	expect(read({ status: 200, headers: { 'content-type': 'text/html' }, body: '\uFEFF[]' }).value).toEqual([]);
});
