import { languageOf, languageTag, variants } from '../client/language';

it.each([
	['pt-br', ['pt-br', 'pt', 'en']],
	['pt_BR', ['pt-br', 'pt', 'en']],
	['zh-Hans-CN', ['zh-hans-cn', 'zh-hans', 'zh-cn', 'zh-sg', 'zh', 'en']],
	['zh-TW', ['zh-tw', 'zh-hant', 'zh', 'en']],
	['zh-hant-tw', ['zh-hant-tw', 'zh-hant', 'zh-tw', 'zh-hk', 'zh-mo', 'zh', 'en']],
	['no', ['nb', 'en']],
	['nb-NO', ['nb-no', 'nb', 'en']],
	['ua', ['uk', 'en']],
	['ru', ['ru', 'en']],
	['en-GB', ['en-gb', 'en']],
	['en', ['en']],
	['', ['en']],
	[null, ['en']],
	['__proto__', ['en']],
	['not a tag', ['en']],
])('looks for texts in %p as %p', (language, expected) => {
	expect(variants(language)).toEqual(expected);
});

it.each([
	['ru', 'de', 'ru'],
	[null, 'de', 'de'],
	['', 'pt-BR', 'pt-br'],
	['??', null, 'en'],
	[undefined, undefined, 'en'],
])(
	'answers in the language heard now, else the last known, else English: %p after %p → %p',
	(now, last, expected) => {
		expect(languageOf(now, last)).toBe(expected);
	},
);

it('takes nothing for a tag that is none', () => {
	expect(['x', 'en-', '-en', '12', 'e n'].map(languageTag)).toEqual([null, null, null, null, null]);
});
