import { choose } from '../../client/rules/texts';

const byLanguage = new Map([
	['pt-br', 'oi'],
	['de', 'hallo'],
	['en', 'hello'],
]);

it.each([
	['pt-br', 'oi', 'pt-br', true],
	['de-at', 'hallo', 'de', true],
	['de', 'hallo', 'de', true],
	['pt', 'hello', 'en', false],
	['ru', 'hello', 'en', false],
	['en-gb', 'hello', 'en', true],
	['', 'hello', 'en', true],
])('people who speak %j get %j', (language, text, of, isOwn) => {
	expect(choose({ text: 'usual', byLanguage }, language, null)).toEqual({ text, language: of, isOwn });
});

it('goes to the text for everybody where there is no English', () => {
	const texts = { text: 'привет', byLanguage: new Map([['de', 'hallo']]) };
	expect(choose(texts, 'fr', null)).toEqual({ text: 'привет', language: null, isOwn: false });
	expect(choose(texts, 'fr', 'ru')).toEqual({ text: 'привет', language: 'ru', isOwn: false });
});

it('gives people the text for everybody rather than English where it is in their language', () => {
	const texts = { text: 'привет', byLanguage };
	expect(choose(texts, 'ru-kz', 'ru')).toEqual({ text: 'привет', language: 'ru', isOwn: true });
	expect(choose(texts, 'ru', null)).toEqual({ text: 'hello', language: 'en', isOwn: false });
});
