import type { Capabilities } from '../gateway';
import { MOST_CONTACTS } from './importing';
import { ID_PREFIX, MOST_TOKENS } from './tokens';

/** What the service can do. Sources: its API start page, its guides on Telegram bots and on rate limits. */
export const capabilities: Capabilities = {
	bots: 'one',
	recipients: ['id'],
	recipientsNeedingBot: [],
	formats: ['plain'],
	textLimit: null,
	captionLimit: null,
	buttons: [],
	media: [],
	mediaFrom: [],
	location: false,
	options: [],
	tellsUnreached: true,
	registrations: { atOnce: MOST_TOKENS, idPrefix: ID_PREFIX },
	importedAtOnce: MOST_CONTACTS,
	furthestStatus: {
		status: 'clicked',
		note: 'a link of the message was opened. Telegram tells bots nothing of delivery or reading, so what eSputnik calls delivered counts as sent',
	},
	missing: {
		listBots:
			'eSputnik has no request that lists bots. Its console shows them under My Bots, each with its App UUID',
		listSubscribers:
			'eSputnik cannot list the people who started a bot. Collect them as they start it, with the trigger of the same bot on the service Telegram',
		editMessage: 'eSputnik has no way to change a message that was sent. Send another message',
		deleteMessage: 'eSputnik has no way to remove a message that was sent',
		answerPress:
			'What a person presses does not go through eSputnik. Use the service Telegram with the token of the same bot',
	},
	assumptions: [
		'The texts of most refusals are not documented: their HTTP status decides, and the words are shown as they come',
		'403 means a key without the right for the request',
		'After a 429 without Retry-After, 1, 2, 4 … seconds are waited',
		'An account that tells about itself counts as open',
		'Any good answer to Add Application Tokens means that all chats of the request were taken, and 100 of them fit into one',
		'Activate and Deactivate are documented for tokens of mobile apps; that they work for Telegram is not',
		'A chat that is not registered is answered with 404',
		'Whether an update of a contact keeps what is not sent is not documented: the whole contact is read first and sent back',
		'20 kB of an event are taken as 20,000 bytes',
	],
};
