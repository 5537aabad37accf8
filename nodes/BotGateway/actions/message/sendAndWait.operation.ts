import { randomBytes } from 'node:crypto';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { SEND_AND_WAIT_OPERATION, WAIT_INDEFINITELY } from 'n8n-workflow';

import { pressesFor } from '../../../../client/ask/press';
import { buttonsFor, unanswered, type ResponseType, type Sign } from '../../../../client/ask/question';
import { deliver, type Handling } from '../../../../client/deliver';
import type { Gateway } from '../../../../client/gateway';
import { InvalidInput } from '../../../../client/model/error';
import type { Message } from '../../../../client/model/message';
import { mayHaveBeenSent } from '../../../../client/model/outcome';
import { botField, recipientFields, servicesWithManyBots } from '../../../../client/n8n/fields/locators';
import { handlingOptions, messageOptions, textFields } from '../../../../client/n8n/fields/message';
import { optionsField } from '../../../../client/n8n/fields/options';
import { readAddress } from '../../../../client/n8n/read/address';
import { readChoice, readFormat, readOptions } from '../../../../client/n8n/read/parameters';
import type { Session } from '../../../../client/n8n/session';
import { toItems } from '../../../../client/n8n/items';
import { questionFields, questionOptions, responseFields } from '../../ask/fields';
import { readEnd, readIsPress, readMessage, readQuestion } from '../../ask/read';
import { operation } from '../operation';

/** A question needs a link to its answer, under the message or in it. */
const hasLinks = ({ can }: Gateway): boolean => can.buttons.includes('url') || can.linksInText === true;

/** The question goes out once, and is waited for also where nobody can tell whether it arrived. */
const HANDLING: Handling = { unknown: 'receipt', refused: 'fail' };

/** Of all options, those that mean nothing for a question. */
const LEFT_OUT = new Set([
	...['oneTimeKeyboard', 'persistentKeyboard', 'inputPlaceholder'],
	...['unknownOutcome', 'refused', 'unsupportedButtons'],
]);

const ownOptions = () =>
	[...messageOptions(), ...handlingOptions()].filter(({ name }) => !LEFT_OUT.has(name));

export const sendAndWait = operation({
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send a message and wait for the response',
	description: 'Ask a person, and go on when they have answered',
	needs: 'sendMessage',
	only: hasLinks,
	fields: [
		botField({
			description: 'The bot that asks',
			displayOptions: { show: { service: servicesWithManyBots } },
		}),
		...recipientFields({ description: 'Who is asked' }),
		...questionFields(),
		...textFields().filter(({ name }) => name === 'format'),
		...responseFields(),
		optionsField(...ownOptions(), ...questionOptions()),
	],
	start: (session) => {
		const { gateway, line, notes } = session;
		const round = new Round(session);
		return {
			done: 'asked',
			read: (item) => round.read(item),
			final: mayHaveBeenSent,
			known: ({ address }) => ({ service: gateway.id, recipient: { ...address.recipient } }),
			run: async ({ address, message }) => {
				const receipt = await deliver(gateway, line, address, message, HANDLING);
				notes.add(receipt.degraded);
				return toItems(session, receipt);
			},
			after: async (output) => await round.wait(output),
		};
	},
});

/** One run of the node: what is asked of each item, and the wait for the answer. */
class Round {
	/** New for each run, so that a loop asks anew each time. */
	private readonly question = randomBytes(9).toString('base64url');
	/** By item, as far as it could be read. The page shows each person their own text: n8n knows the first item's there. */
	private readonly asked = new Map<number, { type: ResponseType; text: string }>();
	private end: Date | undefined;

	constructor(private readonly session: Session) {}

	/** @throws InvalidInput for all that can be wrong: later, a message has gone out */
	read(item: number) {
		const { gateway, context } = this.session;
		refuseSeveral(context);
		if (item === 0) this.end = readEnd(context, item, new Date());
		const { options, leeway } = readOptions(context, item);
		const question = readQuestion(context, item);
		const asked = { question: this.question, item: String(item) };
		const sign: Sign = (parameters) => context.getSignedResumeUrl(parameters);
		const message: Message = {
			text: readMessage(context, item),
			format: readFormat(gateway, context, item),
			...(readIsPress(gateway, context, item, question)
				? pressesFor(question, asked, sign)
				: { buttons: buttonsFor(question, asked, sign) }),
			options,
			// where there are no buttons, the links stand in the text
			leeway: { ...leeway, unsupportedButtons: 'degrade' },
		};
		const address = readAddress(this.session, item);
		this.asked.set(item, { type: question.type, text: message.text });
		return { address, message };
	}

	/**
	 * Lets n8n wait for the answer, unless nobody was asked. None of our code runs when the time is over: n8n then
	 * passes the input items on, so they say beforehand what is true in that case.
	 */
	async wait(output: INodeExecutionData[]): Promise<INodeExecutionData[]> {
		if (output.every(({ json }) => json.error !== undefined)) return output;
		const { context, gateway } = this.session;
		const items = context.getInputData();
		for (const [index, { type, text }] of this.asked) {
			const { recipient, messageId } = output[index]?.json ?? {};
			const message = { service: gateway.id, recipient, messageId, text };
			const json = items[index]?.json;
			if (json) json.data = { ...unanswered(type), question: this.question, message } as IDataObject;
		}
		await context.putExecutionToWait(this.end ?? WAIT_INDEFINITELY);
		return items;
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
