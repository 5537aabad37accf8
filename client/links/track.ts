import { randomBytes } from 'node:crypto';

import type { Address } from '../gateway';
import type { Button } from '../model/button';
import type { Message } from '../model/message';
import type { TrackedLink } from '../model/receipt';
import { CLICK_QUERY } from './address';
import { isTrackable, type Seal } from './link';
import { rewriteLinks } from './rewrite';
import { toToken } from './token';

/** Which links of a message become tracked ones. */
export const TRACKED_PARTS = ['both', 'buttons', 'text'] as const;

/** What a user wants tracked. */
export interface Tracking {
	/** Of the trigger, see readTrackingAddress. */
	address: string;
	parts: (typeof TRACKED_PARTS)[number];
	/** Days for which clicks are counted. */
	days: number;
}

/** Who writes to whom, for the links. */
export interface Sending {
	service: string;
	/** Empty where nobody said which bot it is. */
	bot: string;
	recipient: Address['recipient'];
	now: Date;
}

export interface Tracked {
	message: Message;
	links: TrackedLink[];
}

const DAY = 86_400;

/** Turns the links of a message into tracked ones. Web apps are left alone: they take more than an address along. */
export function track(message: Message, tracking: Tracking, sending: Sending, seal: Seal): Tracked {
	const links: TrackedLink[] = [];
	const { service, bot, now } = sending;
	const { form, value } = sending.recipient;
	const expires = Math.floor(now.getTime() / 1_000 + tracking.days * DAY);
	const wants = (url: string): boolean => isTrackable(url) && !isTracked(url, tracking);
	const make = (url: string): string => {
		const ref = randomBytes(9).toString('base64url');
		const token = toToken({ url, service, bot, recipient: { form, value }, ref, expires }, seal);
		const tracked = `${tracking.address}?${CLICK_QUERY}=${token}`;
		links.push({ ref, url, tracked });
		return tracked;
	};
	const ofButton = (button: Button): Button =>
		button.kind === 'url' && wants(button.url) ? { ...button, url: make(button.url) } : button;
	const { parts } = tracking;
	return {
		message: {
			...message,
			...(parts !== 'buttons' && { text: rewriteLinks(message.text, message.format, { wants, make }) }),
			...(parts !== 'text' && { buttons: message.buttons.map((row) => row.map(ofButton)) }),
		},
		links,
	};
}

/** One that was tracked before, e.g. taken from another message. */
const isTracked = (url: string, { address }: Tracking): boolean => url.startsWith(`${address}?`);
