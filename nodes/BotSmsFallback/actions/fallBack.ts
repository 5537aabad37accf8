import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fallBackFor, type ReceiptRequest } from '../../../client/fallback/flow';
import { keyOfReceipt, keyOfUser } from '../../../client/fallback/key';
import { Lookup } from '../../../client/fallback/lookup';
import { goalsOf, isOnlyReported, isStatus, usualGoal } from '../../../client/fallback/reached';
import { readReceipt } from '../../../client/fallback/receipt';
import type { BotReport } from '../../../client/fallback/result';
import type { DeliveryStatus } from '../../../client/model/status';
import { InvalidInput } from '../../../client/model/error';
import { readChoice, readWord } from '../../../client/n8n/read/parameters';
import type { ItemWork } from '../../../client/n8n/together';
import { toResultItems } from './items';
import { readUnknown, readWish } from './read';
import type { Run } from './run';

/** Fall Back for Receipts. */
export function fallBack(run: Run): ItemWork<ReceiptRequest> {
	const { session, use, inTurn } = run;
	const lookup = new Lookup(session.gateway, session.line);
	return {
		done: 'decided',
		anew: (output) => output.some(({ json: { key } }) => use.handed.has(String(key))),
		read: (item) => readRequest(run, lookup, item),
		known: ({ report: { service, recipient, messageId }, key }) => ({
			service,
			recipient: { ...recipient },
			messageId,
			key: key.mark,
		}),
		run: async (request) =>
			toResultItems(session, await inTurn(request.key, async () => await fallBackFor(use, request))),
	};
}

function readRequest(run: Run, lookup: Lookup, item: number): ReceiptRequest {
	const { session, use, withPhone, lastSeen } = run;
	const { context, gateway } = session;
	const report = readReceipt(context.getNodeParameter('receipt', item, ''), gateway.id);
	const own = readWord(context, 'key', item);
	const wish = readWish(context, item, use.phones);
	const goal = readChoice(context, item, {
		name: 'reached',
		label: 'Counts as Reached',
		of: goalsOf(gateway.can).filter((one) => one !== 'replied' || session.registry !== undefined),
		usual: usualGoal(gateway),
	});
	if (isOnlyReported(goal, gateway) && !hears(context, item)) {
		throw new InvalidInput(
			'Counts as Reached',
			`cannot be “${goal}”: ${gateway.name} cannot be asked what became of a message`,
			'Put what your workflow has heard of it into the option Later Status, or choose Accepted',
			'unsupported',
		);
	}
	if (own === '' && report.messageId === null && report.time === '') {
		throw new InvalidInput(
			'Receipt',
			'has neither a message ID nor a time',
			'Give a Key to know the item by',
		);
	}
	if (goal === 'replied' && Number.isNaN(Date.parse(report.time))) {
		throw new InvalidInput(
			'Receipt',
			'does not say when the message was sent, so nobody can tell whether somebody replied to it',
			'Give what the node that sent the message has put out',
		);
	}
	const later = readLater(readWord(context, 'options.laterStatus', item));
	const id = report.messageId ?? readWord(context, 'options.clientId', item);
	return {
		key: own === '' ? keyOfReceipt(report) : keyOfUser(own),
		report,
		goal,
		unknown: readUnknown(context, item),
		...(later && { later }),
		...(lookup.works && id !== '' && { ask: lookup.add({ recipient: plain(report), messageId: id }) }),
		lastSeen: async () => await lastSeen(report),
		wish: async (now) => await withPhone(wish, now),
	};
}

const plain = ({ recipient: { form, value } }: BotReport) => ({ form, value });

/** Whether the workflow tells what became of its messages; an empty word says that nothing has been heard of one. */
const hears = (context: IExecuteFunctions, item: number): boolean =>
	'laterStatus' in (context.getNodeParameter('options', item, {}) as IDataObject);

function readLater(word: string): DeliveryStatus | undefined {
	if (word === '') return undefined;
	if (isStatus(word)) return word;
	throw new InvalidInput(
		'Later Status',
		`“${word}” is not a status`,
		'Use delivered, read, failed or the like',
	);
}
