import type { Address, Cascade, Gateway, Line, Sms } from './gateway';
import { InvalidInput, Rejected, Unreachable } from './model/error';
import type { Message } from './model/message';
import { concernsRecipient, isFailure, keepFailure, outcomeOf, type Failure } from './model/outcome';
import type { Receipt } from './model/receipt';
import { unsupported } from './capability';
import { fit } from './fit';
import { fitSms } from './fitSms';

/** What becomes of a send that did not simply succeed. */
export interface Handling {
	/**
	 * The answer never came, so the message may have been sent: a receipt with the status `unknown`,
	 * a failure, or one more try, which may send it twice.
	 */
	unknown: 'receipt' | 'fail' | 'again';
	/** The service cannot reach this recipient: a failure, or a receipt that says so. */
	refused: 'fail' | 'receipt';
	/**
	 * The service says that it took the same message shortly before: a receipt for that one, or a failure.
	 * A receipt when left out: the person has got the message.
	 */
	duplicates?: 'accept' | 'refuse';
}

/** Sends one message and turns what went wrong into a receipt where the user wants it so. */
export async function deliver(
	gateway: Gateway,
	line: Line,
	address: Address,
	message: Message,
	handling: Handling,
): Promise<Receipt> {
	const { sendMessage } = gateway;
	if (!sendMessage) throw unsupported(gateway, 'sendMessage');
	const fitted = fit(gateway, message);
	const send = async (): Promise<Receipt> => await sendMessage(line, address, fitted.message);
	const receipt = await settle(gateway, line, address, send, handling);
	return { ...receipt, degraded: [...fitted.degraded, ...receipt.degraded] };
}

/** The same for an SMS. */
export async function deliverSms(
	gateway: Gateway,
	line: Line,
	sms: Sms,
	handling: Handling,
): Promise<Receipt> {
	const { sendSms } = gateway;
	if (!sendSms) throw unsupported(gateway, 'sendSms');
	fitSms(gateway, sms);
	const send = async (): Promise<Receipt> => await sendSms(line, sms);
	return { ...(await settle(gateway, line, toPhone(sms), send, handling)), channel: 'sms' };
}

/** The same for a cascade. */
export async function deliverCascade(
	gateway: Gateway,
	line: Line,
	cascade: Cascade,
	handling: Handling,
): Promise<Receipt> {
	const { sendCascade } = gateway;
	if (!sendCascade) throw unsupported(gateway, 'sendCascade');
	const send = async (): Promise<Receipt> => await sendCascade(line, cascade);
	return { ...(await settle(gateway, line, toPhone(cascade), send, handling)), channel: 'cascade' };
}

const toPhone = ({ phone }: { phone: string }): Address => ({ recipient: { form: 'phone', value: phone } });

async function settle(
	gateway: Gateway,
	line: Line,
	address: Address,
	send: () => Promise<Receipt>,
	handling: Handling,
): Promise<Receipt> {
	const attempt = async (): Promise<Receipt | Failure> => await send().catch(keepFailure);
	const first = await attempt();
	const last = isUnknown(first) && handling.unknown === 'again' ? await attempt() : first;
	const result = conclude(gateway, line, address, last, handling);
	if (isFailure(result)) throw result;
	return result;
}

/** What the user wants a failure to be: a receipt, or the failure that it is. */
export function conclude(
	gateway: Gateway,
	line: Line,
	address: Address,
	result: Receipt | Failure,
	handling: Handling,
): Receipt | Failure {
	if (!isFailure(result)) return result;
	if (isDuplicate(result) && handling.duplicates !== 'refuse') {
		return duplicateReceipt(gateway, address, result, line.now());
	}
	const asReceipt =
		(isUnknown(result) && handling.unknown !== 'fail') ||
		(isRefusal(result) && handling.refused === 'receipt' && concernsRecipient(result));
	return asReceipt ? failedReceipt(gateway.id, address, result, line.now()) : result;
}

export const isUnknown = (result: Receipt | Failure | undefined): result is Unreachable =>
	result instanceof Unreachable && result.facts.outcome === 'unknown';

/** By the service, or before it was asked: a person whom the registry does not know, a bot. */
const isRefusal = (failure: Failure): boolean =>
	failure instanceof Rejected || failure instanceof InvalidInput;

const isDuplicate = (failure: Failure): boolean =>
	failure instanceof Rejected && failure.facts.reason === 'duplicate';

/** The receipt of a message that the service took before. Its id stays unknown: the service names it only once. */
const duplicateReceipt = (
	{ id, name, can }: Gateway,
	address: Address,
	failure: Failure,
	now: Date,
): Receipt => ({
	...failedReceipt(id, address, failure, now),
	status: can.duplicatesAre ?? 'sent',
	reason: 'duplicate',
	degraded: [`${name} took the same message shortly before and did not send it again`],
});

/** The receipt of a message that did not go out, or of which nobody knows. */
export function failedReceipt(service: string, address: Address, failure: Failure, now: Date): Receipt {
	const { status, reason, code, description, advice, kind, messageIds } = outcomeOf(failure);
	return {
		service,
		bot: address.bot === undefined ? null : { id: address.bot, name: null },
		recipient: { ...address.recipient, id: null },
		messageId: messageIds[messageIds.length - 1] ?? null,
		messageIds,
		status,
		reason: reason ?? code,
		cost: null,
		time: now.toISOString(),
		degraded: [],
		raw: { code, kind, description, advice },
	};
}
