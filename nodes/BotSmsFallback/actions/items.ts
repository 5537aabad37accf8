import type { INodeExecutionData } from 'n8n-workflow';

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

/** Deals the items out to the node's outputs. An item that failed while others went on has reached nobody. */
export function byOutcome(items: readonly INodeExecutionData[]): INodeExecutionData[][] {
	const told = items.map((item) => (isOutcome(item.json.outcome) ? item : failed(item)));
	return OUTCOMES.map((outcome) => told.filter(({ json }) => json.outcome === outcome));
}

const isOutcome = (word: unknown): word is Outcome => OUTCOMES.some((one) => one === word);

const failed = (item: INodeExecutionData): INodeExecutionData => ({
	...item,
	json: { outcome: 'notReached', reason: 'failed', ...item.json },
	pairedItem: item.pairedItem,
});
