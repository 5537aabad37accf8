import { eventsBy, type Way } from './events/ways';
import type { Gateway, OperationName } from './gateway';
import { InvalidInput } from './model/error';
import type { EventName } from './model/event';

/** What each operation is called in a sentence. */
const NAMES: Record<OperationName, string> = {
	listBots: 'list bots',
	getBot: 'show a bot',
	listSubscribers: 'list subscribers',
	checkReachable: 'tell whether somebody can be reached',
	sendMessage: 'send messages',
	listPrepared: 'list prepared messages',
	sendSms: 'send SMS',
	estimateSms: 'tell what an SMS would cost',
	sendCascade: 'send by a cascade of its own',
	editMessage: 'change a sent message',
	deleteMessage: 'delete a sent message',
	answerPress: 'answer button presses',
	getStatuses: 'tell what has become of a message',
	estimateCost: 'tell what a message would cost',
	getBalance: 'tell its balance',
	getHistory: 'list sent messages',
	getOperator: 'tell the network of a phone number',
	getAccountStatus: 'tell whether it is open for the account',
	setWebhook: 'set where statuses are reported',
	getWebhook: 'tell where it sends updates',
	removeWebhook: 'be told to send updates nowhere',
	getCommands: 'tell the commands of a bot',
	setCommands: 'change the commands of a bot',
	getProfile: 'tell what a bot says about itself',
	setProfile: 'change what a bot says about itself',
	getLink: 'give a link with a payload',
	registerSubscribers: 'be told who has started a bot',
	setSubscriberActive: 'stop writing to a chat',
	muteSubscriber: 'hold broadcasts back from a chat',
	unmuteSubscriber: 'hold broadcasts back from a chat',
	upsertContact: 'keep contacts',
	importContacts: 'take many contacts at once',
	getImport: 'take many contacts at once',
	getContact: 'keep contacts',
	searchContacts: 'keep contacts',
	deleteContact: 'keep contacts',
	generateEvent: 'take events',
};

export const has = (gateway: Gateway, operation: OperationName): boolean => gateway[operation] !== undefined;

/** Why a service lacks an operation, and what to do instead. */
export const whyMissing = (gateway: Gateway, operation: OperationName): string =>
	gateway.can.missing[operation] ?? `${gateway.name} cannot ${NAMES[operation]}`;

/** For a workflow that asks for something the service does not have. */
export const unsupported = (gateway: Gateway, operation: OperationName): InvalidInput =>
	new InvalidInput(
		'Operation',
		`is not available: ${gateway.name} cannot ${NAMES[operation]}`,
		whyMissing(gateway, operation),
		'unsupported',
	);

/** Whether links can be tracked: they have to be signed with the account's secret, and a trigger takes the clicks. */
export const hasTrackedLinks = ({ sendMessage, secret, receiver }: Gateway): boolean =>
	sendMessage !== undefined && secret !== undefined && receiver !== undefined;

/** Whether a question can be answered by pressing a button inside the chat. */
export const canBePressed = ({ can, receiver, answerPress }: Gateway): boolean =>
	can.carriedAddresses !== undefined && receiver?.pressOf !== undefined && answerPress !== undefined;

/**
 * What can start a workflow: what the service tells, and clicks on tracked links, which no service has to tell.
 * @param way only what comes that way
 */
export const eventsOf = (gateway: Gateway, way?: Way): EventName[] => [
	...new Set([...told(gateway, way), ...(hasTrackedLinks(gateway) ? [CLICK] : [])]),
];

const told = ({ receiver }: Gateway, way?: Way): readonly EventName[] => {
	if (!receiver) return [];
	return way ? eventsBy(receiver, way) : receiver.events;
};

const CLICK: EventName = 'linkClicked';

/** Whether only clicks are wanted, and only ours can come: the service itself then has nothing to tell. */
export const isOnlyClicks = ({ receiver }: Gateway, wanted: readonly EventName[]): boolean =>
	wanted.every((event) => event === CLICK) && receiver?.events.includes(CLICK) !== true;
