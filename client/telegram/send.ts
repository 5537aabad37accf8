import type { Address, Line } from '../gateway';
import { isObject } from '../http/json';
import { PartlySent, Rejected, Unreachable } from '../model/error';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { toPlain } from '../text/plain';
import { call } from './call';
import { carriedIn, withCarried } from './carried';
import { compose, parseMode, type Step } from './compose';
import { isBrokenFormat, migratedTo } from './errors';
import { CAPTION_LIMIT, TEXT_LIMIT } from './limits';
import { paceOf } from './pace';
import { toReceipt } from './receipt';
import { chatIdOf } from './recipient';

/** See Operations.sendMessage. Everything that can be refused is refused before the first call. */
export async function sendMessage(line: Line, { recipient }: Address, message: Message): Promise<Receipt> {
	const chatId = chatIdOf(recipient, message.leeway);
	const steps = compose(message);
	const delivery = new Delivery(line, chatId, message);
	if (steps.length > 1) delivery.note(`The text was sent as ${steps.length} messages`);

	const results: unknown[] = [];
	for (const step of steps) {
		const settled = await delivery.send(step).then(
			(result) => ({ result }),
			(failure: unknown) => ({ failure }),
		);
		if ('failure' in settled) throw brokenOff(settled.failure, results, steps.length, recipient, line);
		results.push(settled.result);
	}
	if (!carriesAll(results.at(-1), message))
		delivery.note('Telegram did not keep the answers in the message, so its buttons cannot be answered');
	return toReceipt(recipient, results, delivery.notes, line.now());
}

const carriesAll = (result: unknown, { carried = [] }: Message): boolean =>
	carried.length === 0 || (isObject(result) && carriedIn(result).length === carried.length);

/** Sends the steps of one message, and keeps what it had to change on the way. */
class Delivery {
	/** One sentence each; what happens to every part is said once. */
	private readonly changes = new Set<string>();
	private moved = false;

	constructor(
		private readonly line: Line,
		private chatId: string,
		private readonly message: Message,
	) {}

	get notes(): string[] {
		return [...this.changes];
	}

	note(change: string): void {
		this.changes.add(change);
	}

	async send(step: Step): Promise<unknown> {
		return await this.post(step).catch(async (failure: unknown) => {
			const instead = this.mend(step, failure);
			if (!instead) throw failure;
			return await this.send(instead);
		});
	}

	private async post({ method, payload, files }: Step): Promise<unknown> {
		return await call(this.line, {
			method,
			payload: { chat_id: this.chatId, ...payload },
			...(files && { files }),
			effect: 'write',
			pace: paceOf(this.chatId),
		});
	}

	/**
	 * Two refusals can be answered at once, each of them once: a group that moved, and (if the user allows it)
	 * markup that cannot be read.
	 * @returns what to send instead; undefined when the refusal stands
	 */
	private mend(step: Step, failure: unknown): Step | undefined {
		const moved = migratedTo(failure);
		if (moved !== undefined && !this.moved) {
			this.note(`The group ${this.chatId} became the supergroup ${moved}: use the new id from now on`);
			this.moved = true;
			this.chatId = moved;
			return step;
		}
		const { brokenFormat } = this.message.leeway;
		if (isBrokenFormat(failure) && brokenFormat === 'plain' && 'parse_mode' in step.payload && !step.plain) {
			this.note('The markup could not be read, so the text was sent as plain text');
			return asPlain(step, this.message);
		}
		return undefined;
	}
}

function asPlain(step: Step, { format }: Message): Step {
	const { field, value } = step.text;
	const { parse_mode: _, ...payload } = step.payload;
	const { carried = [] } = step;
	const limit = (field === 'caption' ? CAPTION_LIMIT : TEXT_LIMIT) - carried.length;
	const plain = toPlain(value, format, limit);
	if (carried.length === 0) return { ...step, payload: { ...payload, [field]: plain } };
	const { text, format: written } = withCarried(plain, 'plain', carried);
	return { ...step, payload: { ...payload, ...parseMode(written), [field]: text }, plain: true };
}

/** After the first part of a split message went out, the failure has to say so. */
function brokenOff(
	failure: unknown,
	results: unknown[],
	parts: number,
	recipient: Address['recipient'],
	line: Line,
): unknown {
	const known = failure instanceof Rejected || failure instanceof Unreachable;
	if (!known || results.length === 0) return failure;
	return new PartlySent(failure, toReceipt(recipient, results, [], line.now()).messageIds, parts);
}
