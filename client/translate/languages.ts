/** What the services call a language that we know by its IETF tag, in lower case. */

/**
 * DeepL as a target: where it wants a variant, and which one a tag without or with another region means.
 * A plain language takes the variant that most of its speakers write.
 * Source: DeepL API, "Languages supported": EN, PT and ZH are "unspecified variants", kept for old clients.
 */
const DEEPL_TARGETS: ReadonlyArray<[tag: RegExp, code: string]> = [
	[/^en-(au|gb|ie|in|nz|za)$/, 'EN-GB'],
	[/^en\b/, 'EN-US'],
	[/^pt-(ao|mz|pt)$/, 'PT-PT'],
	[/^pt\b/, 'PT-BR'],
	[/^zh-(hant|hk|mo|tw)\b/, 'ZH-HANT'],
	[/^zh\b/, 'ZH-HANS'],
	[/^es-(?!es)/, 'ES-419'],
	[/^(nb|nn|no)\b/, 'NB'],
	[/^(fil|tl)\b/, 'TL'],
	[/^iw\b/, 'HE'],
];

export const deeplTarget = (tag: string): string =>
	DEEPL_TARGETS.find(([shape]) => shape.test(tag))?.[1] ?? primaryOf(tag).toUpperCase();

/** A source has no variants: "target-only language variants (cannot be used as source)". */
export const deeplSource = (tag: string): string => deeplTarget(tag).split('-')[0] ?? '';

/** The targets for which DeepL handles tags. Source: DeepL API, "Languages supported", feature "Tag handling". */
const DEEPL_TAGS = new Set(
	(
		'AR BG CS DA DE EL EN-GB EN-US ES ES-419 ET FI FR HU ID IT JA KO LT LV NB NL PL PT-BR PT-PT RO RU SK SL SV TR UK ' +
		'ZH-HANS ZH-HANT'
	).split(' '),
);

export const deeplHandlesTags = (target: string): boolean => DEEPL_TAGS.has(target);

/**
 * LibreTranslate: the codes of its models, which every version of it takes, the closest first. Newer ones show
 * `zh-Hans`, `zh-Hant` and `pt-BR` for `zh`, `zt` and `pb`. Source: LibreTranslate, libretranslate/language.py.
 */
const LIBRE_CODES: ReadonlyArray<[tag: RegExp, codes: string[]]> = [
	[/^zh-(hant|hk|mo|tw)\b/, ['zt', 'zh']],
	[/^zh\b/, ['zh']],
	[/^pt-br$/, ['pb', 'pt']],
	[/^(nb|nn|no)\b/, ['nb']],
	[/^(fil|tl)\b/, ['tl']],
	[/^iw\b/, ['he']],
];

export const libreCodes = (tag: string): readonly string[] =>
	LIBRE_CODES.find(([shape]) => shape.test(tag))?.[1] ?? [primaryOf(tag)];

export const primaryOf = (tag: string): string => tag.split('-')[0] ?? tag;
