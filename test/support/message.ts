/** What a workflow might send, changed as a test needs it. */
import type { Leeway, Message } from '../../client/model/message';

/** Nothing may be changed in the message for the sake of the service. */
export const LEEWAY: Leeway = {
	longText: 'refuse',
	unsupportedButtons: 'refuse',
	brokenFormat: 'refuse',
	botRecipients: 'refuse',
};

export type MessageChanges = Partial<Omit<Message, 'leeway'>> & { leeway?: Partial<Leeway> };

/** A plain text. */
export const message = ({ leeway, ...changes }: MessageChanges = {}): Message => ({
	text: 'Hello',
	format: 'plain',
	buttons: [],
	options: {},
	leeway: { ...LEEWAY, ...leeway },
	...changes,
});
