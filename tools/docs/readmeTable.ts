/** The table of services in README.md, written from what the code declares: the short form of docs/services.md. */
import { has } from '../../client/capability';
import type { Gateway, OperationName } from '../../client/gateway';
import type { EventName } from '../../client/model/event';

const BEGIN = '<!-- services: written by `npm run docs` -->';
const END = '<!-- /services -->';

const NO = '–';

const words = (list: readonly string[]): string => (list.length === 0 ? NO : list.join(', '));

const does =
	(operation: OperationName, yes = 'yes') =>
	(gateway: Gateway): string =>
		has(gateway, operation) ? yes : NO;

const hears =
	(...events: EventName[]) =>
	({ receiver }: Gateway): string =>
		receiver && events.some((event) => receiver.events.includes(event)) ? 'yes' : NO;

/** Where people have to be collected as they write, the registry does it. */
const subscribers = (gateway: Gateway): string =>
	has(gateway, 'listSubscribers') ? 'yes' : 'by the [registry](docs/registry.md)';

const ways = ({ receiver }: Gateway): string[] => [
	...(receiver?.polling ? ['polling'] : []),
	...(receiver?.webhook ? ['webhook'] : []),
];

const anchor = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

const ROWS: ReadonlyArray<[title: string, cell: (gateway: Gateway) => string]> = [
	['List bots', does('listBots')],
	['List subscribers', subscribers],
	['Name people by', ({ can }) => words(can.recipients)],
	['Send messages', ({ sendMessage, can }) => (!sendMessage ? NO : can.templates ? 'prepared ones' : 'yes')],
	[
		'Buttons',
		({ can }) =>
			can.buttons.length > 0 ? words(can.buttons) : can.linksInText ? 'as links in the text' : NO,
	],
	['Files', ({ can }) => words(can.media)],
	['Furthest status of a message', ({ can }) => can.furthestStatus.status],
	['Ask for the status', does('getStatuses')],
	['Receive by', (gateway) => words(ways(gateway))],
	['Hear messages', hears('message')],
	['Hear statuses', hears('status')],
	['SMS', does('sendSms')],
	['Balance', does('getBalance')],
	['Assumptions', ({ can, name }) => `[${can.assumptions.length}](docs/services.md#${anchor(name)})`],
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const tableOf = (gateways: readonly Gateway[]): string =>
	[
		row(['', ...gateways.map(({ name }) => name)]),
		row(['---', ...gateways.map(() => '---')]),
		...ROWS.map(([title, cell]) => row([title, ...gateways.map(cell)])),
	].join('\n');

/** The page with the table as it has to be. @throws Error where the page has no place for it */
export function withTable(readme: string, gateways: readonly Gateway[]): string {
	const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (from < 0 || to < from) throw new Error(`README.md has no ${BEGIN} … ${END}`);
	return `${readme.slice(0, from)}${BEGIN}\n\n${tableOf(gateways)}\n\n${readme.slice(to)}`;
}
