/** docs/services.md, written from what the code declares, so that it cannot drift from it. */
import { canBePressed, eventsOf, has, hasTrackedLinks } from '../../client/capability';
import type { Gateway, OperationName } from '../../client/gateway';
import { WAYS } from '../../client/events/ways';
import type { Receiver } from '../../client/receiver';

const OPERATIONS: Record<OperationName, string> = {
	listBots: 'Bot → Get Many',
	getBot: 'Bot → Get',
	listSubscribers: 'Subscriber → Get Many',
	checkReachable: 'Subscriber → Check Reachable',
	sendMessage: 'Message → Send',
	listPrepared: 'List of prepared messages',
	sendSms: 'Message → Send SMS',
	estimateSms: 'Message → Estimate Cost of SMS',
	sendCascade: 'Message → Send by Cascade',
	editMessage: 'Message → Edit',
	deleteMessage: 'Message → Delete',
	answerPress: 'Message → Answer Button Press',
	getStatuses: 'Message → Get Status',
	estimateCost: 'Message → Estimate Cost',
	getBalance: 'Account → Get Balance',
	getHistory: 'Account → Get History',
	getOperator: 'Account → Get Operator of Number',
	getAccountStatus: 'Account → Get Status',
	setWebhook: 'Webhook → Set Status URL',
	getWebhook: 'Bot → Get Webhook',
	removeWebhook: 'Bot → Remove Webhook',
	getCommands: 'Bot → Get Commands',
	setCommands: 'Bot → Set Commands',
	getProfile: 'Bot → Get Profile',
	setProfile: 'Bot → Set Profile',
	getLink: 'Bot → Get Link',
	registerSubscribers: 'Subscriber → Add Application Tokens, Sync to (service)',
	setSubscriberActive: 'Subscriber → Activate, Deactivate',
	muteSubscriber: 'Subscriber → Mute',
	unmuteSubscriber: 'Subscriber → Unmute',
	upsertContact: 'Contact → Create or Update',
	importContacts: 'Contact → Create or Update Many',
	getImport: 'Contact → Get Import Status',
	getContact: 'Contact → Get',
	searchContacts: 'Contact → Get Many',
	deleteContact: 'Contact → Delete',
	generateEvent: 'Event → Generate',
};

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));
const limit = (characters: number | null): string =>
	characters === null ? 'not documented' : `${characters.toLocaleString('en')} characters`;

const waysOf = ({ polling, webhook }: Receiver): string[] => [
	...(polling ? ['polling'] : []),
	...(webhook ? ['webhook'] : []),
];

/** All, and what comes one way only less. */
function eventsIn(gateway: Gateway, receiver: Receiver): string {
	const less = WAYS.filter((way) => receiver[way]?.events !== undefined);
	const ways = less.map((way) => `; by ${way}: ${list(eventsOf(gateway, way))}`);
	return list(eventsOf(gateway)) + ways.join('');
}

type Line = [title: string, cell: (gateway: Gateway) => string];

const LINES: Line[] = [
	...(Object.keys(OPERATIONS) as OperationName[]).map((operation): Line => [
		OPERATIONS[operation],
		(gateway) => (has(gateway, operation) ? 'yes' : '–'),
	]),
	['Bots in an account', ({ can }) => can.bots],
	['Recipients by', ({ can }) => list(can.recipients)],
	['… that need a bot beside them', ({ can }) => list(can.recipientsNeedingBot)],
	['Formats', ({ can }) => list(can.formats)],
	['Longest text', ({ can }) => limit(can.textLimit)],
	['Longest caption', ({ can }) => (can.media.length === 0 ? '–' : limit(can.captionLimit))],
	['Buttons', ({ can }) => list(can.buttons)],
	['Questions answered in the chat', (gateway) => (canBePressed(gateway) ? 'yes' : '–')],
	['Files', ({ can }) => list(can.media)],
	['Files from', ({ can }) => list(can.mediaFrom)],
	['Locations', ({ can }) => (can.location ? 'yes' : '–')],
	['Messages in one request', ({ bulk }) => (bulk ? bulk.most.toLocaleString('en') : '1')],
	['Options', ({ can }) => list(can.options)],
	[
		'Characters of an SMS',
		({ can, sendSms }) => (sendSms ? (can.smsTextLimit?.toLocaleString('en') ?? 'not documented') : '–'),
	],
	['Options of an SMS', ({ can, sendSms }) => (sendSms ? list(can.smsOptions ?? []) : '–')],
	[
		'Messages per status request',
		({ can, getStatuses }) => (getStatuses ? String(can.statusesAtOnce ?? 1) : '–'),
	],
	['Says that a message was taken before', ({ can }) => (can.duplicatesAre ? 'yes' : '–')],
	['Says why a recipient was not reached', ({ can }) => (can.tellsUnreached ? 'yes' : '–')],
	['Furthest status', ({ can }) => can.furthestStatus.status],
	['Receives by', ({ receiver }) => (receiver ? list(waysOf(receiver)) : '–')],
	['Events', (gateway) => (gateway.receiver ? eventsIn(gateway, gateway.receiver) : '–')],
	['Tracked links', (gateway) => (hasTrackedLinks(gateway) ? 'yes' : '–')],
	['Requests at a time', ({ parallel }) => String(parallel)],
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function servicesPage(gateways: readonly Gateway[]): string {
	const table = [
		row(['', ...gateways.map(({ name }) => name)]),
		row(['---', ...gateways.map(() => '---')]),
		...LINES.map(([title, cell]) => row([title, ...gateways.map(cell)])),
	];
	return (
		[
			'# Services',
			'What each service can do in this package. This page is written from the code (`npm run docs`), and a test keeps the two the same.',
			table.join('\n'),
			...gateways.map(details),
			'',
		]
			.join('\n\n')
			.trimEnd() + '\n'
	);
}

function details({ name, can }: Gateway): string {
	const missing = (Object.keys(OPERATIONS) as OperationName[]).flatMap((operation) => {
		const why = can.missing[operation];
		return why === undefined ? [] : [`- ${OPERATIONS[operation]}: ${why}.`];
	});
	return [
		`## ${name}`,
		`A message gets no further than \`${can.furthestStatus.status}\`. ${can.furthestStatus.note}.`,
		...(missing.length > 0 ? ['What it does not have:', missing.join('\n')] : []),
		...(can.consoleOnly === undefined ? [] : [`${can.consoleOnly}.`]),
		...(can.assumptions.length > 0
			? [
					'What is assumed, because the service does not document it:',
					can.assumptions.map((one) => `- ${one}.`).join('\n'),
				]
			: []),
	].join('\n\n');
}
