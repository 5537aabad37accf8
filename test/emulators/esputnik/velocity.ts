/**
 * As much of Apache Velocity as tests need: `$!data.get('a')` with further `.get('b')` and `.get(0)` behind it.
 * `$!` prints nothing for what is missing; `$` prints itself then.
 */
const REFERENCE = /\$(!?)data((?:\.get\((?:'[^']*'|\d+)\))+)/g;
const STEP = /\.get\((?:'([^']*)'|(\d+))\)/g;

export const render = (body: string, data: unknown): string =>
	body.replace(REFERENCE, (whole: string, quiet: string, steps: string) => {
		const value = follow(data, steps);
		if (value === undefined || value === null) return quiet === '!' ? '' : whole;
		return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
	});

function follow(data: unknown, steps: string): unknown {
	let current = data;
	for (const [, name, index] of steps.matchAll(STEP)) {
		if (typeof current !== 'object' || current === null) return undefined;
		current = (current as Record<string, unknown>)[name ?? index ?? ''];
	}
	return current;
}
