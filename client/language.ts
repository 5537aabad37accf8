/** Spoken where nothing is known of a person's language. */
export const DEFAULT_LANGUAGE = 'en';

/** Letters and digits with hyphens between them, a language first: `pt`, `pt-br`, `zh-hans-cn`. */
const TAG = /^[a-z]{2,8}(-[a-z\d]{1,8})*$/;

/** An IETF language tag in lower case, as `pt_BR` and `pt-BR` mean it; null for what is none. */
export function languageTag(given: string | null | undefined): string | null {
	const tag = (given ?? '').trim().toLowerCase().replaceAll('_', '-');
	return TAG.test(tag) ? tag : null;
}

/**
 * The forms of a language to look for a text in, the closest first: `pt-br` → `pt-br`, `pt`, `en`.
 * Nothing known → `en`.
 */
export function variants(language: string | null | undefined): string[] {
	const parts = languageTag(language)?.split('-') ?? [];
	const own = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
	return [...new Set([...own, DEFAULT_LANGUAGE])];
}

/** The language to answer in: what was heard now, else what was heard last, else English. */
export const languageOf = (now: string | null | undefined, lastKnown: string | null | undefined): string =>
	languageTag(now) ?? languageTag(lastKnown) ?? DEFAULT_LANGUAGE;
