/** Presses on questions, each answered once however many workflows hear of it. Lives in one process. */
import { keep } from '../keep';
import { Turns } from '../turns';
import { ownAddressOf, type AnswerPress } from './press';
import { failed, over, verdictOf, type Reply, type Verdict } from './verdict';

/** Presses and questions that are remembered. */
const MOST = 1_000;

export interface Answering {
	/** See ownAddressOf. */
	resumeUrl: string;
	/** Gives the answer; undefined when nothing came back. */
	post: (address: string) => Promise<Reply | undefined>;
	/** Tells whoever pressed. Never rejects. */
	tell: (pressId: string, notice: string) => Promise<void>;
}

export class Answers {
	private readonly verdicts = new Map<string, Promise<Verdict>>();
	/** Questions that were answered here: n8n takes a moment until it says so itself. */
	private readonly done = new Map<string, true>();
	private readonly turns = new Turns();

	/** @param key of the press, the same whoever hears of it */
	async give(key: string, press: AnswerPress, answering: Answering): Promise<Verdict> {
		const known = this.verdicts.get(key);
		if (known) return await known;
		const verdict = this.turns.take(press.question, async () => await this.judge(press, answering));
		keep(this.verdicts, key, verdict, MOST);
		return await verdict;
	}

	private async judge(press: AnswerPress, answering: Answering): Promise<Verdict> {
		const verdict = this.done.has(press.question) ? over() : await asked(press, answering);
		if (verdict.is === 'taken') keep(this.done, press.question, true, MOST);
		await answering.tell(press.pressId, verdict.notice);
		return verdict;
	}
}

async function asked({ carried }: AnswerPress, { resumeUrl, post }: Answering): Promise<Verdict> {
	if (carried === undefined) return failed('the message does not hold it, as it is too old or was changed');
	const address = ownAddressOf(carried, resumeUrl);
	if (address === undefined) return failed('it belongs to another n8n');
	return verdictOf(await post(address));
}
