import fc from 'fast-check';

import { readToken, toToken } from '../../client/links/token';
import { RECIPIENT_FORMS } from '../../client/model/recipient';
import { link, seal, sealFrom } from './stage';

const CHARACTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. %\n'];

it('says the same when it is read as when it was made, whatever the texts are', () => {
	const text = fc.string({ unit: 'binary', maxLength: 60 });
	fc.assert(
		fc.property(
			fc.webUrl({ withQueryParameters: true, withFragments: true }),
			text,
			text,
			fc.constantFrom(...RECIPIENT_FORMS),
			fc.nat(),
			(url, bot, value, form, expires) => {
				const whole = link({
					url,
					bot: wellFormed(bot),
					recipient: { form, value: wellFormed(value) },
					expires,
				});
				const token = toToken(whole, seal);
				expect(token).toMatch(/^[\w-]+$/);
				expect(readToken(token, seal)).toEqual(whole);
			},
		),
	);
});

/** Half a surrogate pair has no bytes of its own. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8');

/** Those among the texts that are read as a link; asked so, because a hundred thousand expectations take their time. */
const read = (texts: Iterable<string>): string[] =>
	[...texts].filter((text) => readToken(text, seal) !== undefined);

function* changesOf(bytes: Buffer): Generator<string> {
	for (let at = 0; at < bytes.length; at += 1) {
		for (let change = 1; change < 256; change += 1) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] ?? 0) ^ change;
			yield changed.toString('base64url');
		}
	}
}

function* misspellingsOf(token: string): Generator<string> {
	for (let at = 0; at <= token.length; at += 1) {
		const [before, after] = [token.slice(0, at), token.slice(at + 1)];
		if (at < token.length) yield before + after;
		for (const character of CHARACTERS) {
			yield before + character + token.slice(at);
			if (character !== token[at] && at < token.length) yield before + character + after;
		}
	}
}

it('refuses every change of every byte', () => {
	const token = toToken(link(), seal);
	expect(read([token])).toEqual([token]);
	expect(read(changesOf(Buffer.from(token, 'base64url')))).toEqual([]);
});

it.each([
	['b1', 'a length that leaves two bits over'],
	['b12', 'one that leaves four'],
	['b123', 'one that leaves none'],
])('refuses every change, loss and addition of a character (bot %s: %s)', (bot) => {
	expect(read(misspellingsOf(toToken(link({ bot }), seal)))).toEqual([]);
});

it('refuses what another account signed', () => {
	expect(readToken(toToken(link(), sealFrom('other')), seal)).toBeUndefined();
});

it.each(['', 'a', 'A'.repeat(22), 'A'.repeat(100), 'é'.repeat(40), 'A'.repeat(5_000_000), '__proto__'])(
	'refuses %.20s',
	(text) => {
		expect(readToken(text, seal)).toBeUndefined();
	},
);

it.each([
	'javascript:alert(1)',
	'data:text/html,hi',
	'//evil.example',
	'https:evil.example',
	'https:///evil.example',
	'https:\\\\evil.example',
	'https://ann:secret@shop.example',
	'tg://resolve?domain=x',
	`https://shop.example/${'a'.repeat(2_000)}`,
])('does not lead to %.40s even where it is signed', (url) => {
	expect(readToken(toToken(link({ url }), seal), seal)).toBeUndefined();
});

it('is short', () => {
	const { url } = link();
	expect(toToken(link(), seal).length - url.length).toBeLessThan(110);
});
