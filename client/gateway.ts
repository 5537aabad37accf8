import type { HttpAnswer, RetryAfter, Send } from './http/request';
import type { Bot } from './model/bot';
import type { ButtonKind } from './model/button';
import type { BotCommand, BotLink, BotProfile, WebhookReport } from './model/care';
import type {
	Contact,
	ContactData,
	ContactFilter,
	ContactLeeway,
	ContactRef,
	ContactWritten,
	ImportedContact,
	ImportReport,
	ImportSettings,
	ImportStart,
	OutsideEvent,
	Registered,
	Registration,
} from './model/contact';
import type { Failure } from './model/outcome';
import type { MediaKind, MediaSource, Message, MessageOptionName, TextFormat } from './model/message';
import type { Receipt } from './model/receipt';
import type { Recipient, RecipientForm } from './model/recipient';
import type { DeliveryStatus } from './model/status';
import type { Reachability, Subscriber } from './model/subscriber';
import type { Receiver } from './receiver';

/** What a gateway needs to do its work: the road to its account and a clock. */
export interface Line {
	send: Send;
	now: () => Date;
	/** What the gateway may know of its account; see Gateway.settings. */
	settings?: () => Promise<Settings>;
}

/** Fields of an account's credential that are no secrets, by name; empty where nothing was entered. */
export type Settings = Record<string, string>;

/** Where a message goes. `bot` is set where the account has many bots and the workflow named one. */
export interface Address {
	recipient: Recipient;
	bot?: string;
}

/** One message to one person. */
export interface Sending {
	address: Address;
	message: Message;
}

/** Sending messages to several people by one request. */
export interface Bulk {
	/** Messages of one request. */
	most: number;
	/** Messages of different keys never share a request. Never throws. */
	key: (sending: Sending) => string;
	/**
	 * One result for each, in the order given; what cannot be sent as it is fails by itself, and the others go.
	 * Nobody should be named twice in it: in which order a request does its parts is not known.
	 * @throws Rejected | Unreachable when the request as a whole failed, as sendMessage does
	 */
	send(line: Line, sendings: readonly Sending[]): Promise<Array<Receipt | Failure>>;
}

/** A message that was prepared in the service's console. */
export interface PreparedMessage {
	id: string;
	/** For people only; the id where the service does not tell it. */
	name: string;
	raw: unknown;
}

/** A message that was sent before, to be changed or removed. */
export interface Target {
	chat: Recipient;
	messageId: string;
	/** An SMS, not a message of a bot; see Receipt.channel. */
	channel?: 'sms';
}

/** What of a message is changed; the buttons are replaced in every case. */
export type MessagePart = 'text' | 'caption' | 'buttons';

/** What a person sees after pressing a button. */
export interface PressAnswer {
	pressId: string;
	/** 0–200 characters; empty only ends the waiting. */
	text: string;
	/** A box to be closed by hand instead of a short notice. */
	alert: boolean;
	/** Opened on the person's device. */
	url?: string;
	/** Seconds for which the device may repeat the answer by itself. */
	cacheSeconds?: number;
}

/** A message as its receipt names it. */
export interface MessageRef {
	messageId: string;
	recipient: Recipient;
	/** An SMS, not a message of a bot; see Receipt.channel. */
	channel?: 'sms';
}

/** A text to a phone, past all bots. */
export interface Sms {
	/** International, digits only. */
	phone: string;
	text: string;
	/** Registered with the service, which takes its own usual one where none is given. */
	sender?: string;
	/** An id of the workflow's own, by which the service reports on it where it can. */
	clientId?: string;
	/** ISO 8601: not before this moment. */
	sendAt?: string;
	/** Fields of the service's own request, put in as they are; they win over what this package writes. */
	extra?: Record<string, unknown>;
}

/** What an SMS may say beside its phone and its text, as a service declares which of it it takes. */
export type SmsOptionName = Exclude<keyof Sms, 'phone' | 'text'>;

/** One way of a cascade, in the service's own words: its `type` and whatever that type needs. */
export type CascadeStage = { type: string } & Record<string, unknown>;

