/** What becomes of an answer that is given by a press. */

/** Sent with an answer that a press gives: who pressed, see toProof. No page comes back, but the words for the person. */
export const BY_PRESS = 'x-bot-gateway-press';

/** Comes back with what has become of it: n8n's own page for whoever is late has the same status. */
export const OUTCOME = 'x-bot-gateway-answer';

/** `taken`: it counts. `refused`: whoever pressed may not answer, and the question stays open. */
export type Outcome = 'taken' | 'refused';

/** What a press says to whoever pressed, and why it was no answer where it was none. */
export type Verdict = { notice: string } & ({ is: Outcome | 'over' } | { is: 'failed'; why: string });

/** Of the request that gives the answer; undefined when nothing came back. */
export interface Reply {
	status: number;
	/** See OUTCOME. */
	outcome: unknown;
	text: string;
}

const OVER = 'This question has been answered already, or is not open any more.';
const FAILED = 'Your answer could not be taken. Please tell whoever asked you.';

/** Characters of a notice, as the services show them. */
const LONGEST = 200;

/** A run that goes on (409) or is gone (404) waits for no answer any more. */
const IS_OVER: ReadonlySet<number> = new Set([200, 404, 409]);

export function verdictOf(reply: Reply | undefined): Verdict {
	if (!reply) return failed('n8n does not reach its own address, or does not allow requests to it');
	const { status, outcome, text } = reply;
	if (status === 200 && (outcome === 'taken' || outcome === 'refused'))
		return { is: outcome, notice: cut(text) };
	if (IS_OVER.has(status)) return over();
	if (status === 401) return failed('n8n did not sign it');
	return failed(`n8n answered with the status ${status}`);
}

export const over = (): Verdict => ({ is: 'over', notice: OVER });

export const failed = (why: string): Verdict => ({ is: 'failed', notice: FAILED, why });

const cut = (text: string): string => [...text].slice(0, LONGEST).join('');
