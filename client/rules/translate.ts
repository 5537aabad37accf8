import type { Translator } from '../translate/translator';
import { isFailure, outcomeOf } from '../model/outcome';
import { placeholdersIn } from './placeholders';

/** What became of texts that were to be translated. */
export interface Translation {
	texts: readonly string[];
	translated: boolean;
	/** Why the original texts are there; left out where they are not. */
	translationError?: string;
}

/** Puts texts into a language; never rejects. */
export type Translate = (texts: readonly string[], to: string, from: string | null) => Promise<Translation>;

/**
 * Translates each text once a run and language. Where a translator is down, or gives back something in which the
 * placeholders are not the same, the original stands: a text in the wrong language is better than none.
 */
export function translating(translator: Translator): Translate {
	const known = new Map<string, Promise<string>>();

	const ask = async (texts: readonly string[], to: string, from: string | null): Promise<string[]> => {
		const keyOf = (text: string): string => JSON.stringify([to, from, text]);
		const open = [...new Set(texts)].filter((text) => text.trim() !== '' && !known.has(keyOf(text)));
		if (open.length > 0) {
			const answer = translator.translate(open, to, from ?? undefined);
			for (const [index, text] of open.entries()) {
				const one = answer.then((results) => checked(text, results[index]));
				known.set(keyOf(text), one);
				// a translator that is down now may be there for the next item
				one.catch(() => known.delete(keyOf(text)));
			}
		}
		return await Promise.all(texts.map(async (text) => (await known.get(keyOf(text))) ?? text));
	};

	return async (texts, to, from) =>
		await ask(texts, to, from).then(
			(results) => ({ texts: results, translated: true }),
			(failure: unknown) => ({
				texts,
				translated: false,
				translationError: `${translator.name}: ${wordsOf(failure)}`,
			}),
		);
}

class Spoilt extends Error {}

function checked(text: string, result: string | undefined): string {
	if (result === undefined || result.trim() === '') throw new Spoilt('gave no text back');
	const [before, after] = [text, result].map((one) => placeholdersIn(one).sort().join());
	if (before !== after) throw new Spoilt('changed the placeholders');
	return result;
}

const wordsOf = (failure: unknown): string => {
	if (isFailure(failure)) return outcomeOf(failure).description;
	return failure instanceof Spoilt ? failure.message : 'something unexpected went wrong';
};
