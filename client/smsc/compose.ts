import type { Address } from '../gateway';
import { InvalidInput } from '../model/error';
import type { Message, MessageOptions } from '../model/message';
import { asTexts } from '../read/extra';
import { botName } from './bots';
import { TEXT_LIMIT } from './limits';
import { phonesOf } from './recipient';

/** A message in the service's parameters, and what to say about it, one sentence each. */
export interface Composed {
	/** As the service knows the bot. */
	bot: string;
	fields: Record<string, string>;
	notes: string[];
}

/**
 * Source: /api/http/send; `bot` and `smsreq` from public clients.
 * @throws InvalidInput when it cannot be sent as it is
 */
export function compose({ recipient, bot = '' }: Address, { text, options }: Message, now: Date): Composed {
	const phones = phonesOf(recipient);
	if (bot.trim() === '') {
		throw new InvalidInput(
			'Bot',
			'is not named',
			'Choose the bot: without one SMSC would send a paid SMS instead',
		);
	}
	const name = botName(bot);
	return {
		bot: name,
		fields: { phones, mes: text, bot: name, ...optionFields(options, now) },
		notes: [...lengthNotes(text), ...timeNotes(options, now)],
	};
}

/** What messages and SMS may have beside recipient and text. */
type Options = Pick<MessageOptions, 'clientId' | 'sendAt' | 'lifetime' | 'confirmPhoneDays' | 'extra'>;

/** @throws InvalidInput naming the option */
export function optionFields(options: Options, now: Date): Record<string, string> {
	const { clientId, sendAt, lifetime, confirmPhoneDays, extra = {} } = options;
	return {
		...(clientId && { id: idOf(clientId) }),
		...(sendAt && !isPast(options, now) && { time: `0${Math.ceil(Date.parse(sendAt) / 1_000)}` }),
		...(lifetime && { valid: validOf(lifetime) }),
		...(confirmPhoneDays && { smsreq: daysOf(confirmPhoneDays) }),
		...asTexts(withoutCost(extra)),
	};
}

/** `cost=1` makes the service name a price and send nothing, which would look like a send whose outcome is open. */
function withoutCost(extra: Record<string, unknown>): Record<string, unknown> {
	if (!Object.hasOwn(extra, 'cost')) return extra;
	throw new InvalidInput(
		'Extra Fields',
		'hold “cost”, which decides whether anything is sent',
		'Remove it: receipts tell the cost anyway, and Estimate Cost tells it before',
	);
}

/** `1..2147483647`, or up to 40 latin letters, digits, dots, hyphens and underscores. */
function idOf(id: string): string {
	const fits =
		/^[\w.-]{1,40}$/.test(id) && (!/^\d+$/.test(id) || (Number(id) >= 1 && Number(id) <= 2_147_483_647));
	if (fits) return id;
	throw new InvalidInput(
		'Client ID',
		`“${id}” is not an id that SMSC takes`,
		'Give a number up to 2147483647, or up to 40 latin letters, digits, dots, hyphens and underscores',
	);
}

/** `hh:mm`, 1 to 24 hours. */
function validOf(hours: number): string {
	if (!(hours >= 1 && hours <= 24)) {
		throw new InvalidInput('Lifetime', `of ${hours} hours is not possible`, 'Give 1 to 24 hours');
	}
	const minutes = Math.round(hours * 60);
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function daysOf(days: number): string {
	if (Number.isInteger(days) && days >= 10 && days <= 999) return String(days);
	throw new InvalidInput(
		'Confirm Phone Again After',
		`${days} days is not possible`,
		'Give 10 to 999 whole days',
	);
}

export const timeNotes = (options: Options, now: Date): string[] =>
	isPast(options, now) ? ['Send At lay in the past, so the message went out at once'] : [];

const isPast = ({ sendAt }: Options, now: Date): boolean =>
	sendAt !== undefined && Date.parse(sendAt) <= now.getTime();

function lengthNotes(text: string): string[] {
	const length = [...text].length;
	if (length <= TEXT_LIMIT) return [];
	return [
		`The text went out whole with ${length} characters; SMSC documents ${TEXT_LIMIT} for texts in general, ` +
			'and what it does with more for a bot is not documented',
	];
}
