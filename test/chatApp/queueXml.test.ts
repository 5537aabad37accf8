import fc from 'fast-check';

import { recordsIn } from '../../client/chatApp/queueXml';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = 'xmlns="http://mns.aliyuncs.com/doc/v1/"';

it('reads one message, and several', () => {
	const message = (id: string) =>
		`<Message><MessageId>${id}</MessageId>\n  <MessageBody>eyJhIjoxfQ==</MessageBody><Priority>8</Priority></Message>`;
	const one = { MessageId: 'A', MessageBody: 'eyJhIjoxfQ==', Priority: '8' };
	expect(recordsIn(`${HEAD}${message('A').replace('<Message>', `<Message ${NS}>`)}`, 'Message')).toEqual([
		one,
	]);
	expect(
		recordsIn(`${HEAD}<Messages ${NS}>\n${message('A')}\n${message('B')}</Messages>`, 'Message'),
	).toEqual([one, { ...one, MessageId: 'B' }]);
});

it('reads a refusal', () => {
	const body = `${HEAD}<Error ${NS}><Code>MessageNotExist</Code><Message>Message not exist.</Message><HostId/></Error>`;
	expect(recordsIn(body, 'Error')).toEqual([
		{ Code: 'MessageNotExist', Message: 'Message not exist.', HostId: '' },
	]);
});

it('understands what stands for a sign, and text that is to be taken as it is', () => {
	const text = (written: string) => recordsIn(`<M><B>${written}</B></M>`, 'M')[0]?.['B'];
	expect(text('{&quot;a&quot;:&apos;&lt;&amp;&gt;&#39;&#x4e16;&#30028;}')).toBe(`{"a":'<&>'世界}`);
	expect(text('<![CDATA[{"a":"<b>&amp;"}]]>')).toBe('{"a":"<b>&amp;"}');
	expect(text('&unknown; &#0; &#x110000; & ;')).toBe('&unknown; &#0; &#x110000; & ;');
	expect(text('one<!-- two -->three')).toBe('onethree');
});

it('gives back every text that was written into it', () => {
	const escaped = (text: string) =>
		text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace('&#38;', '&amp;');
	fc.assert(
		fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 16 }), (bodies) => {
			const xml = `${HEAD}<Messages>${bodies.map((body) => `<Message><MessageBody>${escaped(body)}</MessageBody></Message>`).join('')}</Messages>`;
			expect(recordsIn(xml, 'Message')).toEqual(bodies.map((MessageBody) => ({ MessageBody })));
		}),
	);
});

it('never throws, whatever it is given', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'<Message>',
			'</Message>',
			'<A>',
			'</A>',
			'<A/>',
			'<![CDATA[',
			']]>',
			'<?',
			'&#x',
			'&lt;',
		),
		fc.string(),
	);
	fc.assert(
		fc.property(fc.array(piece), (pieces) => {
			for (const record of recordsIn(pieces.join(''), 'Message'))
				for (const value of Object.values(record)) expect(typeof value).toBe('string');
		}),
	);
});

it('goes through a long text once: if each of its parts led through all the rest, this would never end', () => {
	for (const part of ['<![CDATA[', '<!--', '<?', '<A ', '<Message>', '&#1'])
		recordsIn(`<Message>${part.repeat(1_000_000)}`, 'Message');
});
