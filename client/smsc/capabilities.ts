import type { Capabilities } from '../gateway';
import { MOST_STATUSES, TEXT_LIMIT } from './limits';

/** What the service can do, after its pages /telegram-bots and /api/http, and public clients. */
export const capabilities: Capabilities = {
	bots: 'many',
	recipients: ['phone', 'username', 'uid'],
	recipientsNeedingBot: ['phone', 'username', 'uid'],
	formats: ['plain'],
	textLimit: null,
	captionLimit: null,
	buttons: [],
	linksInText: true,
	media: [],
	mediaFrom: [],
	location: false,
	options: ['clientId', 'sendAt', 'lifetime', 'confirmPhoneDays', 'extra'],
	smsTextLimit: TEXT_LIMIT,
	smsOptions: ['sender', 'clientId', 'sendAt', 'extra'],
	statusesAtOnce: MOST_STATUSES,
	duplicatesAre: 'queued',
	tellsUnreached: true,
	furthestStatus: {
		status: 'clicked',
		skips: ['read'],
		note: 'SMSC calls a message delivered once Telegram took it; nobody learns whether it was read, except by a click on a tracked link in the text',
	},
	missing: {
		listSubscribers:
			'SMSC has no request that lists the people who connected to a bot. Collect them as they write to it',
		checkReachable:
			'SMSC cannot be asked whether a person has connected to a bot. Send a message and ask for its status: a message to somebody who has not is not charged',
		editMessage: 'SMSC has no way to change a message that was sent. Send another message',
		answerPress: 'SMSC has no buttons, so there are no presses to answer',
	},
	consoleOnly:
		'Bots are registered in the SMSC cabinet, and so are the option that forwards undelivered messages by SMS and the automatic replies. SMSC has no request that lists bots: Bot → Get Many shows those written into the credential',
	forwardsBySms:
		'SMSC forwards undelivered messages of a bot by SMS itself where the option for it is on in its cabinet',
	assumptions: [
		'SMSC’s page about sending to Telegram bots was not at hand. A message is sent by send.php with the parameter bot, as public clients do it; other parameters can be added as Extra Fields',
		'No buttons are sent: none of the known lists of parameters has any. Links of buttons can be put under the text instead, one line each',
		'A recipient is written as digits, @username or #uid, both when a message is sent and when its status is asked for. A phone number goes without +, so SMSC may correct its first digits',
		'Which status a message gets when the person has not connected to the bot is not documented: 3, 20, 22, 23 and 25 all count as not reached, and so do the refusals 7 and 8 when it is sent',
		'A message that SMSC took is queued; status 1 is delivered and status 4 is clicked, after what SMSC says of bots and of statuses. A status that is not in its tables is shown as unknown, with its number',
		'Error 9 to a message means that the same message was sent within the last minute, so it counts as taken unless Duplicates says otherwise. SMSC gives the same error for 15 simultaneous requests of one login; at most four run together here, but other programs with the same login count too',
		'After error 2, 3 or 4 the requests behind it in the same run are not sent for ten seconds and get the same answer, since SMSC blocks an address after many wrong requests',
		'Error 9 to any other request is waited for: a minute, within Longest Wait',
		'Statuses of up to 100 messages are asked for in one request; SMSC documents no limit. Answers are matched by id and recipient, and by their order where they name no ids',
		'A text over 1,000 characters goes out whole, with a warning: SMSC documents that limit for texts in general and says nothing about bots',
		'Dates without a time stamp are read in the time zone that the credential names, which is Moscow’s by default',
		'The history is taken in the order in which SMSC gives it, the newest first, and goes on after the last int_id; the days of From and To are those of the account’s time zone',
		'An answer that is no JSON, or not HTTP 200, and holds no error code leaves open whether a message was sent',
		'The backup host www2 is asked only when no connection to the main host could be made; www3 and further ones are not asked',
		'Deleting asks status.php with del=1. Whether it takes back what a person has already got is not documented',
		'An inbound message of a bot is taken to look like an inbound SMS, with the person’s phone, @username or #uid in phone. SMSC says nowhere to which bot it came',
		'A callback is read from a form, a query or JSON, one at a time or as a list, by POST and by GET; it is answered with 200 and ok. How often SMSC repeats it is not documented: a status counts once by message, recipient, status, err and time, a message by its id, recipient and text, and without an id or a time by its minute',
		'Digests of callbacks are md5, sha1 and crc32 over the values in UTF-8, which the address of the webhook has to ask for with charset=utf-8. Public clients show md5 for all three kinds of callback and sha1 for statuses; that sha1 is made the same way for the others, and that crc32 is written as eight hexadecimal digits, is assumed. crc32 by itself is a weak proof: ask for sha1',
		'Times of callbacks are read from ts, seconds since 1970. Where it is missing, time is read if it looks like the dates that SMSC writes elsewhere, by the time zone of the credential; its form is not documented',
		'Inbound messages are polled by get_answers every 20 seconds, after the last id that was taken, up to a week back. Ids are taken to grow; the order of the answer does not matter. A message that is listed without a number is known by its content, and given out once, too. How often it may be asked is not documented',
		'Costs have no currency in SMSC’s answers; the balance has one where SMSC tells it',
	],
};
