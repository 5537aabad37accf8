import type { INode, INodeExecutionData } from 'n8n-workflow';

import { OUTCOMES, type Outcome, type Result } from '../../../client/fallback/result';
import { dealOut, toItems } from '../../../client/n8n/items';
import type { Session } from '../../../client/n8n/session';

/** The item of a result; what the services said is left out of the simple form. */
export function toResultItems(session: Session, result: Result): INodeExecutionData[] {
	session.notes.add([...result.degraded, ...(result.repeated ? [REPEATED] : [])]);
	const { bot, sms } = result;
	const [botItem, smsItem] = [bot, sms].map((one) => (one ? (toItems(session, one)[0]?.json ?? null) : null));
	return toItems({ simplify: true }, { ...result, bot: botItem, sms: smsItem });
}

const REPEATED = 'Nothing was sent for items that an earlier run has dealt with: see repeated and reason';

/**
 * Deals the items out to the node's outputs. An item that failed while others went on has reached nobody, unless
 * the node has an output of its own for those: n8n takes them there as long as they tell their failure only.
 */
export function byOutcome(
	items: readonly INodeExecutionData[],
	node: Pick<INode, 'type' | 'onError'>,
): INodeExecutionData[][] {
	const told = node.onError === 'continueErrorOutput' ? items : items.map(lost);
	return dealOut(told, node, OUTCOMES.length, (item) => OUTCOMES.indexOf(ended(item) ?? 'notReached'));
}

/** Undefined for an item that failed. */
const ended = ({ json: { outcome } }: INodeExecutionData): Outcome | undefined =>
	OUTCOMES.find((one) => one === outcome);

const lost = (item: INodeExecutionData): INodeExecutionData =>
	ended(item) === undefined
		? { ...item, json: { outcome: 'notReached', reason: 'failed', handedOver: false, ...item.json } }
		: item;
