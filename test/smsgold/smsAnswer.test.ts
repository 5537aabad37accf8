import fc from 'fast-check';

import { readSmsAnswer } from '../../client/smsgold/smsAnswer';

it.each([
	[
		'the wrapper and one message',
		'<xml_result err="0"><sms sms_id="17" err="0"/></xml_result>',
		{ err: null, messages: [{ id: '17', err: null }] },
	],
	[
		'a declaration, other attributes, another order, single quotes and a content',
		`<?xml version="1.0" encoding="utf-8"?>\n<XML_RESULT res='1' err = '0'>\n<sms push="a>b" err='0' sms_id='17'>79990000001</sms>\n</XML_RESULT>`,
		{ err: null, messages: [{ id: '17', err: null }] },
	],
	['a message alone', '<sms sms_id="17"/>', { err: null, messages: [{ id: '17', err: null }] }],
	[
		'several messages, one of them refused',
		'<sms sms_id="1" err="0"/><sms sms_id="" err="bad &quot;number&quot; &amp; more&#33;"/>',
		{
			err: null,
			messages: [
				{ id: '1', err: null },
				{ id: null, err: 'bad "number" & more!' },
			],
		},
	],
	[
		'a refusal of the whole',
		'<xml_result err="&#x43D;&#x435;&#x442; денег"/>',
		{ err: 'нет денег', messages: [] },
	],
	['an empty err', '<sms sms_id="1" err=""/>', { err: null, messages: [{ id: '1', err: null }] }],
])('reads %s', (_, text, answer) => {
	expect(readSmsAnswer(text)).toEqual(answer);
});

it.each([
	['nothing', ''],
	['a page', '<html><body>sms err="0"</body></html>'],
	['another element with the name in it', '<smsc sms_id="1" err="0"/><xml_results err="0"/>'],
	['an element that breaks off', '<sms sms_id="1" err="0"'],
	['JSON', '{"err":"0"}'],
])('finds none in %s', (_, text) => {
	expect(readSmsAnswer(text)).toBeUndefined();
});

it('gives back each id and each error that an answer was written from', () => {
	const escape = (text: string): string =>
		[...text].map((sign) => (/[\w]/.test(sign) ? sign : `&#${sign.codePointAt(0)};`)).join('');
	const word = fc
		.string({ unit: 'grapheme', minLength: 1 })
		.filter((text) => text.trim() === text && text !== '0');
	fc.assert(
		fc.property(fc.array(fc.record({ id: word, err: fc.option(word) }), { minLength: 1 }), (messages) => {
			const text = messages
				.map(({ id, err }) => `<sms err="${escape(err ?? '0')}" sms_id="${escape(id)}"/>`)
				.join('\n');
			expect(readSmsAnswer(text)).toEqual({ err: null, messages });
		}),
	);
});

it('never throws, whatever comes', () => {
	const piece = fc.constantFrom(
		'<sms',
		'<xml_result',
		' err=',
		' sms_id=',
		'"',
		"'",
		'>',
		'/>',
		'&#',
		';',
		'0',
		' ',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 200 }), (pieces) => {
			expect(() => readSmsAnswer(pieces.join(''))).not.toThrow();
		}),
	);
});

it('goes through a long answer once: if each piece led through all the rest, this would never end', () => {
	readSmsAnswer('<sms err="'.repeat(500_000));
	readSmsAnswer(`<sms ${'a '.repeat(2_500_000)}`);
});