/** A message that the service itself tries to bring one way after the other. */
export interface Cascade {
	/** International, digits only. */
	phone: string;
	/** In the order in which they are tried; never empty. See read/stages. */
	stages: readonly CascadeStage[];
}

/** What has become of a message by now. */
export interface StatusReport {
	service: string;
	/** Set where it was an SMS, not a message of a bot. */
	channel?: 'sms';
	recipient: Recipient;
	messageId: string;
	status: DeliveryStatus;
	/** Why it ended without success, or does not go on; null otherwise. */
	reason: string | null;
	/** The service's own words for the status; null where it has none. */
	description: string | null;
	cost: Receipt['cost'];
	/** ISO 8601: when the status was reached, as the service tells it; null where it does not. */
	time: string | null;
	/** The service's answer as it came, secrets removed. */
	raw: unknown;
}

/** What a message would cost. Nothing is sent for it. */
export interface CostEstimate {
	cost: { amount: number; currency: string | null };
	/** Messages the text makes, as the service counts them; null where it does not tell. */
	parts: number | null;
	raw: unknown;
}

export interface Balance {
	amount: number;
	currency: string | null;
	/** What may be spent beyond the balance; null where the service does not tell. */
	credit: number | null;
	raw: unknown;
}

/** Whether an account can be worked with. */
export interface AccountStatus {
	open: boolean;
	raw: unknown;
}

/** Where statuses go: by HTTP to an address, into a queue of the service, or both. */
export interface WebhookSettings {
	url?: string;
	http?: boolean;
	queue?: boolean;
}

/** What is known of a phone number. Everything that the service does not tell is null. */
export interface PhoneOperator {
	phone: string;
	country: string | null;
	operator: string | null;
	region: string | null;
	/** Mobile country and network code. */
	mcc: string | null;
	mnc: string | null;
	/** In the service's own words. */
	timeZone: string | null;
	raw: unknown;
}

/** Which of the messages sent before are wanted. Dates are ISO 8601. */
export interface HistoryQuery {
	from?: string;
	to?: string;
	recipient?: string;
	/** At most so many; Infinity for all. */
	limit: number;
}

