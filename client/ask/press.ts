/**
 * A question that is answered inside the chat. The signed addresses of its answers travel unseen in the message
 * (Message.carried) and come back with a press; the data of a button only says which of them is meant. Without an
 * origin: a press may only ever lead to the n8n that takes it.
 */
import type { Button, ButtonRows } from '../model/button';
import type { Pressed } from '../receiver';
import { offersOf, type Asked, type Question, type Sign } from './question';

/** Stands for n8n in a message. The domain is reserved for never being one (RFC 2606), so no preview gets anywhere. */
const NOWHERE = 'https://answer.invalid';

/** Unlike what people write into buttons of their own. The question is 9 random bytes in base64url. */
const DATA = /^bgask:([\w-]{12}):(\d{1,2})$/;

export interface PressQuestion {
	buttons: ButtonRows;
	carried: string[];
}

/** The buttons under a question, and the addresses that its message carries, in the order of the buttons. */
export function pressesFor(question: Question, asked: Asked, sign: Sign): PressQuestion {
	const carried: string[] = [];
	const buttons = offersOf(question).map((row) =>
		row.map(({ text, answer }): Button => {
			const { pathname, search } = new URL(sign({ ...asked, ...answer }));
			const data = `bgask:${asked.question}:${carried.length}`;
			carried.push(NOWHERE + pathname + search);
			return { kind: 'callback', text, data };
		}),
	);
	return { buttons, carried };
}

/** An answer to a question, as a press gives it. */
export interface AnswerPress {
	pressId: string;
	question: string;
	/** As the message carries it; undefined where it does not (any more). */
	carried: string | undefined;
}

/** The answer in a press; undefined for a press of any other button. */
export function answerIn(pressed: Pressed | undefined): AnswerPress | undefined {
	const [, question, index] = DATA.exec(pressed?.data ?? '') ?? [];
	if (!pressed || question === undefined) return undefined;
	const own = pressed.carried.filter((address) => isOf(address, question));
	return { pressId: pressed.pressId, question, carried: own[Number(index)] };
}

const isOf = (address: string, question: string): boolean =>
	address.startsWith(`${NOWHERE}/`) &&
	URL.canParse(address) &&
	new URL(address).searchParams.get('question') === question;

/**
 * Where an answer is given: at this n8n's own address for waiting runs, and nowhere else.
 * @param resumeUrl this n8n's address for some waiting run, whose last part is the run
 * @returns undefined for anything else
 */
export function ownAddressOf(carried: string, resumeUrl: string): string | undefined {
	if (!URL.canParse(carried) || !URL.canParse(resumeUrl)) return undefined;
	const { origin, pathname: path } = new URL(resumeUrl);
	const { origin: nowhere, pathname, search } = new URL(carried);
	const base = path.slice(0, path.lastIndexOf('/') + 1);
	const isRun = pathname.startsWith(base) && /^[\w-]+\/[^/]+$/.test(pathname.slice(base.length));
	return nowhere === NOWHERE && isRun && origin !== 'null' ? origin + pathname + search : undefined;
}
