import fc from 'fast-check';

import { idOf, itemsIn, itemsOf, kindOf } from '../../client/chatApp/items';

const ITEM = { MessageId: 'm1', Status: 'Delivered' };

describe('the body of a queue’s message', () => {
	const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

	it.each([
		['an object', JSON.stringify(ITEM), [ITEM]],
		['an array', JSON.stringify([ITEM, ITEM]), [ITEM, ITEM]],
		['an object in base64', base64(ITEM), [ITEM]],
		['an array in base64', base64([ITEM, '世界']), [ITEM, '世界']],
		['an empty array', '[]', []],
		['what is neither', 'hello', ['hello']],
		['a number', '1234', ['1234']],
		['nothing', '', ['']],
	])('may be %s', (_, body, items) => {
		expect(itemsIn(body)).toEqual(items);
	});

	it('comes out as it went in, whatever it holds', () => {
		const items = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 });
		fc.assert(
			fc.property(items, (given) => {
				const text = JSON.stringify(given);
				expect(itemsIn(text)).toEqual(JSON.parse(text));
				expect(itemsIn(Buffer.from(text).toString('base64'))).toEqual(JSON.parse(text));
			}),
		);
		fc.assert(fc.property(fc.string(), (text) => void itemsIn(text)));
	});
});

it('a push is an array, and one thing alone is taken as well', () => {
	expect(itemsOf([1, 2])).toEqual([1, 2]);
	expect(itemsOf(ITEM)).toEqual([ITEM]);
});

it.each([
	['status', ITEM],
	['status', { MessageId: 1, Status: 'Deleted', Type: 'none', From: 'a' }],
	['inbound', { MessageId: 'm', From: 'a', Type: 'TEXT' }],
	['notification', { AuditStatus: 'pass' }],
	['notification', { Type: 'phoneQualityUpdate', Status: 'GREEN' }],
	['notification', { MessageId: 'm' }],
	['notification', {}],
])('%s is told by its members: %j', (kind, item) => {
	expect(kindOf(item)).toBe(kind);
});

describe('an id', () => {
	it('is the message’s, and for a status also its word', () => {
		expect(idOf({ MessageId: 'm1', From: 'a', Type: 'TEXT' })).toBe('inbound/m1');
		expect(idOf(ITEM)).toBe('status/m1/delivered');
		expect(idOf({ 'MessageId ': 'm1', ' Status': 'delivered', Timestamp: 2 })).toBe('status/m1/delivered');
	});

	it('is the same for the same content, and another for another, where the service gives none', () => {
		expect(idOf({ AuditStatus: 'pass' })).toBe(idOf({ AuditStatus: 'pass' }));
		expect(idOf({ AuditStatus: 'pass' })).not.toBe(idOf({ AuditStatus: 'fail' }));
		expect(idOf(undefined)).toMatch(/^notification\//);
	});

	it('fits where it is kept, however long what the service gives is', () => {
		fc.assert(fc.property(fc.anything(), (item) => idOf(item).length <= 100));
		const long = 'x'.repeat(500);
		expect(idOf({ MessageId: long, Status: 'Sent' })).toMatch(/^status\/[\da-f]{24}$/);
	});
});
