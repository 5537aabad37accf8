/** Puts texts into another language: a service, or a model that the user attached. */
export interface Translator {
	/** As people know it, e.g. `DeepL`. */
	readonly name: string;
	/**
	 * One result for each text, in the order given. What stands in braces, addresses, mentions and markup come
	 * back as they were.
	 * @param to IETF language tag in lower case, as client/language gives it
	 * @param from the same; found out by the translator when left out
	 * @throws Rejected | Unreachable | InvalidInput
	 */
	translate(texts: readonly string[], to: string, from?: string): Promise<string[]>;
}
