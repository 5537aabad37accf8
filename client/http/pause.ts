import type { HttpAnswer } from './request';

/**
 * Seconds that the `Retry-After` of an answer names, at least 1; undefined when it has none that can be read.
 * A date is measured by the service's own clock where it tells the time. Source: RFC 9110, 10.2.3.
 */
export function namedPause({ headers }: HttpAnswer): number | undefined {
	const named = headers['retry-after'] ?? '';
	const seconds = /^\s*\d+\s*$/.test(named) ? Number(named) : secondsUntil(named, headers.date);
	return Number.isNaN(seconds) ? undefined : Math.max(1, Math.ceil(seconds));
}

function secondsUntil(moment: string, now: string | undefined): number {
	const from = Date.parse(now ?? '');
	return (Date.parse(moment) - (Number.isNaN(from) ? Date.now() : from)) / 1_000;
}
