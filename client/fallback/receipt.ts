import { isObject, parseJson, asText, type JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import { RECIPIENT_FORMS, type Recipient } from '../model/recipient';
import { isStatus } from './reached';
import { OUTCOMES, type BotReport } from './result';

/**
 * A receipt as a node put it out, whole or simplified, or as an expression made it from one. The item of a message
 * that failed while others went on is understood too, and one that this node has put out before, as after quiet
 * hours: both hold the same inside.
 * @param service whose receipts are wanted
 * @throws InvalidInput naming what is not as in a receipt
 */
export function readReceipt(given: unknown, service: string): BotReport {
	const whole = typeof given === 'string' ? parseJson(given) : given;
	if (!isObject(whole)) throw invalid('is not there', 'Give what the node that sent the message has put out');
	const receipt = receiptIn(whole);
	if (receipt.channel !== undefined) {
		throw invalid(
			'is not one of a bot’s message',
			'An SMS, or a cascade of the service, may reach the person by SMS already',
		);
	}
	const { status } = receipt;
	if (!isStatus(status)) {
		throw invalid(
			`has the status “${String(status)}”`,
			'Give what the node that sent the message has put out',
		);
	}
	const by = asText(receipt.service) ?? service;
	if (by !== service) {
		throw invalid(`is one of ${by}, and this node works with ${service}`, 'Use a node for each service');
	}
	const bot = isObject(receipt.bot) ? asText(receipt.bot.id) : null;
	return {
		service,
		bot: bot === null ? null : { id: bot, name: null },
		recipient: {
			...recipientOf(receipt),
			id: isObject(receipt.recipient) ? asText(receipt.recipient.id) : null,
		},
		messageId: asText(receipt.messageId),
		status,
		reason: asText(receipt.reason),
		time: asText(receipt.time) ?? '',
	};
}

/** In an item of a node that sent; in one of a node that failed; in one that has been through this node before. */
function receiptIn(item: JsonObject): JsonObject {
	// where n8n adds the fields of the input, a status may be one of those
	if (item.status !== undefined && !isObject(item.error)) return item;
	const hasBeenHere = OUTCOMES.some((one) => one === item.outcome);
	if (!hasBeenHere) return isObject(item.error) ? item.error : item;
	if (item.outcome === 'sentBySms' || item.handedOver === true) {
		throw invalid('is of somebody to whom an SMS went, or may have gone', 'Take other outputs of that node');
	}
	if (!isObject(item.bot)) {
		throw invalid('is of an item that tells nothing of the bot’s message', 'Give the receipt of the message');
	}
	return item.bot;
}

function recipientOf({ recipient }: JsonObject): Recipient {
	const form = isObject(recipient) ? RECIPIENT_FORMS.find((one) => one === recipient.form) : undefined;
	const value = isObject(recipient) ? asText(recipient.value) : null;
	if (form !== undefined && value !== null) return { form, value };
	throw invalid('names no recipient', 'Give what the node that sent the message has put out');
}

const invalid = (detail: string, advice: string): InvalidInput => new InvalidInput('Receipt', detail, advice);
