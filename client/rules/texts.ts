import { DEFAULT_LANGUAGE, variants } from '../language';
import type { Texts } from './rule';

/** The text that was chosen for a person. */
export interface Chosen {
	text: string;
	/** Null where nobody said in which language it is. */
	language: string | null;
	/** Whether it is the person's own language, whatever the region. */
	isOwn: boolean;
}

const baseOf = (language: string): string => language.split('-')[0] ?? language;

export const sameLanguage = (one: string, other: string): boolean => baseOf(one) === baseOf(other);

/**
 * The person's own language, then that without its region, then English, then the text for everybody.
 * @param language of the person
 * @param usual in which the text for everybody is written; null where nobody said so
 */
export function choose({ text, byLanguage }: Texts, language: string, usual: string | null): Chosen {
	for (const form of variants(language)) {
		const found = byLanguage.get(form) ?? (form === usual ? text : undefined);
		if (found !== undefined) return { text: found, language: form, isOwn: isOwn(form, language) };
	}
	return { text, language: usual, isOwn: usual !== null && isOwn(usual, language) };
}

const isOwn = (form: string, language: string): boolean =>
	sameLanguage(form, variants(language)[0] ?? DEFAULT_LANGUAGE);