/** The operations a service may have. A gateway has one when it implements the method of that name. */
export interface Operations {
	/** The bots of the account. */
	listBots(line: Line): Promise<Bot[]>;
	/** One bot; without an id the only one of the account. */
	getBot(line: Line, id?: string): Promise<Bot>;
	/** Everybody who has connected to a bot. */
	listSubscribers(line: Line, bot: string): Promise<Subscriber[]>;
	/** Whether the bot may write to somebody. Rejects only for a bad account; all else is an answer. */
	checkReachable(
		line: Line,
		address: Address,
		leeway: Pick<Message['leeway'], 'botRecipients'>,
	): Promise<Reachability>;
	/**
	 * Sends one message.
	 * @throws InvalidInput when it cannot be sent as it is; nothing was sent then
	 * @throws Rejected when the service says no
	 * @throws Unreachable when there is no answer; its outcome says whether it may have been sent
	 * @throws PartlySent when a split message broke off
	 */
	sendMessage(line: Line, address: Address, message: Message): Promise<Receipt>;
	/** The messages that were prepared in the service's console. */
	listPrepared(line: Line): Promise<PreparedMessage[]>;
	/**
	 * Sends an SMS. Its receipt says `channel: 'sms'`.
	 * @throws InvalidInput | Rejected | Unreachable as sendMessage does
	 */
	sendSms(line: Line, sms: Sms): Promise<Receipt>;
	estimateSms(line: Line, sms: Sms): Promise<CostEstimate>;
	/**
	 * Hands a cascade to the service, which waits and goes on by itself. Its receipt says `channel: 'cascade'` and
	 * never more than that the service took it: which stage reached the person, it does not tell.
	 * @throws InvalidInput | Rejected | Unreachable as sendMessage does
	 */
	sendCascade(line: Line, cascade: Cascade): Promise<Receipt>;
	/** Changes a message that was sent before. A message that already looks so counts as changed. */
	editMessage(line: Line, target: Target, part: MessagePart, message: Message): Promise<Receipt>;
	deleteMessage(line: Line, target: Target): Promise<void>;
	answerPress(line: Line, answer: PressAnswer): Promise<void>;
	/** The present status of messages, one report for each in the order asked; an unknown message is a report too. */
	getStatuses(line: Line, refs: readonly MessageRef[]): Promise<StatusReport[]>;
	estimateCost(line: Line, address: Address, message: Message): Promise<CostEstimate>;
	getBalance(line: Line): Promise<Balance>;
	/** Which network a phone number belongs to. @param phone international, digits only */
	getOperator(line: Line, phone: string): Promise<PhoneOperator>;
	/** Messages sent before, the newest first, page by page as they are asked for. */
	getHistory(line: Line, query: HistoryQuery): Promise<StatusReport[]>;
	/** Whether the service is switched on for the account. */
	getAccountStatus(line: Line): Promise<AccountStatus>;
	/** Where the service is to report what becomes of messages. What is left out stays as it is. */
	setWebhook(line: Line, webhook: WebhookSettings): Promise<void>;
	getWebhook(line: Line): Promise<WebhookReport>;
	/** @param dropPending whether updates that wait are lost, too; else they wait for whoever receives next */
	removeWebhook(line: Line, dropPending: boolean): Promise<void>;
	/** @param language of the people who see them; empty for everybody else */
	getCommands(line: Line, language: string): Promise<BotCommand[]>;
	setCommands(line: Line, commands: readonly BotCommand[], language: string): Promise<void>;
	getProfile(line: Line, language: string): Promise<BotProfile>;
	/** What is left out stays as it is. */
	setProfile(line: Line, profile: Partial<BotProfile>, language: string): Promise<void>;
	/** A link that opens the bot. @throws InvalidInput for a payload that a link cannot carry */
	getLink(line: Line, link: BotLink): Promise<string>;
	/**
	 * Tells the service whose chats these are, for services that cannot see who starts a bot. One result for each,
	 * in the order given.
	 * @throws what concerns them all
	 */
	registerSubscribers(
		line: Line,
		registrations: readonly Registration[],
	): Promise<Array<Registered | Failure>>;
	/** Whether the service writes to a registered chat. */
	setSubscriberActive(line: Line, chatId: string, active: boolean): Promise<void>;
	/** Holds broadcasts back from a chat. @param seconds undefined for good. @throws InvalidInput for a bad time */
	muteSubscriber(line: Line, chatId: string, seconds: number | undefined): Promise<void>;
	unmuteSubscriber(line: Line, chatId: string): Promise<void>;
	/**
	 * Writes what is given of a contact and leaves the rest as it is; makes the contact where there is none.
	 * @throws InvalidInput where it is not clear which contact is meant, or the service does not allow a value
	 */
	upsertContact(
		line: Line,
		contact: ContactRef,
		data: ContactData,
		leeway: ContactLeeway,
	): Promise<ContactWritten>;
	/** Hands over many contacts, all with the same things given; the service works on them afterwards. */
	importContacts(
		line: Line,
		contacts: readonly ImportedContact[],
		settings: ImportSettings,
	): Promise<ImportStart>;
	/** How far an import has got. */
	getImport(line: Line, id: string): Promise<ImportReport>;
	/** @throws InvalidInput when nobody, or more than one, is found */
	getContact(line: Line, contact: ContactRef): Promise<Contact>;
	searchContacts(line: Line, filter: ContactFilter): Promise<Contact[]>;
	/** @param erase also what the service recorded of the person. @returns whether there was one */
	deleteContact(line: Line, contact: ContactRef, erase: boolean): Promise<boolean>;
	/** Raises an event for the service's automations. @throws InvalidInput before anything is sent */
	generateEvent(line: Line, event: OutsideEvent): Promise<{ raw: unknown }>;
}

export type OperationName = keyof Operations;

