/**
 * How an answer of the service is read: `Code` decides, never the HTTP status and never `Message`.
 * Source: the help page "api-error-codes"; how refusals are written is read from the vendor's SDK.
 */
import type { HttpAnswer } from '../http/request';
import { firstText, isObject, parseJson, type JsonObject } from '../http/json';
import { redact, redactText } from '../http/redact';

export interface Reading extends HttpAnswer {
	/** The JSON of the body; null when it is none, or no object. */
	value: JsonObject | null;
	/** `OK` or the name of what is wrong; null where the answer is not one of the service. */
	code: string | null;
	/** The service's own words, secrets and quotes of the request removed. */
	message: string | null;
}

export function read(answer: HttpAnswer): Reading {
	const parsed = parseJson(answer.body);
	const value = isObject(parsed) ? parsed : null;
	const { Code, code, Message, message } = value ?? errorOfXml(answer.body);
	const words = firstText(Message, message);
	return { ...answer, value, code: firstText(Code, code), message: words === null ? null : scrub(words) };
}

/** The gateway in front of the service may refuse in XML: `<Error><Code>…</Code><Message>…</Message></Error>`. */
function errorOfXml(body: string): JsonObject {
	if (!/<Error[\s>]/.test(body)) return {};
	return { Code: /<Code>([^<]+)/.exec(body)?.[1], Message: /<Message>([^<]+)/.exec(body)?.[1] };
}

/**
 * What a refusal may quote of the request: the strings that were signed, with the text of the message and a
 * temporary token in them; the query; the signature.
 */
const QUOTED: ReadonlyArray<[RegExp, string]> = [
	[/[\s,.;:]*(?:the )?(?:server|client)?\s*(?:string ?to ?sign|canonical ?request)\b[^]*$/i, ''],
	[/\b((?:x-acs-)?security-token|authorization)\s*[:=]\s*[^\s,&"\\]+/gi, '$1:***'],
	[/\b(Signature|SecurityToken|AccessKeySecret|Content|Payload)=[^&\s,"\\]+/g, '$1=***'],
];

/** The service's own words without what they may quote. */
export const scrub = (text: string): string =>
	redactText(QUOTED.reduce((clean, [shape, left]) => clean.replace(shape, left), text));

/** The answer as it came, without secrets and without quotes of the request; null when it is no JSON. */
export const rawOf = ({ value }: Reading): unknown => redact(scrubAll(value));

function scrubAll(value: unknown): unknown {
	if (typeof value === 'string') return scrub(value);
	if (Array.isArray(value)) return value.map(scrubAll);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrubAll(inner)]));
}
