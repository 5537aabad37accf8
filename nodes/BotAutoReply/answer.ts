/** What becomes of one rule that holds for one event. */
import { findGateway } from '../../client/gateways';
import { InvalidInput } from '../../client/model/error';
import { isFailure, mayHaveBeenSent, outcomeOf } from '../../client/model/outcome';
import type { Receipt } from '../../client/model/receipt';
import { ENDED } from '../../client/model/status';
import { claimsOf, storeOf } from '../../client/n8n/claims';
import type { Session } from '../../client/n8n/session';
import { tracking } from '../../client/n8n/tracking';
import { addressOf } from '../../client/rules/address';
import { admit, type Admission } from '../../client/rules/admit';
import { compose, type Composed } from '../../client/rules/compose';
import type { Match } from '../../client/rules/match';
import { withTitle } from '../../client/rules/read';
import type { Reply } from '../../client/rules/rule';
import type { HeldBack } from '../../client/rules/sender';
import type { Translate } from '../../client/rules/translate';
import type { Request } from './read';

export interface Answered extends Partial<Omit<Composed, 'text' | 'buttons' | 'notice'>> {
	/** Left out where the rule sends nothing. */
	receipt?: Omit<Receipt, 'raw'>;
	/** Of a button press: whether the waiting sign at the button was ended. */
	pressAnswered?: boolean;
	pressError?: string;
}

export type Answer = (request: Request, match: Match) => Promise<Answered | HeldBack>;

const NOTHING: Reply = { text: '', byLanguage: new Map(), buttons: [] };

/** Answers by rule; what all items of a run share is made once. */
export function answering(session: Session, translate: Translate | undefined): Answer {
	const { context, line } = session;
	const [claims, store] = [claimsOf(context), storeOf(context)];
	const send = tracking(session);
	// whoever tries a workflow in the editor sends the same event again and again, and wants to see the answer
	const isTried = context.getMode() === 'manual';

	return async (request, match) => {
		const { event, coolDown, matches } = request;
		const now = (): number => line.now().getTime();
		const admission: Admission | HeldBack = isTried
			? { giveBack: async () => undefined }
			: await admit(event, match.rule, { claims, store, coolDown, now, isFurther: match !== matches[0] });
		if (typeof admission === 'string') {
			if (admission === 'coolDown') await endPress(session, request, '');
			return admission;
		}
		// where it cannot be given back it stays taken; what became of the reply is the thing to tell
		const giveBack = async (): Promise<void> => await admission.giveBack().catch(() => undefined);
		const answered = await reply({ session, send, translate }, request, match).catch(
			async (failure: unknown) => {
				// what was not sent may be tried again; what may have been sent may not
				if (!mayHaveBeenSent(failure)) await giveBack();
				throw withTitle(match.rule.title, failure);
			},
		);
		if (answered.receipt && !hasGoneOut(answered.receipt)) await giveBack();
		return answered;
	};
}

/** False for the receipt of somebody who could not be reached; true also where nobody can tell. */
export const hasGoneOut = ({ status, messageIds }: Pick<Receipt, 'status' | 'messageIds'>): boolean =>
	messageIds.length > 0 || !ENDED.some((one) => one === status);

/** What all items of a run share. */
interface Means {
	session: Session;
	send: ReturnType<typeof tracking>;
	translate: Translate | undefined;
}

async function reply(
	{ session, send, translate }: Means,
	request: Request,
	{ rule, found }: Match,
): Promise<Answered> {
	const { gateway, notes } = session;
	const { event, format, usual, options, leeway, handling, tracked, bot } = request;
	const address = rule.reply && addressOf(findGateway(gateway.id) ?? gateway, event, bot);
	// a press waits for a short time only, and a translator may take longer than that
	const ended = rule.reply && rule.notice === '' ? await endPress(session, request, '') : {};
	const { text, buttons, notice, ...spoken } = await compose(rule.reply ?? NOTHING, rule.notice, {
		facts: { event, found },
		format,
		usual,
		translate,
	});
	const pressed = rule.notice === '' ? ended : await show(session, request, notice, rule.notice);
	if (!address) return pressed;
	const message = { text, format, buttons, options, leeway };
	const { raw: _, ...receipt } = await send({ address, message, handling, tracking: tracked });
	notes.add(receipt.degraded);
	if (spoken.translationError !== undefined) notes.add([`Not translated: ${spoken.translationError}`]);
	return { ...spoken, ...pressed, receipt };
}

/** Shows a notice. One that a name or a translation made too long is left out: the reply is worth more than it. */
async function show(
	session: Session,
	request: Request,
	notice: string,
	written: string,
): Promise<Pick<Answered, 'pressAnswered' | 'pressError'>> {
	return await endPress(session, request, notice).catch(async (failure: unknown) => {
		if (!(failure instanceof InvalidInput)) throw failure;
		const refusal = new InvalidInput('Press Notice', failure.detail, failure.advice, failure.reason);
		if (notice === written) throw refusal;
		return { ...(await endPress(session, request, '')), pressError: refusal.message };
	});
}

/** Ends the waiting sign at the button. A press that is too old for it is answered by message all the same. */
async function endPress(
	{ gateway, line }: Session,
	{ event: { button } }: Request,
	text: string,
): Promise<Pick<Answered, 'pressAnswered' | 'pressError'>> {
	if (!button || button.pressId === '' || !gateway.answerPress) return {};
	return await gateway.answerPress(line, { pressId: button.pressId, text, alert: false }).then(
		() => ({ pressAnswered: true }),
		(failure: unknown) => {
			if (failure instanceof InvalidInput || !isFailure(failure)) throw failure;
			return { pressAnswered: false, pressError: outcomeOf(failure).description };
		},
	);
}
