/**
 * Looks for secrets in everything that hangs on a value: own properties of every object, also hidden ones and
 * those named by symbols, entries of maps and sets, bytes of buffers, names as well as values.
 * @returns where they stand, as paths
 */
export function leaksOf(root: unknown, secrets: readonly string[]): string[] {
	const forms = secrets.flatMap(formsOf);
	const found: string[] = [];
	const seen = new Set<object>();
	const queue: Array<[path: string, value: unknown]> = [['', root]];
	for (let next = queue.shift(); next; next = queue.shift()) {
		const [path, value] = next;
		const text = textOf(value);
		if (text !== undefined && forms.some((form) => text.includes(form))) found.push(`${path}: ${text}`);
		if (typeof value !== 'object' && typeof value !== 'function') continue;
		if (value === null || seen.has(value) || ArrayBuffer.isView(value)) continue;
		seen.add(value);
		queue.push(...insideOf(value).map(([name, inner]): [string, unknown] => [`${path}.${name}`, inner]));
	}
	return found;
}

/** A secret as it may be written in a URL, in JSON and in a header. */
const formsOf = (secret: string): string[] => [
	...new Set([
		secret,
		encodeURIComponent(secret),
		new URLSearchParams({ secret }).toString().slice('secret='.length),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('base64'),
	]),
];

function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'symbol') return String(value);
	if (ArrayBuffer.isView(value))
		return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
	return undefined;
}

function insideOf(value: object): Array<[string, unknown]> {
	const inside = Reflect.ownKeys(value).flatMap((key): Array<[string, unknown]> => [
		[`key ${String(key)}`, key],
		[String(key), Object.getOwnPropertyDescriptor(value, key)?.value],
	]);
	if (value instanceof Map || value instanceof Set) inside.push(['entries', [...value]]);
	return inside;
}
