import type { Capabilities } from '../gateway';
import { MOST_CARRIED } from './carried';
import { CAPTION_LIMIT, TEXT_LIMIT } from './limits';

/** What the Bot API can do. Source: core.telegram.org/bots/api, 10.3. */
export const capabilities: Capabilities = {
	bots: 'one',
	recipients: ['id', 'username'],
	recipientsNeedingBot: [],
	usernamesArePublic: true,
	formats: ['plain', 'html', 'markdownV2', 'markdown'],
	textLimit: TEXT_LIMIT,
	captionLimit: CAPTION_LIMIT,
	buttons: ['url', 'callback', 'webApp', 'copyText', 'reply', 'requestContact', 'requestLocation'],
	media: ['photo', 'document', 'video', 'audio', 'voice', 'animation', 'videoNote', 'sticker'],
	mediaFrom: ['url', 'fileId', 'file'],
	location: true,
	options: ['silent', 'protect', 'topicId', 'replyTo', 'linkPreview', 'keyboard'],
	carriedAddresses: MOST_CARRIED,
	buttonStyles: true,
	tellsUnreached: true,
	furthestStatus: {
		status: 'sent',
		note: 'Telegram tells a bot that it took the message, and nothing after that: neither delivery nor reading',
	},
	missing: {
		listSubscribers:
			'Telegram gives a bot no list of the people who started it. Turn on Use Registry: the trigger then keeps a registry of them as they write to the bot, and this node lists it',
	},
	assumptions: [
		'The sorting of refusals into reasons is ours; Telegram’s own words are always in the details',
		'A link under a zero-width character comes back with a press for as long as Telegram shows the bot the message; after how long it is “too old”, Telegram does not say',
		'A username that ends in “bot” is taken for a bot, since Telegram asks that ending of bots',
	],
};
