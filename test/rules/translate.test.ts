import { Rejected, Unreachable } from '../../client/model/error';
import type { Failure } from '../../client/model/outcome';
import { compose } from '../../client/rules/compose';
import { translating } from '../../client/rules/translate';
import type { Original, Translation } from '../../client/translate/translations';
import { ANN, said } from './events';

/** Says what it was asked, and fails as it is told; see test/translate for the real ones. */
class Echo {
	readonly name = 'Echo';
	readonly asked: string[][] = [];
	failures: Array<Failure | null> = [];

	async ofEach(originals: readonly Original[], to: string, from?: string): Promise<Translation[]> {
		this.asked.push([from ?? 'auto', to, ...originals.map(({ text }) => text)]);
		return originals.map(({ text }) => {
			const failure = this.failures.shift() ?? null;
			return { text: failure ? text : `[${to}] ${text}`, failure };
		});
	}
}

const down = new Unreachable({
	outcome: 'notSent',
	code: 'X',
	description: 'No answer from there',
	advice: '',
});

const plain = (...texts: string[]): Original[] => texts.map((text) => ({ text, format: 'plain' }));

it('translates all texts of a reply, and asks for no empty one', async () => {
	const echo = new Echo();
	const translated = await translating(echo)(plain('a', '', 'b'), 'fr', 'en');
	expect(translated).toEqual({ texts: ['[fr] a', '', '[fr] b'], translated: true });
	expect(echo.asked).toEqual([['en', 'fr', 'a', 'b']]);
});

it.each([
	['is down', down, 'Echo: No answer from there'],
	[
		'says no',
		new Rejected({ reason: 'noMoney', description: 'Quota used up', advice: '' }),
		'Echo: Quota used up',
	],
])('keeps all originals where the translator %s for one of them', async (_, failure, why) => {
	const echo = new Echo();
	echo.failures = [null, failure];
	expect(await translating(echo)(plain('a', 'b'), 'de', null)).toEqual({
		texts: ['a', 'b'],
		translated: false,
		translationError: why,
	});
});

describe('a reply', () => {
	const reply = {
		text: 'Hi {first name}',
		byLanguage: new Map([['de', 'Hallo {first name}']]),
		buttons: [[{ kind: 'callback' as const, text: 'Yes', data: 'yes:{language}' }]],
	};
	const composing = (language: string, translate = translating(new Echo())) => ({
		facts: { event: said('x', { language }), found: [] },
		format: 'html' as const,
		usual: 'en',
		translate,
	});

	it('is translated with its buttons and its notice, before anything of the person is put in', async () => {
		const echo = new Echo();
		expect(await compose(reply, 'Noted, {first name}', composing('fr', translating(echo)))).toEqual({
			text: '[fr] Hi Ann',
			notice: '[fr] Noted, Ann',
			buttons: [[{ kind: 'callback', text: '[fr] Yes', data: 'yes:fr' }]],
			language: 'fr',
			translated: true,
		});
		expect(echo.asked).toEqual([['en', 'fr', 'Hi {first name}', 'Noted, {first name}', 'Yes']]);
	});

	it.each(['de-at', 'en-gb'])('is not translated for %s, who have a text of their own', async (language) => {
		const echo = new Echo();
		const composed = await compose(reply, '', composing(language, translating(echo)));
		expect(echo.asked).toEqual([]);
		expect(composed).not.toHaveProperty('translated');
	});

	it('is not translated for people of whom no language is known', async () => {
		const echo = new Echo();
		const event = said('x', { language: 'en', subscriber: { ...ANN, language: null } });
		const texts = { ...reply, byLanguage: new Map<string, string>() };
		const composed = await compose(texts, '', {
			...composing('en', translating(echo)),
			facts: { event, found: [] },
			usual: 'ru',
		});
		expect(echo.asked).toEqual([]);
		expect(composed).toMatchObject({ text: 'Hi Ann', language: 'ru' });
		expect(composed).not.toHaveProperty('translated');
	});

	it('goes out as it is while the translator is down, and says so', async () => {
		const echo = new Echo();
		echo.failures = [down];
		expect(await compose(reply, '', composing('fr', translating(echo)))).toMatchObject({
			text: 'Hi Ann',
			language: 'en',
			translated: false,
			translationError: 'Echo: No answer from there',
		});
	});
});

it('encodes what it puts into links', async () => {
	const buttons = [
		[{ kind: 'url' as const, text: '{text}', url: 'https://example.com/?q={text}&lang={language}' }],
	];
	const { buttons: [[button] = []] = [] } = await compose({ text: 'x', byLanguage: new Map(), buttons }, '', {
		facts: { event: said('a&b=/../? <\ud800>'), found: [] },
		format: 'html',
		usual: null,
	});
	expect(button).toEqual({
		kind: 'url',
		text: 'a&b=/../? <>',
		url: 'https://example.com/?q=a%26b%3D%2F..%2F%3F%20%3C%3E&lang=de',
	});
});
