import type { INode, INodeExecutionData } from 'n8n-workflow';

import { OUTCOMES, type Outcome, type Result } from '../../../client/fallback/result';
import { toItems } from '../../../client/n8n/items';
import type { Session } from '../../../client/n8n/session';

/** The item of a result; what the services said is left out of the simple form. */
export function toResultItems(session: Session, result: Result): INodeExecutionData[] {
	session.notes.add([...result.degraded, ...(result.repeated ? [REPEATED] : [])]);
	const { bot, sms } = result;
	const [botItem, smsItem] = [bot, sms].map((one) => (one ? (toItems(session, one)[0]?.json ?? null) : null));
	return toItems({ simplify: true }, { ...result, bot: botItem, sms: smsItem });
}

const REPEATED = 'Nothing was sent for items that an earlier run has dealt with: see repeated and reason';

/** What decides where items come out. */
type Settings = Pick<INode, 'type' | 'onError'>;

/**
 * Deals the items out to the node's outputs. An item that failed while others went on has reached nobody, unless
 * the node has an output of its own for those: n8n takes them there as long as they tell their failure only.
 *
 * n8n tells an agent of the first output and of no other, so as its tool the node has all items in that one.
 */
export function byOutcome(
	items: readonly INodeExecutionData[],
	{ type, onError }: Settings,
): INodeExecutionData[][] {
	const told = onError === 'continueErrorOutput' ? [...items] : items.map(lost);
	if (type.endsWith('Tool')) return [told, ...OUTCOMES.slice(1).map(() => [])];
	return OUTCOMES.map((outcome) => told.filter((item) => (ended(item) ?? 'notReached') === outcome));
}

/** Undefined for an item that failed. */
const ended = ({ json: { outcome } }: INodeExecutionData): Outcome | undefined =>
	OUTCOMES.find((one) => one === outcome);

const lost = (item: INodeExecutionData): INodeExecutionData =>
	ended(item) === undefined
		? { ...item, json: { outcome: 'notReached', reason: 'failed', handedOver: false, ...item.json } }
		: item;
