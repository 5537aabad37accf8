import type { Address, Bulk, Gateway, Line, Sending, Target } from '../gateway';
import { InvalidInput } from '../model/error';
import { isFailure, keepFailure, NO_RESULT, type Failure } from '../model/outcome';
import type { Receipt } from '../model/receipt';
import { RECIPIENT_FORMS, type Recipient } from '../model/recipient';
import type { Reachability } from '../model/subscriber';
import { resolve } from './resolve';
import type { Registry, SendReport } from './types';

/** What a gateway needs to use the registry. */
export interface RegistryUse {
	registry: Registry;
	/** The bot of the account where it has only one; asked for once, and only when it has to be known. */
	onlyBot: () => Promise<string>;
	/** Told when the registry could not be updated: the message went out all the same. */
	tell: (problem: string) => void;
}

/**
 * A gateway that looks up in the registry who is meant, and keeps there what becomes of each send. It is the
 * same gateway for everybody who uses it, only that it understands every way to name somebody.
 */
export function through(gateway: Gateway, use: RegistryUse): Gateway {
	const { sendMessage, bulk, editMessage, deleteMessage, checkReachable } = gateway;
	const find = async (line: Line, recipient: Recipient, bot?: string): Promise<Recipient> =>
		await lookUp(gateway, use, line, recipient, bot);
	const inChat = async (line: Line, target: Target): Promise<Target> => ({
		...target,
		chat: await find(line, target.chat),
	});
	return {
		...gateway,
		can: { ...gateway.can, recipients: [...RECIPIENT_FORMS] },
		...(sendMessage && {
			sendMessage: async (line, address, message) => {
				const recipient = await find(line, address.recipient, address.bot);
				const settled = await sendMessage(line, { ...address, recipient }, message).then(
					(receipt) => ({ receipt }),
					(failure: unknown) => ({ failure }),
				);
				await note(gateway, use, { ...address, recipient }, settled);
				if ('failure' in settled) throw settled.failure;
				const { receipt } = settled;
				return { ...receipt, recipient: { ...named(address.recipient), id: receipt.recipient.id } };
			},
		}),
		...(bulk && { bulk: bulkThrough(gateway, bulk, use, find) }),
		...(editMessage && {
			editMessage: async (line, target, part, message) => {
				const receipt = await editMessage(line, await inChat(line, target), part, message);
				return { ...receipt, recipient: { ...named(target.chat), id: receipt.recipient.id } };
			},
		}),
		...(deleteMessage && {
			deleteMessage: async (line, target) => await deleteMessage(line, await inChat(line, target)),
		}),
		...(checkReachable && {
			checkReachable: async (line, address, leeway) => {
				const found = await find(line, address.recipient, address.bot).catch(toAnswer);
				return 'reachable' in found
					? found
					: await checkReachable(line, { ...address, recipient: found }, leeway);
			},
		}),
	};
}

/** Everybody is looked up first; who is not known fails alone. */
const bulkThrough = (
	gateway: Gateway,
	bulk: Bulk,
	use: RegistryUse,
	find: (line: Line, recipient: Recipient, bot?: string) => Promise<Recipient>,
): Bulk => ({
	...bulk,
	send: async (line, sendings) => {
		const found = await Promise.all(
			sendings.map(async ({ address, message }): Promise<Sending | Failure> => {
				const recipient = await find(line, address.recipient, address.bot).catch(keepFailure);
				return isFailure(recipient) ? recipient : { address: { ...address, recipient }, message };
			}),
		);
		const known = found.filter((one): one is Sending => !isFailure(one));
		const sent = known.length === 0 ? [] : await bulk.send(line, known);
		await Promise.all(
			known.map(async ({ address }, index) => {
				const own = sent[index];
				if (own) await note(gateway, use, address, isFailure(own) ? { failure: own } : { receipt: own });
			}),
		);
		const results = new Map(known.map((one, index) => [one, sent[index] ?? NO_RESULT]));
		return found.map((one, index) => {
			const own = isFailure(one) ? one : (results.get(one) ?? NO_RESULT);
			const asked = sendings[index]?.address.recipient;
			return isFailure(own) || !asked
				? own
				: { ...own, recipient: { ...named(asked), id: own.recipient.id } };
		});
	},
});

/** As the workflow named them. */
const named = ({ form, value }: Recipient): Recipient => ({ form, value });

/** Reads and decides before anything is asked of the service. */
async function lookUp(
	gateway: Gateway,
	{ registry, onlyBot }: RegistryUse,
	line: Line,
	recipient: Recipient,
	bot: string | undefined,
): Promise<Recipient> {
	if (recipient.form === 'id') return recipient;
	if (recipient.isPublic) return named(recipient);
	const botId = gateway.can.bots === 'one' ? await onlyBot() : bot;
	const query = { service: gateway.id, recipient, ...(botId !== undefined && { botId }) };
	return (await resolve(registry, gateway.can, query, line.now())).recipient;
}

/** Somebody who is not known is an answer to the question whether they can be reached. */
function toAnswer(failure: unknown): Reachability {
	if (!(failure instanceof InvalidInput) || failure.reason !== 'unknownRecipient') throw failure;
	return { reachable: 'no', reason: failure.reason, description: failure.message, raw: null };
}

/** Never in the way of the send: what goes wrong here is told, and the message counts as it came out. */
async function note(
	gateway: Gateway,
	{ registry, onlyBot, tell }: RegistryUse,
	{ recipient, bot }: Address,
	settled: { receipt: Receipt } | { failure: unknown },
): Promise<void> {
	const { receipt, failure } = settled as { receipt?: Receipt; failure?: unknown };
	const result = receipt ?? failure;
	if (!isReported(result)) return;
	const id = receipt?.recipient.id ?? (recipient.form === 'id' ? recipient.value : undefined);
	if (id === undefined) return;
	const asked = gateway.can.bots === 'one' ? onlyBot : async () => bot ?? '';
	const botId = receipt?.bot?.id ?? (await asked().catch(() => undefined));
	if (botId === undefined) {
		tell(UNKNOWN_BOT);
		return;
	}
	const problem = await registry.noteReceipt({
		service: gateway.id,
		botId,
		id,
		result,
		tellsUnreached: gateway.can.tellsUnreached,
	});
	if (problem !== undefined) tell(problem);
}

/** What nobody planned says nothing of a person. */
const isReported = (result: unknown): result is SendReport['result'] =>
	isFailure(result) || (typeof result === 'object' && result !== null && 'messageId' in result);

const UNKNOWN_BOT = 'The registry was not updated. The service did not tell which bot this is';
