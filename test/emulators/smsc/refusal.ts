import type { Reply } from '../server';

/** Texts as public clients have seen them; those of 1 and 5 are assumed. */
const TEXTS: Record<number, string> = {
	1: 'parameters error',
	2: 'authorise error',
	3: 'no money',
	4: 'ip is blocked, https://smsc.ru/faq/99/',
	5: 'invalid date',
	6: 'message is denied',
	7: 'invalid number',
	8: "can't to deliver",
	9: 'duplicate request, wait a minute',
};

/** Codes whose answers name the message. Source: vendor. */
const WITH_ID: ReadonlySet<number> = new Set([3, 6, 7, 8]);

/** A refusal as the service gives it: HTTP 200 and a code. */
export class Refused extends Error {
	constructor(
		readonly code: number,
		private readonly text = TEXTS[code] ?? 'unknown error',
	) {
		super(text);
	}

	get reply(): Reply {
		return {
			status: 200,
			body: { error: this.text, error_code: this.code, ...(WITH_ID.has(this.code) && { id: 1 }) },
		};
	}
}
