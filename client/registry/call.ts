import { asText, isObject, parseJson } from '../http/json';
import { redactText } from '../http/redact';
import type { HttpAnswer, HttpRequest, Send } from '../http/request';
import { Rejected, Unreachable, type Reason } from '../model/error';

/** Milliseconds; n8n asks itself, so it either answers soon or is in trouble. */
const TIMEOUT = 15_000;

/** What n8n's public API refuses with, by HTTP status. */
const REFUSALS: ReadonlyMap<number, { reason: Reason; description: string; advice: string }> = new Map([
	[
		401,
		{
			reason: 'unauthorized',
			description: 'n8n does not accept the API key of the registry',
			advice: 'Make a new API key in n8n (Settings → n8n API) and put it into the registry’s credential',
		},
	],
	[
		403,
		{
			reason: 'unauthorized',
			description: 'The API key of the registry may not do this',
			advice: 'Give the API key the scopes for data tables that docs/credentials.md lists',
		},
	],
]);

/**
 * Asks n8n's public API and returns what its JSON holds.
 * @throws Rejected when n8n says no; its `code` is the HTTP status
 * @throws Unreachable when n8n does not answer in a way that can be understood
 */
export async function ask(
	send: Send,
	{ query = {}, ...request }: Pick<HttpRequest, 'method' | 'path' | 'query' | 'json' | 'effect'>,
): Promise<unknown> {
	const path = `${request.path}${asQueryString(query)}`;
	const answer = await send({ ...request, path, timeout: TIMEOUT }).catch((failure: unknown) => {
		throw inOurWords(failure, request.effect);
	});
	if (answer.status >= 200 && answer.status < 300) {
		const body = parseJson(answer.body);
		if (body !== undefined) return body;
	}
	throw toFailure(answer, request.effect);
}

/**
 * n8n refuses a query in which a reserved character stands as it is, also the `+` that others write for a space,
 * and the `()'!*` that `encodeURIComponent` leaves alone.
 */
function asQueryString(query: Record<string, string>): string {
	const pairs = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const encoded = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A question that got no answer has done nothing: it must not pass for a message that may have been sent. */
function inOurWords(failure: unknown, effect: HttpRequest['effect']): unknown {
	if (!(failure instanceof Unreachable)) return failure;
	const { code, outcome, advice } = failure.facts;
	return new Unreachable({
		outcome: effect === 'read' ? 'notSent' : outcome,
		code,
		description: `The registry could not be reached (${code})`,
		advice: code === 'BLOCKED_BY_N8N' ? SSRF : outcome === 'notSent' ? advice : CHECK,
	});
}

const CHECK = 'Check that n8n answers at the Base URL of the registry’s credential';
const SSRF =
	'n8n’s SSRF protection does not let nodes reach n8n itself: its owner can allow it with N8N_SSRF_ALLOWED_IP_RANGES or N8N_SSRF_ALLOWED_HOSTNAMES';

function toFailure({ status, body }: HttpAnswer, effect: HttpRequest['effect']): Rejected | Unreachable {
	if (status >= 500) {
		return new Unreachable({
			outcome: effect === 'read' ? 'notSent' : 'unknown',
			code: `HTTP ${status}`,
			description: `The registry’s n8n is not in order (HTTP ${status})`,
			advice: CHECK,
		});
	}
	const known = REFUSALS.get(status);
	if (known) return new Rejected({ ...known, code: String(status) });
	const answer = parseJson(body);
	const said = isObject(answer) ? asText(answer.message) : null;
	if (said === null || said === 'not found') {
		return new Rejected({
			reason: 'other',
			description: `There is no n8n public API with data tables at the Base URL of the registry (HTTP ${status})`,
			advice:
				'Check the Base URL in the registry’s credential: it ends with /api/v1, and the n8n there is 2.41 or newer',
			code: String(status),
			kind: 'notN8n',
		});
	}
	return new Rejected({
		reason: status === 429 ? 'rateLimited' : 'other',
		description: `The registry’s n8n said: ${redactText(said)}`,
		advice: 'Look at the table in n8n under Data tables',
		code: String(status),
	});
}

/** Seconds that n8n, or a proxy in front of it, asks to wait. */
export function retryAfter({ status, headers }: HttpAnswer): number | undefined {
	if (status !== 429) return undefined;
	const seconds = Number(headers['retry-after']);
	return Number.isFinite(seconds) && seconds > 0 ? seconds : 1;
}
