import type { Capabilities } from '../gateway';
import { MEDIA_KINDS } from './compose';

/** What the service can do on a Telegram channel, after its API reference and the page "telegram-bot-management". */
export const capabilities: Capabilities = {
	bots: 'one',
	recipients: ['id'],
	recipientsNeedingBot: [],
	formats: ['plain'],
	textLimit: null,
	captionLimit: null,
	buttons: [],
	linksInText: true,
	media: MEDIA_KINDS,
	mediaFrom: ['url'],
	location: true,
	options: ['replyTo', 'clientId', 'extra'],
	tellsUnreached: true,
	furthestStatus: {
		status: 'read',
		note: 'A send itself ends with sent: the service took the message. What comes after is told by its callbacks or its queue. Which of delivered and read a Telegram channel reports is not documented, so a missing one proves nothing',
	},
	missing: {
		listSubscribers:
			'Chat App has no list of the people who wrote to a bot. Collect them as they write: the sender of a received message is the recipient to answer to',
		checkReachable:
			'Chat App cannot be asked whether a person can be written to. A message that is refused says why',
		editMessage: 'Chat App has no way to change a message that was sent. Send another message',
		deleteMessage: 'Chat App has no way to remove a message that was sent',
		answerPress: 'Chat App has no buttons for Telegram, so there is no press to answer',
		getStatuses:
			'Chat App cannot be asked what became of a message on Telegram. It reports by callback or by queue',
		estimateCost: 'Chat App does not tell prices',
		getBalance: 'Chat App does not tell a balance: the bill is in the console of Alibaba Cloud',
		getHistory: 'Chat App lists messages of WhatsApp and Viber only',
	},
	consoleOnly:
		'Only in the console of Chat App: connect or create a bot, update its token, which may disconnect it for a moment, so do it when little is written, and delete it, for good and with all its groups (Channel Management → the channel’s ID → Chatbot Management; a channel has one bot); enable the message workbench or its keywords (Message Workbench Settings); the three webhook addresses of a Telegram channel, for status reports, inbound messages and notifications, and the switch Message Queue Monitoring (Configure Webhook)',
	assumptions: [
		'The service documents nothing of a Telegram message but the channel’s name and its message types. All that follows is inferred from its other channels, its SDK and its samples',
		'The recipient (To) is sent unchanged. The best source is the sender of a received message; it is probably the numeric Telegram ID',
		'The sender (From) is a free text of the credential, sent unchanged; so is the channel (CustSpaceId). A channel has one bot, so a credential is one bot',
		'A text is sent as {"text"}; a photo, video or animation as {"link", "caption"}; audio and stickers as {"link"}; a document as {"link", "fileName"} with the last part of its address as the name; a location as {"longitude", "latitude"} in texts, with name and address where given',
		'No markup is documented, so text is taken as plain and nothing in it is escaped',
		'No text limit is documented; Telegram’s own is 4096 characters, and a longer text goes out with a warning',
		'There are no buttons. Links, also those of web app buttons, become lines of the text or caption where the user allows it; all other buttons are left out then',
		'Extra Fields win over what this package writes, so that a Content of one’s own, RecipientType and the like can be sent; whether Telegram channels take them is not documented',
		'A code that is not OK is a refusal at any HTTP status. The list of codes that is known is incomplete: those not in it are sorted by how their names begin, or reported as they are',
		'SessionWindowExpired means that 24 hours have passed since the person’s last message. Whether the rule holds on Telegram is not documented, so no message is held back here',
		'A code with Throttling in it means too many requests. The header x-acs-retry-after is read as milliseconds, within 1 second and 2 minutes; without it, one second is waited',
		'A server error (5xx) with an unknown code, or a good answer that is not JSON, leaves the outcome of a message unknown. There is no key against sending twice',
		'Parameters go in the query, as the current SDK sends them. How long an address the service takes is not documented, and whether all of them may go into the body neither: it is a setting of the credential',
		'The list of channels may not show Telegram channels at all. Channels of other messengers are left out of it; pages are counted from 1',
		'Setting the status URL is documented for accounts of the service, not for Telegram channels. It sets neither the address for inbound messages nor the one for notifications',
		'A callback is told by its members, whichever of the three addresses it comes to: MessageId and Status are a status, MessageId, From and Type an inbound message, all else a notification. None of the documented examples is of a Telegram channel',
		'A callback that comes again is known by MessageId and Status, an inbound message by MessageId, a notification by its content',
		'Callbacks carry no signature. Who calls is known by the address alone, which n8n makes unguessable, and by the Callback Secret where the credential has one',
		'Status words other than Sent, Delivered, Read and Failed move no message: the event says unknown and the word',
		'Every person writes in a private chat: whether messages of groups come, and how, is not documented. FromUserName is taken as their username',
		'How commands and button presses arrive from Telegram is not documented: a text that begins with / is a command, an inbound message of the type REPLY is a press',
		'A contact card is a shared phone only where it is the only one and its user ID is the sender’s; otherwise it is a message. The form of contact cards is not documented',
		'There is no subscription event: the first message of a person is the first that anybody can know of them. Subscribe and unsubscribe words, which Viber has, arrive as notifications',
		'Files of inbound messages are not loaded: the event holds the address at which the service keeps each for 7 days',
		'Which hosts hand out the keys of the queues and hold them is not documented for this service: Token Endpoint and Queue Endpoint are those of its SMS product. The request for keys is signed by HMAC-SHA1, as its SDK does, or by ACS3-HMAC-SHA256 as a setting',
		'The name of the kind of notifications at the queue (ChatAppAudit) is by analogy. Bodies of queue messages may be JSON or base64 of it, one object or an array. Times of keys without a zone are read as UTC',
		'A permission error still proves that the AccessKey is valid, so the test of the credential takes HTTP 403 for good, unless its code says that the key is wrong',
	],
};
