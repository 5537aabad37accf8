import { asText, isObject, type JsonObject, parseJson } from '../http/json';
import { namedPause } from '../http/pause';
import { redactText } from '../http/redact';
import type { HttpAnswer, Send } from '../http/request';
import { Rejected, type RejectionFacts, Unreachable } from '../model/error';

/** Milliseconds. A model on a slow machine takes its time for a long text. */
const TIMEOUT = 60_000;

/** What a service means by an HTTP status. Its own words are put in, where it has any. */
export type Refusals = ReadonlyMap<
	number,
	Pick<RejectionFacts, 'reason' | 'advice'> & { description: string }
>;

export interface Service {
	name: string;
	/** The member of an error's JSON that holds the service's words. */
	said: string;
	refusals: Refusals;
}

/**
 * Asks a translation service and returns the object it answers with. Asking twice does no harm but a cost.
 * @throws Rejected when it says no
 * @throws Unreachable when it does not answer in a way that can be understood; its outcome is `notSent`
 */
export async function ask(send: Send, service: Service, path: string, json: JsonObject): Promise<JsonObject> {
	const answer = await send({ method: 'POST', path, json, effect: 'read', timeout: TIMEOUT }).catch(
		(failure: unknown) => {
			throw inOurWords(failure, service);
		},
	);
	const body = parseJson(answer.body);
	if (answer.status >= 200 && answer.status < 300 && isObject(body)) return body;
	throw toFailure(answer, body, service);
}

/** A question that got no answer has done nothing: it must not pass for a message that may have been sent. */
function inOurWords(failure: unknown, { name }: Service): unknown {
	if (!(failure instanceof Unreachable)) return failure;
	const { code, outcome, advice } = failure.facts;
	return unreachable(name, code, outcome === 'notSent' ? advice : `Check that ${name} is up`);
}

const unreachable = (name: string, code: string, advice: string): Unreachable =>
	new Unreachable({
		outcome: 'notSent',
		code,
		description: `${name} could not be reached (${code})`,
		advice,
	});

function toFailure({ status }: HttpAnswer, body: unknown, service: Service): Rejected | Unreachable {
	const { name } = service;
	if (status >= 500 && !service.refusals.has(status))
		return unreachable(name, `HTTP ${status}`, `Check that ${name} is up`);
	const known = service.refusals.get(status);
	const said = isObject(body) ? asText(body[service.said]) : null;
	if (!known && said === null) {
		return new Rejected({
			reason: 'other',
			description: `What answers is not ${name} (HTTP ${status})`,
			advice: `Check the address in the credential of ${name}`,
			code: String(status),
		});
	}
	return new Rejected({
		reason: known?.reason ?? 'other',
		description: `${known?.description ?? `${name} said no`}${said === null ? '' : ` (it said: ${redactText(said)})`}`,
		advice: known?.advice ?? `Look up what ${name} means by that`,
		code: String(status),
	});
}

export const NOT_UNDERSTOOD = 'NOT_UNDERSTOOD';

/** An answer that does not hold what was asked for. */
export const notUnderstood = (name: string): Unreachable =>
	new Unreachable({
		outcome: 'notSent',
		code: NOT_UNDERSTOOD,
		description: `${name} answered without the translations`,
		advice: `Try again; if it stays so, check the address in the credential, or take another model`,
	});

/** As many texts as were asked for, or none of them can be trusted. */
export function textsOf(name: string, given: unknown, wanted: number): string[] {
	const texts = Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
	if (texts.length !== wanted) throw notUnderstood(name);
	return texts;
}

/** Seconds that a service, or a proxy in front of it, asks to wait; `usual` where it only says that it is too much. */
export const retryAfterOf =
	(tooMany: readonly number[], usual: number) =>
	(answer: HttpAnswer): number | undefined =>
		tooMany.includes(answer.status) ? (namedPause(answer) ?? usual) : undefined;
