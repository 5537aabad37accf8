import { readTrackingAddress } from '../../client/links/address';
import { readToken } from '../../client/links/token';
import { track, type Tracking } from '../../client/links/track';
import { InvalidInput } from '../../client/model/error';
import type { Message } from '../../client/model/message';
import { message as plain } from '../support/message';
import { NOW, seal } from './stage';

const ADDRESS = 'https://n8n.example/webhook/5f2b/link';

const message = (change: Partial<Message> = {}): Message =>
	plain({
		text: 'See https://shop.example/a and https://shop.example/b',
		buttons: [
			[
				{ kind: 'url', text: 'Open', url: 'https://shop.example/c' },
				{ kind: 'callback', text: 'Yes', data: 'yes' },
			],
			[
				{ kind: 'webApp', text: 'App', url: 'https://app.example' },
				{ kind: 'url', text: 'Chat', url: 'tg://resolve?domain=shop' },
			],
		],
		...change,
	});

const tracked = (change: Partial<Tracking> = {}, from = message()) =>
	track(
		from,
		{ address: ADDRESS, parts: 'both', days: 2, ...change },
		{ service: 'toy', bot: 'b1', recipient: { form: 'id', value: '42', isPublic: true }, now: NOW },
		seal,
	);

it('turns links of the text and of link buttons into signed ones, each with a ref of its own', () => {
	const { message: after, links } = tracked();
	expect(links.map(({ url }) => url)).toEqual([
		'https://shop.example/a',
		'https://shop.example/b',
		'https://shop.example/c',
	]);
	expect(new Set(links.map(({ ref }) => ref)).size).toBe(3);
	expect(after.text).toBe(`See ${links[0]?.tracked} and ${links[1]?.tracked}`);
	expect(after.buttons[0]?.[0]).toEqual({ kind: 'url', text: 'Open', url: links[2]?.tracked });
	expect([after.buttons[0]?.[1], after.buttons[1]]).toEqual([
		message().buttons[0]?.[1],
		message().buttons[1],
	]);
	const { url, ref, tracked: sent = '' } = links[2] ?? {};
	expect(sent.startsWith(`${ADDRESS}?l=`)).toBe(true);
	expect(readToken(sent.split('?l=')[1] ?? '', seal)).toEqual({
		url,
		ref,
		service: 'toy',
		bot: 'b1',
		recipient: { form: 'id', value: '42' },
		expires: NOW.getTime() / 1_000 + 2 * 86_400,
	});
});

it('leaves alone what the user does not want tracked', () => {
	expect(tracked({ parts: 'text' }).message.buttons).toEqual(message().buttons);
	expect(tracked({ parts: 'buttons' }).message.text).toBe(message().text);
});

it('does not track a link twice, nor one with a password in it', () => {
	const once = tracked().message;
	expect(tracked({}, once)).toEqual({ message: once, links: [] });
	const secret = message({ text: 'https://ann:pw@shop.example', buttons: [] });
	expect(tracked({}, secret)).toEqual({ message: secret, links: [] });
});

it.each([
	['of other scripts', `https://shop.example/${'ж'.repeat(1_900)}`],
	['with quotes', `https://shop.example/?q=${'"'.repeat(1_900)}`],
	['that is very long', `https://shop.example/${'x'.repeat(3_000)}`],
	['of other scripts', `https://shop.example/${'ж'.repeat(900)}`],
	['that is long', `https://shop.example/${'x'.repeat(1_900)}`],
])('makes of an address %s a link that can be read again, or none', (_, url) => {
	const { links } = tracked({}, message({ text: '', buttons: [[{ kind: 'url', text: 'Open', url }]] }));
	for (const link of links) expect(readToken(link.tracked.split('?l=')[1] ?? '', seal)?.url).toBe(url);
	expect(links).toHaveLength(Buffer.byteLength(JSON.stringify(url)) > 2_000 ? 0 : 1);
});

describe('the tracking address', () => {
	it.each([
		[' https://n8n.example/webhook/5f2b/link ', ADDRESS],
		['https://n8n.example/webhook/5f2b/webhook', ADDRESS],
		['https://n8n.example/webhook/5f2b/link/?x=1#y', ADDRESS],
		['http://127.0.0.1:5678/base/webhook/5f2b/link', 'http://127.0.0.1:5678/base/webhook/5f2b/link'],
	])('is read from %s', (typed, address) => {
		expect(readTrackingAddress(typed)).toBe(address);
	});

	it.each([
		['', /is empty/],
		['n8n.example/webhook/5f2b/link', /no web address/],
		['javascript:alert(1)//webhook/5f2b/link', /no web address/],
		['https://n8n.example/webhook-test/5f2b/link', /is a test URL/],
		['https://shop.example/page', /not the address of a Bot Gateway Trigger/],
		['https://me:pw@n8n.example/webhook/5f2b/link', /a name or a password/],
	])('is refused when it is “%s”', (typed, why) => {
		expect(() => readTrackingAddress(typed)).toThrow(why);
		expect(() => readTrackingAddress(typed)).toThrow(InvalidInput);
	});
});
