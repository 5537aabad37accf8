/**
 * Asked before links go out: whether somebody takes the clicks. A link leads nowhere while no trigger listens at its
 * address, or one of another account, and what was sent cannot be called back.
 */
import { InvalidInput } from '../model/error';
import { CLICK_QUERY, TRACKING_FIELD } from './address';
import type { Seal } from './link';
import { NOTHING_HERE } from './page';
import { toToken } from './token';

/** Where the probe leads. Nobody goes there: the redirect is not followed. */
const NOWHERE = 'https://probe.invalid/';

/** Names itself as a robot, and its time is over, so it is never counted. */
export const PROBE_AGENT = 'n8n-bot-gateway-probe';

/** A genuine link that means nothing. */
export const probeOf = (address: string, service: string, seal: Seal): string => {
	const link = {
		url: NOWHERE,
		service,
		bot: '',
		recipient: { form: 'id', value: '' },
		ref: '',
		expires: 0,
	} as const;
	return `${address}?${CLICK_QUERY}=${toToken(link, seal)}`;
};

/** What came back; undefined when nothing did. */
export interface ProbeReply {
	status: number;
	headers: Record<string, unknown>;
	text: string;
}

/**
 * What is wrong with an address, where that is certain. Everything else is no proof: n8n may not be able to reach its
 * own address although people can, or something before it may answer machines in its own way.
 */
export function faultOf(reply: ProbeReply | undefined): InvalidInput | undefined {
	if (reply?.status !== 404) return undefined;
	if (reply.text === NOTHING_HERE.body) {
		return new InvalidInput(
			TRACKING_FIELD,
			'belongs to a trigger that cannot read these links',
			'Choose the same credential in that Bot Gateway Trigger and in this node',
		);
	}
	if (!IS_N8N.test(reply.text)) return undefined;
	return new InvalidInput(
		TRACKING_FIELD,
		'is not open: no active workflow takes clicks there',
		'Activate the workflow of the Bot Gateway Trigger, with Link Clicked among its events, and look whether this is its address',
	);
}

/** n8n's own words for a webhook that nobody has. Source: n8n 2.41, webhook-not-found.error. */
const IS_N8N = /\bwebhook\b.*\bis not registered\b/i;

/** Whether the probe was led on: then the address is good. */
export const isGood = (reply: ProbeReply | undefined): boolean =>
	reply?.status === 302 && reply.headers.location === NOWHERE;
