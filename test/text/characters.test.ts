import { codePoints, isBlank, isExtender, roleOf } from '../../client/text/characters';

describe('characters', () => {
	it.each([
		['', 0],
		['abc', 3],
		['😀', 1],
		['👩‍👩‍👧‍👦', 7],
		['e\u0301', 2],
		['\uD83D', 1],
		['\uDE00\uD83D', 2],
		['\uD83D\uD83D\uDE00\uDE00', 3],
	])('of %j are counted as code points', (text, count) => {
		expect(codePoints(text)).toBe(count);
	});

	it('are blank when Telegram would refuse them as an empty text', () => {
		expect(isBlank('')).toBe(true);
		expect(isBlank(' \n\t\r\0\u00A0\u200B\u200D\u200E\u202E\u2800\u3000\uFEFF\uFFFC\u{E0041}')).toBe(true);
	});

	it.each(['.', '0', '\u0301', '\u2060', '⠁', '￼.'])('are not blank when one sees something: %j', (text) => {
		expect(isBlank(text)).toBe(false);
	});

	it('that are drawn onto others are told from those that stand alone', () => {
		expect(['\u0301', '\uFE0F', '\u200D', '🏽', '\u0E33'].every(isExtender)).toBe(true);
		expect(['a', ' ', '😀', '🇩', ''].some(isExtender)).toBe(false);
	});

	it('have a role where a text may be cut, a no-break space has none', () => {
		expect([' ', '\n', '.', '。', '，', '»', '\u00A0', 'a', ''].map(roleOf)).toEqual([
			'space',
			'lineBreak',
			'stop',
			'wideStop',
			'wideComma',
			'closer',
			'other',
			'other',
			'other',
		]);
	});
});
