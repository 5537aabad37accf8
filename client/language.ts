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
 * Codes by which another one is meant: older ones (source: IANA Language Subtag Registry, "Preferred-Value"),
 * Norwegian, of which apps say `nb`, and codes of countries that are no language's, which people write all the same.
 */
const MEANT = new Map([
	['iw', 'he'],
	['in', 'id'],
	['ji', 'yi'],
	['mo', 'ro'],
	['no', 'nb'],
	['tl', 'fil'],
	['by', 'be'],
	['cn', 'zh'],
	['cz', 'cs'],
	['dk', 'da'],
	['gr', 'el'],
	['jp', 'ja'],
	['kz', 'kk'],
	['rs', 'sr'],
	['ua', 'uk'],
	['vn', 'vi'],
]);

/** Chinese is written in two ways, and told apart by the script or by the country. */
const SAME_SCRIPT = new Map([
	['zh-hans', ['zh-cn', 'zh-sg']],
	['zh-hant', ['zh-tw', 'zh-hk', 'zh-mo']],
	['zh-cn', ['zh-hans']],
	['zh-sg', ['zh-hans']],
	['zh-tw', ['zh-hant']],
	['zh-hk', ['zh-hant']],
	['zh-mo', ['zh-hant']],
]);

/** The tag by which a language is known here, whichever of its codes was given; null for what is none. */
export function usualTag(given: string | null | undefined): string | null {
	const [primary = '', ...rest] = languageTag(given)?.split('-') ?? [];
	return primary === '' ? null : [MEANT.get(primary) ?? primary, ...rest].join('-');
}

/** The forms of a language, the closest first: `pt-br` → `pt-br`, `pt`. */
export function formsOf(language: string | null | undefined): string[] {
	const parts = usualTag(language)?.split('-') ?? [];
	const forms = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
	return [...new Set(forms.flatMap((form) => [form, ...(SAME_SCRIPT.get(form) ?? [])]))];
}

/** Those to look for a text in: `pt-br` → `pt-br`, `pt`, `en`. Nothing known → `en`. */
export const variants = (language: string | null | undefined): string[] => [
	...new Set([...formsOf(language), DEFAULT_LANGUAGE]),
];

/** The language to answer in: what was heard now, else what was heard last, else English. */
export const languageOf = (now: string | null | undefined, lastKnown: string | null | undefined): string =>
	languageTag(now) ?? languageTag(lastKnown) ?? DEFAULT_LANGUAGE;