/** What a service can do, as data: nodes show only what works, and say why the rest does not. */
export interface Capabilities {
	/** `one`: the account is the bot. `many`: the account holds bots, and the workflow names one. */
	bots: 'one' | 'many';
	/** The ways to name a recipient, the usual one first. */
	recipients: RecipientForm[];
	/** The forms that need a bot named beside them. */
	recipientsNeedingBot: RecipientForm[];
	/** A @username finds channels, groups and bots, and never a person: people are found through the registry. */
	usernamesArePublic?: boolean;
	formats: TextFormat[];
	/** Most characters (code points, markup not counted) of a text and of a medium's caption; null = not documented. */
	textLimit: number | null;
	captionLimit: number | null;
	buttons: ButtonKind[];
	media: MediaKind[];
	/** Where a file may come from; empty where there are no media. */
	mediaFrom: Array<MediaSource['from']>;
	/** Whether a place on the map can be sent. */
	location: boolean;
	options: MessageOptionName[];
	/** Most characters (code points) of an SMS with all its parts; left out where the service documents none. */
	smsTextLimit?: number;
	/** Which options an SMS may have; none when left out. */
	smsOptions?: SmsOptionName[];
	/** Set where links that cannot be buttons may become lines of the text, if the user allows it. */
	linksInText?: true;
	/** Whether a refusal tells that the recipient cannot be reached, apart from a bad message or account. */
	tellsUnreached: boolean;
	/** Set where a refusal tells that the service took the same message shortly before: how far that one has got. */
	duplicatesAre?: DeliveryStatus;
	/** Messages whose status one request can tell; one when left out. */
	statusesAtOnce?: number;
	/** Registering chats: how many one request takes, and what stands before the chat's id for a person without another. */
	registrations?: { atOnce: number; idPrefix: string };
	/** Contacts that one import takes; one when left out. */
	importedAtOnce?: number;
	/** Addresses that a message can carry unseen and that come back with a press of its buttons; none when left out. */
	carriedAddresses?: number;
	/** Whether a button can have a style. */
	buttonStyles?: true;
	/** Whether a message that was prepared in the service's console can be sent. */
	templates?: true;
	/**
	 * Set where there is no other way: a text goes out as a parameter of a prepared message. Says in the panel how that
	 * message has to look.
	 */
	textInTemplate?: string;
	/** Set where buttons are drawn elsewhere: a clause that reads on after the service's name, e.g. `has them in …`. */
	buttonsElsewhere?: string;
	/**
	 * The furthest status the service can ever report, and what that means there.
	 * `skips`: what lies on the way to it and is never told, so that nobody waits for it.
	 */
	furthestStatus: { status: DeliveryStatus; note: string; skips?: readonly DeliveryStatus[] };
	/** Operations that it lacks although users would look for them: why, and what to do instead. */
	missing: Partial<Record<OperationName, string>>;
	/** What can only be done in the service's own console, and where it stands there: sentences without the last stop. */
	consoleOnly?: string;
	/** Set where the service itself can send an SMS for what its bot could not deliver: who switches that on, a clause. */
	forwardsBySms?: string;
	/** Contract facts that are assumptions: shown in the documentation beside what they touch. */
	assumptions: string[];
}

/** The adapter of one service: turns our words into its HTTP and its HTTP into our words. */
export interface Gateway extends Partial<Operations> {
	/** Stored in workflows: never changes. */
	readonly id: string;
	/** The label people know. */
	readonly name: string;
	/** The n8n credential type of an account. */
	readonly credential: string;
	/** The fields of that credential that it reads itself. Never a secret: a test compares them with the credential. */
	readonly settings?: readonly string[];
	/**
	 * The fields of that credential that are the account's secret: tracked links are signed with what is made from
	 * them, see client/links/seal.ts. Without them the service has no tracked links.
	 */
	readonly secret?: readonly string[];
	readonly can: Capabilities;
	/** Set where one request can carry messages to several people; sendMessage does what stands alone. */
	readonly bulk?: Bulk;
	/** Requests of one account that may be under way together. */
	readonly parallel: number;
	/** Seconds to wait when an answer says that requests come too fast; undefined when it does not say so. */
	retryAfter(...asked: Parameters<RetryAfter>): ReturnType<RetryAfter>;
	/** Whether an answer refuses the account as a whole, so that the next request would fare no better. */
	refusesAccount?(answer: HttpAnswer): boolean;
	/** How what people and the service send arrives; absent where it cannot. */
	readonly receiver?: Receiver;
}
