import type { Address, Line } from '../gateway';
import { PartlySent, Rejected, Unreachable } from '../model/error';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { toPlain } from '../text/plain';
import { call } from './call';
import { compose, type Step } from './compose';
import { isBrokenFormat, migratedTo } from './errors';
import { paceOf } from './pace';
import { toReceipt } from './receipt';
import { chatIdOf } from './recipient';

/** See Operations.sendMessage. Everything that can be refused is refused before the first call. */
export async function sendMessage(line: Line, { recipient }: Address, message: Message): Promise<Receipt> {
	const chatId = chatIdOf(recipient, message.leeway);
	const steps = compose(message);
	const delivery = new Delivery(line, chatId, message);
	if (steps.length > 1) delivery.degraded.push(`The text was sent as ${steps.length} messages`);

	const results: unknown[] = [];
	for (const step of steps) {
		const settled = await delivery.send(step).then(
			(result) => ({ result }),
			(failure: unknown) => ({ failure }),
		);
		if ('failure' in settled) throw brokenOff(settled.failure, results, steps.length, recipient, line);
		results.push(settled.result);
	}
	return toReceipt(recipient, results, delivery.degraded, line.now());
}

/** Sends the steps of one message, and keeps what it had to change on the way. */
class Delivery {
	readonly degraded: string[] = [];

	constructor(
		private readonly line: Line,
		private chatId: string,
		private readonly message: Message,
	) {}

	async send(step: Step): Promise<unknown> {
		const settled = await this.post(step).catch((failure: unknown) => this.mend(step, failure));
		return settled;
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

	/** Two refusals can be answered at once: a group that moved, and (if the user allows it) markup that cannot be read. */
	private async mend(step: Step, failure: unknown): Promise<unknown> {
		const moved = migratedTo(failure);
		if (moved !== undefined) {
			this.degraded.push(
				`The group ${this.chatId} became the supergroup ${moved}: use the new id from now on`,
			);
			this.chatId = moved;
			return await this.post(step);
		}
		if (isBrokenFormat(failure) && this.message.leeway.brokenFormat === 'plain') {
			this.degraded.push('The markup could not be read, so the text was sent as plain text');
			return await this.post(asPlain(step, this.message));
		}
		throw failure;
	}
}

function asPlain(step: Step, { format }: Message): Step {
	const { parse_mode: _, ...payload } = step.payload;
	return { ...step, payload: { ...payload, [step.text.field]: toPlain(step.text.value, format) } };
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
