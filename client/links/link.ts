import type { Recipient } from '../model/recipient';

/** What a tracked link says: where it leads, and whose click it will be. */
export interface Link {
	/** Where it leads: see isTrackable. */
	url: string;
	service: string;
	/** The service's id of the bot that wrote; empty where nobody said. */
	bot: string;
	/** Whom the message was for, as the workflow named them. */
	recipient: Recipient;
	/** Random; stands on the receipt too, as the message's id is not known before it is sent. */
	ref: string;
	/** Seconds since the epoch: later clicks are not counted. */
	expires: number;
}

/** Signs a text. The key is in the closure and never leaves it. */
export type Seal = (text: string) => Buffer;

/**
 * Bytes as JSON, the form in which an address stands in a link: letters of other scripts count more. Longer ones are no
 * addresses that people are sent, and the link would be too long to be read again (see readToken).
 */
const LONGEST = 2_000;

/**
 * Whether an address may stand behind a tracked link: a web page, and nothing that a browser would carry out or
 * that would send a password along. Asked when a link is made and again when it is opened.
 */
export function isTrackable(url: string): boolean {
	if (
		Buffer.byteLength(JSON.stringify(url)) > LONGEST ||
		!/^https?:\/\/[^/?#\\]/i.test(url) ||
		!URL.canParse(url)
	)
		return false;
	const { protocol, username, password, hostname } = new URL(url);
	return (
		(protocol === 'http:' || protocol === 'https:') && username === '' && password === '' && hostname !== ''
	);
}
