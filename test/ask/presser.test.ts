import fc from 'fast-check';

import { mayAnswer, readPeople, readProof, toProof } from '../../client/ask/presser';
import { readToken, toToken } from '../../client/links/token';
import { personById } from '../../client/events/person';
import { link, seal, sealFrom } from '../links/stage';

const QUESTION = 'AAAAAAAAAA-_';
const ann = { ...personById('42'), name: 'Ann', username: 'Ann_S' };

describe('the proof of who pressed', () => {
	it('says who it was, whatever their name is', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 50 }),
				fc.option(fc.string()),
				(name, username) => {
					expect(readProof(toProof(QUESTION, { ...ann, name, username }, seal), QUESTION, seal)).toEqual({
						id: '42',
						name,
						username,
					});
				},
			),
		);
	});

	it('is none with one character changed, for another question, of another account, and of another kind', () => {
		const proof = toProof(QUESTION, ann, seal);
		[...proof].forEach((character, at) => {
			const changed = proof.slice(0, at) + (character === 'A' ? 'B' : 'A') + proof.slice(at + 1);
			expect(readProof(changed, QUESTION, seal)).toBeUndefined();
		});
		expect(readProof(proof, 'BBBBBBBBBBBB', seal)).toBeUndefined();
		expect(readProof(proof, QUESTION, sealFrom('other'))).toBeUndefined();
		expect(readProof('', QUESTION, seal)).toBeUndefined();
		expect(readProof(toToken(link({ ref: QUESTION }), seal), QUESTION, seal)).toBeUndefined();
		expect(readToken(proof, seal)).toBeUndefined();
	});
});

describe('who may answer', () => {
	it.each([
		['42', true],
		['@ann_s', true],
		['ANN_S', true],
		['7, 42', true],
		['7;\n@ann_s', true],
		['7', false],
		['4', false],
		['@ann', false],
	])('%j: Ann %s', (people, may) => {
		expect(mayAnswer(readPeople(people), ann)).toBe(may);
	});

	it('is everybody where nobody is named, and nobody who is not known where somebody is', () => {
		expect([mayAnswer([], ann), mayAnswer([], undefined)]).toEqual([true, true]);
		expect(mayAnswer(['42'], undefined)).toBe(false);
		expect(readPeople(' , ;')).toEqual([]);
	});
});
