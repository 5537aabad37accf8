import type { Capabilities } from '../gateway';
import { MOST_CONTACTS } from './importing';
import { ID_PREFIX, MOST_TOKENS } from './tokens';
import { MOST } from './statuses';

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
	options: ['clientId'],
	smsOptions: ['sender', 'extra'],
	templates: true,
	textInTemplate:
		'eSputnik sends messages only that were prepared in its console. For a text of your own, prepare one for Telegram whose text is exactly <code>$!data.get(&#39;text&#39;)</code>, and choose it here: Text fills that variable. It goes out as plain text. The option Text Variable says what the variable is called.',
	buttonsElsewhere: 'has the buttons of a message in its console, where the message is prepared',
	linksInText: true,
	statusesAtOnce: MOST,
	tellsUnreached: true,
	registrations: { atOnce: MOST_TOKENS, idPrefix: ID_PREFIX },
	importedAtOnce: MOST_CONTACTS,
	// nobody knows what became of the first one
	duplicatesAre: 'unknown',
	furthestStatus: {
		status: 'clicked',
		skips: ['delivered', 'read'],
		note: 'a link of the message was opened. Telegram tells bots nothing of delivery or reading, so neither is to be expected; “delivered” beside a status that nobody has named counts as sent',
	},
	consoleOnly:
		'Connecting a bot, preparing messages and their buttons, and setting up webhooks is done in the console of eSputnik: account settings → My bots, Messages, and Data export',
	missing: {
		listBots:
			'eSputnik has no request that lists bots. Its console shows them under My Bots, each with its App UUID',
		listSubscribers:
			'eSputnik cannot list the people who started a bot. Collect them as they start it, with the trigger of the same bot on the service Telegram and Subscriber → Sync to eSputnik with Use Registry on',
		editMessage: 'eSputnik has no way to change a message that was sent. Send another message',
		deleteMessage: 'eSputnik has no way to remove a message that was sent',
		answerPress:
			'What a person presses does not go through eSputnik. Use the service Telegram with the token of the same bot',
	},
	assumptions: [
		'The texts of most refusals are not documented: their HTTP status decides, and the words are shown as they come',
		'403 means a key without the right for the request, so a key with all rights is best',
		'After a 429 without Retry-After, 1, 2, 4 … seconds are waited',
		'An account that tells about itself counts as open',
		'Any good answer to Add Application Tokens means that all chats of the request were taken, and 100 of them fit into one',
		'Activate and Deactivate are documented for tokens of mobile apps; that they work for Telegram is not',
		'A chat that is not registered is answered with 404',
		'Whether an update of a contact keeps what is not sent is not documented: the whole contact is read first and sent back',
		'Whether the search for contacts takes something for equal that is only alike is not documented: a contact that shows another external ID, phone or email than the one looked for is not taken for it',
		'20 kB of an event are taken as 20,000 bytes',
		'With several bots in one account, no request says which one is meant: connect one bot to an account',
		'A recipient is named by the chat ID of Telegram, which is the token that eSputnik keeps. Groups and channels are refused: whether it takes them is not documented',
		'Text that fills a variable is taken as plain: neither markup nor escaping is documented. Nothing is cut, and over 4,096 characters the receipt says so',
		'The words of an ERROR beside one recipient are documented for one case only. A token that is not known, or not registered, is read as not subscribed, Forbidden as blocked, not valid as an unknown recipient; other words as a refusal of unknown cause',
		'A request for many that is refused as a whole with 400 or 413 is taken as one of which nothing was carried out: what is refused in part is documented to come with a good answer. So it is sent again in smaller parts, until only those at fault fail',
		'No key by which eSputnik would know a repeated send is documented: what broke off is unknown. A “Duplicated request” leaves the message unknown, too',
		'Of the statuses, only DELIVERED is documented for this request, and SENT, FAILED and CLICKED as what is tracked for Telegram; the others come from a client for its SMS. A word that nobody has named is read by failed and delivered beside it, and delivered counts as sent for a chat of Telegram',
		'Statuses are asked for by at most 50 ids at a time; what eSputnik does not tell of counts as unknown',
		'What the list of prepared messages answers is not documented: anything with an id is shown. The ID can always be typed',
		'SMS and their senders are used as public clients do',
		'The bot is known by the App UUID that the credential names',
		'That the webhook tells of Telegram as it does of e-mail is assumed: no sample of it exists. Its mediaType may be telegram or telegrambot, in any case; what no status is known for is a notification',
		'The iid of an activity is taken for the requestId of the message',
		'The time of an activity has no zone. That it is in the zone of the user who set the webhook up is assumed, after what is documented of the API: it is read in the Time Zone of the credential, and where that is empty happenedAt is null. activityDateTime stands in the raw data',
		'The chat of a person is known where the external id is tg-… and the chat ID, as this package registers chats; else the person is contact-… and the contact ID',
		'UNDELIVERED and FAILED of a message to Telegram that say forbidden or blocked mean that the person blocked the bot; SPAM and SUBSCRIPTION_CHANGED are notifications, and so is UNSUBSCRIBED of another channel than Telegram',
		'The GET by which a webhook is checked is answered to anybody, and starts nothing',
	],
};
