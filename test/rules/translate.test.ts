import { Rejected, Unreachable } from '../../client/model/error';
import { compose } from '../../client/rules/compose';
import { translating } from '../../client/rules/translate';
import type { Translator } from '../../client/translate/translator';
import { said } from './events';

class Echo implements Translator {
	readonly name = 'Echo';
	readonly asked: string[][] = [];
	failures: unknown[] = [];
	change = (text: string): string => text;

	async translate(texts: readonly string[], to: string, from?: string): Promise<string[]> {
		this.asked.push([from ?? 'auto', to, ...texts]);
		const failure = this.failures.shift();
		if (failure) throw failure;
		return texts.map((text) => this.change(`[${to}] ${text}`));
	}
}

const down = new Unreachable({
	outcome: 'notSent',
	code: 'X',
	description: 'No answer from there',
	advice: '',
});

it('asks once for each text and language', async () => {
	const echo = new Echo();
	const translate = translating(echo);
	await Promise.all([translate(['a', 'b', ''], 'de', null), translate(['b', 'c'], 'de', null)]);
	expect(await translate(['a'], 'fr', 'en')).toEqual({ texts: ['[fr] a'], translated: true });
	expect(await translate(['a', ''], 'de', null)).toEqual({ texts: ['[de] a', ''], translated: true });
	expect(echo.asked).toEqual([
		['auto', 'de', 'a', 'b'],
		['auto', 'de', 'c'],
		['en', 'fr', 'a'],
	]);
});

it.each([
	['is down', down, 'Echo: No answer from there'],
	[
		'says no',
		new Rejected({ reason: 'noMoney', description: 'Quota used up', advice: '' }),
		'Echo: Quota used up',
	],
	['breaks', new TypeError('secret'), 'Echo: something unexpected went wrong'],
])(
	'keeps the original where the translator %s, and asks again for the next item',
	async (_, failure, why) => {
		const echo = new Echo();
		echo.failures = [failure];
		const translate = translating(echo);
		expect(await translate(['a', 'b'], 'de', null)).toEqual({
			texts: ['a', 'b'],
			translated: false,
			translationError: why,
		});
		expect(await translate(['a', 'b'], 'de', null)).toMatchObject({ translated: true });
	},
);

it.each([
	['changed the placeholders', (text: string) => text.replace('{first name}', '{Vorname}')],
	['changed the placeholders', (text: string) => text.replace('{first name}', '')],
	['gave no text back', () => ' '],
])('keeps the original where the translator %s', async (why, change) => {
	const echo = new Echo();
	echo.change = change;
	expect(await translating(echo)(['Hi {first name}'], 'de', null)).toEqual({
		texts: ['Hi {first name}'],
		translated: false,
		translationError: `Echo: ${why}`,
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
