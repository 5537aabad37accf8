import { Bursts } from '../../client/links/bursts';
import { readClick, toEvent } from '../../client/links/click';
import { toToken } from '../../client/links/token';
import type { Callback } from '../../client/receiver';
import { link, NOW, seal, sealFrom } from './stage';

const CHROME =
	'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

const request = (change: Partial<Callback> = {}, token = toToken(link(), seal)): Callback => ({
	method: 'GET',
	headers: { 'user-agent': CHROME },
	query: { l: token },
	body: {},
	...change,
});

const read = (change: Partial<Callback> = {}, now = NOW) => readClick(request(change), seal, 'toy', now);

it('counts what a person’s browser opens', () => {
	expect(read()).toEqual({ kind: 'click', link: link() });
});

it.each([
	CHROME,
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0',
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Viber/22.0',
	'Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0 Mobile Safari/537.36',
])('takes for a person: %.90s', (agent) => {
	expect(read({ headers: { 'user-agent': agent } }).kind).toBe('click');
});

it.each([
	'TelegramBot (like TwitterBot)',
	'WhatsApp/2.23.20.0 A',
	'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
	'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
	'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
	'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
	'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
	'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
	'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
	'curl/8.5.0',
	'node',
	'',
])('leads a robot on without counting it: %.60s', (agent) => {
	expect(read({ headers: { 'user-agent': agent } })).toMatchObject({ kind: 'passing', why: 'robot' });
});

it.each([
	['purpose', 'prefetch'],
	['sec-purpose', 'prefetch;prerender'],
	['x-moz', 'prefetch'],
	['x-purpose', 'preview'],
])('does not count a browser that only gets ready (%s: %s)', (name, value) => {
	expect(read({ headers: { 'user-agent': CHROME, [name]: value } })).toMatchObject({ why: 'robot' });
});

it('does not count HEAD, nor a link whose time is over, and leads on all the same', () => {
	expect(read({ method: 'HEAD' })).toMatchObject({ kind: 'passing', why: 'method', link: link() });
	expect(read({}, new Date(NOW.getTime() + 60_000))).toMatchObject({ kind: 'passing', why: 'expired' });
	expect(read({}, new Date(NOW.getTime() + 59_999)).kind).toBe('click');
});

it('knows nothing of a link of another account, of another service, and of none', () => {
	const other = toToken(link(), sealFrom('other'));
	expect(readClick(request({}, other), seal, 'toy', NOW)).toEqual({ kind: 'forged' });
	expect(readClick(request(), seal, 'another', NOW)).toEqual({ kind: 'forged' });
	expect(read({ query: {} })).toEqual({ kind: 'forged' });
});

describe('the event', () => {
	it('says whose click it is, on what, and that the message was clicked', () => {
		const event = toEvent(link(), { id: '42', chat: 'private' }, NOW);
		expect(event).toMatchObject({
			event: 'linkClicked',
			service: 'toy',
			bot: { id: 'b1', name: null },
			subscriber: { id: '42' },
			chat: { id: '42', type: 'private' },
			link: { url: link().url, ref: link().ref, recipient: { form: 'id', value: '42' } },
			status: { messageId: null, status: 'clicked' },
			happenedAt: NOW.toISOString(),
		});
	});

	it('names nobody in a group, nor where only a phone is known', () => {
		expect(toEvent(link(), { id: '-1', chat: 'group' }, NOW)).toMatchObject({
			subscriber: null,
			chat: { id: '-1' },
		});
		expect(toEvent(link(), { id: undefined, chat: 'unknown' }, NOW)).toMatchObject({
			subscriber: null,
			chat: null,
		});
	});
});

it('counts a burst once, and the next click after it', () => {
	const bursts = new Bursts();
	const at = [0, 1, 9_999, 10_001, 15_000, 30_000];
	expect(at.map((now) => bursts.isFirst('a', now))).toEqual([true, false, false, true, false, true]);
	expect(bursts.isFirst('b', 1)).toBe(true);
});
