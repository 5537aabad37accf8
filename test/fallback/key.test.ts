import { contentOf, keyOfMessage, keyOfReceipt, keyOfUser } from '../../client/fallback/key';

const receipt = {
	service: 'test',
	bot: { id: 'b/1', name: null },
	recipient: { form: 'id' as const, value: '42', id: '42' },
	messageId: '7',
	time: '2026-03-01T12:00:00.000Z',
};

it('knows a receipt by its message, and a refused one by its moment', () => {
	expect(keyOfReceipt(receipt).mark).toBe('receipt/test/b%2F1/id%3A42/7');
	expect(keyOfReceipt({ ...receipt, messageId: null }).mark).toBe(
		'receipt/test/b%2F1/id%3A42/2026-03-01T12%3A00%3A00.000Z',
	);
	expect(keyOfReceipt({ ...receipt, bot: null }).mark).not.toBe(keyOfReceipt(receipt).mark);
});

it('knows the same text to the same person again for six hours, and not after twelve', () => {
	const at = (hour: number) =>
		keyOfMessage('test', { recipient: { form: 'id', value: '42' } }, 'Hello', new Date(hour * 3_600_000));
	const known = (first: number, second: number): boolean =>
		[at(second).mark, ...at(second).also].includes(at(first).mark);
	for (let first = 0; first < 24; first += 1) {
		for (const later of [0, 1, 6]) expect(known(first, first + later)).toBe(true);
		for (const later of [12, 24, 25]) expect(known(first, first + later)).toBe(false);
	}
});

it('tells texts, people and keys of the user apart', () => {
	const of = (value: string, text: string) =>
		keyOfMessage('test', { recipient: { form: 'id', value } }, text, new Date(0)).mark;
	expect(new Set([of('1', 'a'), of('2', 'a'), of('1', 'b'), keyOfUser('1').mark]).size).toBe(4);
});

it('tells messages apart that share their words, and knows the same one again', () => {
	const words = { text: 'Your order is ready', buttons: [] };
	const linkTo = (url: string) => [[{ kind: 'url' as const, text: 'Open', url }]];
	const contents = () => [
		contentOf(words),
		contentOf({ ...words, buttons: linkTo('https://shop.example/1') }),
		contentOf({ ...words, buttons: linkTo('https://shop.example/2') }),
		contentOf({ ...words, location: { latitude: 1, longitude: 2 } }),
		contentOf({ ...words, location: { latitude: 1, longitude: 3 } }),
		contentOf(words, { kind: 'photo', value: 'https://shop.example/1.png' }),
		contentOf(words, { kind: 'photo', value: 'data', name: 'one.png', size: '1 kB' }),
		contentOf(words, { kind: 'photo', value: 'data', name: 'two.png', size: '1 kB' }),
	];
	expect(new Set(contents()).size).toBe(contents().length);
	expect(contents()).toEqual(contents());
});
