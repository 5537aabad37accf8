/** An object parsed from JSON, before anything is known about it. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a JSON text whatever its content type said; undefined when it is not JSON. A byte order mark is ignored. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
	} catch {
		return undefined;
	}
}

/** A text as people write it: the string itself, or a number turned into one; else null. */
export const asText = (value: unknown): string | null => {
	if (typeof value === 'string') return value === '' ? null : value;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
};

/** The first of several values that is a text. */
export const firstText = (...values: unknown[]): string | null => {
	for (const value of values) {
		const text = asText(value);
		if (text !== null) return text;
	}
	return null;
};
