/** One run of the node that asks: what each item's person gets, and the wait for the answer. */
import { randomBytes } from 'node:crypto';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { pressesFor } from '../../../client/ask/press';
import { buttonsFor, unanswered, type ResponseType, type Sign } from '../../../client/ask/question';
import { InvalidInput } from '../../../client/model/error';
import type { Message } from '../../../client/model/message';
import { readAddress } from '../../../client/n8n/read/address';
import { readChoice, readFormat, readOptions } from '../../../client/n8n/read/parameters';
import type { Session } from '../../../client/n8n/session';
import { signerOf } from '../../../client/n8n/signing';
import { readEnd, readIsPress, readMayAnswer, readMessage, readQuestion } from './read';
import { isReview, withoutVerdicts } from './review';

/** What was asked of an item. */
interface Asked {
	question: string;
	type: ResponseType;
	/** The page shows each person their own: n8n knows the first item's there. */
	text: string;
	/** Whose answer counts; empty for everybody. */
	mayAnswer: string[];
}

/**
 * By input item: when n8n runs the node again after a failure, whoever was asked is not asked anew, and the links that
 * they have still answer.
 */
const asked = new WeakMap<INodeExecutionData, Asked>();

/** One run of the node: what is asked of each item, and the wait for the answer. */
export class Round {
	/** New for each run, so that a loop asks anew each time. */
	private readonly question = randomBytes(9).toString('base64url');
	private end: { at: Date | undefined } | undefined;

	private readonly sign: Sign;

	constructor(private readonly session: Session) {
		this.sign = signerOf(session.context);
	}

	/** @throws InvalidInput for all that can be wrong: later, a message has gone out */
	read(item: number) {
		const { gateway, context } = this.session;
		refuseSeveral(context);
		this.end ??= { at: readEnd(context, 0, new Date()) };
		const { options, leeway } = readOptions(context, item);
		const question = readQuestion(context, item);
		const own = { question: this.question, item: String(item) };
		const byPress = readIsPress(gateway, context, item, question);
		const mayAnswer = readMayAnswer(context, item, byPress);
		const message: Message = {
			text: readMessage(context, item),
			format: readFormat(gateway, context, item),
			...(byPress ? pressesFor(question, own, this.sign) : { buttons: buttonsFor(question, own, this.sign) }),
			options,
			// where there are no buttons, the links stand in the text
			leeway: { ...leeway, unsupportedButtons: 'degrade' },
		};
		const address = readAddress(this.session, item);
		const input = context.getInputData()[item];
		if (input)
			asked.set(input, { question: this.question, type: question.type, text: message.text, mayAnswer });
		return { address, message };
	}

	/**
	 * Lets n8n wait for the answer, unless nobody was asked. None of our code runs when the time is over: n8n then
	 * passes the input items on, so they say beforehand what is true in that case.
	 */
	async wait(output: INodeExecutionData[]): Promise<INodeExecutionData[]> {
		if (output.every(({ json }) => json.error !== undefined)) return output;
		const { context } = this.session;
		const items = context.getInputData();
		items.forEach((item, index) => {
			const given = isReview(context.getNode()) ? withoutVerdicts(item.json) : item.json;
			// a new object: n8n hands on that of the node before, which may hold an answer of its own
			item.json = { ...given, data: this.meanwhile(item, output[index]?.json ?? {}) };
		});
		await context.putExecutionToWait(this.end?.at ?? WAIT_INDEFINITELY);
		return items;
	}

	/** What an item says until there is an answer: nobody has given one, and who could not be asked never will. */
	private meanwhile(item: INodeExecutionData, { error, recipient, messageId }: IDataObject): IDataObject {
		const { type = 'approval', question, text, mayAnswer = [] } = asked.get(item) ?? {};
		const nothing = { ...unanswered(type) };
		if (error !== undefined) return { ...nothing, error };
		const message = { service: this.session.gateway.id, recipient, messageId, text };
		return { ...nothing, question, ...(mayAnswer.length > 0 && { mayAnswer }), message };
	}
}

function refuseSeveral(context: Session['context']): void {
	const count = context.getInputData().length;
	const several = readChoice(context, 0, {
		name: 'options.severalItems',
		label: 'Several Items',
		of: ['refuse', 'first'],
		usual: 'refuse',
	});
	if (count === 1 || several === 'first') return;
	throw new InvalidInput(
		'The input',
		`has ${count} items, and n8n waits once for all of them`,
		'Put this node into a loop over items with a batch size of 1, or set Several Items to Ask All, the First Answer Counts',
		'unsupported',
	);
}
