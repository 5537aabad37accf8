/** Presses on questions of Send and Wait: they answer there, and start no workflow here. */
import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { Answers } from '../../client/ask/answers';
import { answerIn } from '../../client/ask/press';
import { toProof } from '../../client/ask/presser';
import type { Line } from '../../client/gateway';
import type { BotEvent } from '../../client/model/event';
import { resume } from '../../client/n8n/resume';
import { sealOf } from '../../client/n8n/seal';
import type { Setup } from './read';

/** Of this process: several workflows may hear of one press. */
const answers = new Answers();

export interface Desk {
	context: ITriggerFunctions | IWebhookFunctions;
	setup: Setup;
	line: Line;
}

/** Whether an event answers a question. */
export const isAnswer = ({ receiver, filter }: Setup, { raw, bot }: BotEvent): boolean =>
	filter.events.includes('buttonPressed') && answerIn(receiver.pressOf?.(raw, bot)) !== undefined;

/**
 * Gives the answer to the run that waits for it, and tells the person.
 * @returns the event, with what went wrong, when it was no answer in the end; undefined when nothing is left to do
 */
export async function answered(event: BotEvent, desk: Desk): Promise<BotEvent | undefined> {
	const { context, setup, line } = desk;
	const { gateway, receiver } = setup;
	const press = answerIn(receiver.pressOf?.(event.raw, event.bot));
	if (!press) return event;
	const verdict = await answers.give(`${gateway.id}/${event.bot?.id ?? ''}/${press.pressId}`, press, {
		resumeUrl: setup.resumeUrl,
		post: async (address) => await resume(context, address, await proofOf(event, press.question, desk)),
		// the answer counts also when nobody could be told, as when the press is too old by now
		tell: async (pressId, text) =>
			await gateway.answerPress?.(line, { pressId, text, alert: false }).catch(() => {
				context.logger.warn(`${gateway.name}: whoever pressed a button could not be told what came of it`);
			}),
	});
	if (verdict.is !== 'failed') return undefined;
	context.logger.warn(`${gateway.name}: an answer to a question could not be taken: ${verdict.why}`, {
		node: context.getNode().name,
	});
	return { ...event, error: `The answer to a question could not be taken: ${verdict.why}` };
}

/** Says who pressed; empty where nobody can tell. Only a question that is kept to some people needs it. */
async function proofOf(
	{ subscriber }: BotEvent,
	question: string,
	{ context, setup }: Desk,
): Promise<string> {
	if (subscriber === null) return '';
	const seal = await sealOf(context, setup.gateway).catch(() => {
		context.logger.warn(`${setup.gateway.name}: who answered a question could not be signed`);
		return undefined;
	});
	return seal === undefined ? '' : toProof(question, subscriber, seal);
}
