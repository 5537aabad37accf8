import { isFailure, outcomeOf } from '../model/outcome';
import type { Original, Translations } from '../translate/translations';

/** What became of texts that were to be translated. */
export interface Translation {
	texts: readonly string[];
	translated: boolean;
	/** Why the original texts are there; left out where they are not. */
	translationError?: string;
}

/** Puts the texts of one reply into a language. */
export type Translate = (
	originals: readonly Original[],
	to: string,
	from: string | null,
) => Promise<Translation>;

/**
 * All texts of a reply or none: half a reply in another language helps nobody. Where a translator is down, or loses
 * what had to survive, the originals stand: a text in the wrong language is better than none.
 */
export const translating =
	(translations: Pick<Translations, 'name' | 'ofEach'>): Translate =>
	async (originals, to, from) => {
		// an empty notice is nothing to translate
		const worded = originals.filter(({ text }) => text.trim() !== '');
		const results = await translations.ofEach(worded, to, from ?? undefined);
		const failure = results.find((one) => one.failure)?.failure;
		const texts = originals.map(({ text }) => text);
		if (isFailure(failure)) {
			const { description } = outcomeOf(failure);
			return { texts, translated: false, translationError: `${translations.name}: ${description}` };
		}
		const byText = new Map(worded.map((original, index) => [original, results[index]?.text]));
		return { texts: originals.map((original) => byText.get(original) ?? original.text), translated: true };
	};
