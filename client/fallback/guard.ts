import type { CascadeStage, CostEstimate, Gateway, Line, Sms } from '../gateway';
import { InvalidInput } from '../model/error';
import { isFailure } from '../model/outcome';
import type { Phone, Phones } from './phone';
import { allowedAt, type QuietHours } from './quiet';
import type { Stop } from './result';
import { fitText, type SmsText } from './text';

/** The account that sends the SMS. */
export interface SmsRoad {
	gateway: Gateway;
	line: Line;
}

/** An SMS as the workflow wants it, and what it may cost. */
export interface SmsWish {
	phone: string;
	text: string;
	/** The country of numbers without a country code; empty for none. */
	home: string;
	/** Countries that SMS may go to; empty for all. */
	countries: readonly string[];
	mostParts: number;
	longText: 'refuse' | 'shorten';
	quiet?: QuietHours;
	/** Where the person is, for the quiet hours. */
	zone: string;
	/** Most that one SMS may cost, in the currency of the account; 0 for any price. */
	mostCost: number;
	sender?: string;
	/** The service brings the message by these ways instead. What they say and cost is between it and the user. */
	stages?: readonly CascadeStage[];
}

/** What of an SMS is known by now. */
export interface Drafted {
	phone?: Phone;
	text?: SmsText;
}

/** An SMS that may be sent, or what stands against it. */
export type Checked = { phone: Phone; text?: SmsText } | ({ stop: Stop } & Drafted);

/** What the SMS of an item needs to be allowed. Nothing is sent, and nothing is written down. */
export async function check(
	wish: SmsWish,
	phones: Phones,
	road: SmsRoad | undefined,
	now: Date,
): Promise<Checked> {
	const phone = phones.read(wish.phone, wish.home);
	const limit = road?.gateway.can.smsTextLimit;
	const text = wish.stages ? undefined : fitText(wish.text, wish.mostParts, wish.longText, limit);
	if (phone instanceof InvalidInput) {
		const known = text === undefined || text instanceof InvalidInput ? {} : { text };
		return { stop: stopOf('invalidPhone', phone), ...known };
	}
	if (text instanceof InvalidInput) return { stop: stopOf('invalidText', text), phone };
	const known = { phone, ...(text && { text }) };
	const stop = wrongCountry(wish, phone) ?? tooEarly(wish, now) ?? (await tooExpensive(wish, known, road));
	return stop ? { stop, ...known } : known;
}

const stopOf = (reason: Stop['reason'], { message, advice }: InvalidInput): Stop => ({
	reason,
	description: `${message}. ${advice}`,
});

function wrongCountry({ countries }: SmsWish, { country, e164 }: Phone): Stop | undefined {
	if (countries.length === 0 || (country !== null && countries.includes(country))) return undefined;
	const where = country === null ? 'no country' : country;
	return {
		reason: 'countryNotAllowed',
		description: `${e164} belongs to ${where}, and SMS may go to ${countries.join(', ')} only`,
	};
}

function tooEarly({ quiet, zone }: SmsWish, now: Date): Stop | undefined {
	const at = quiet && allowedAt(now, zone, quiet)?.toISOString();
	if (at === undefined) return undefined;
	return {
		reason: 'quietHours',
		description: `These are quiet hours in ${zone}. The SMS may go out at the time in allowedAt`,
		allowedAt: at,
	};
}

async function tooExpensive(
	{ mostCost, sender }: SmsWish,
	{ phone, text }: { phone: Phone; text?: SmsText },
	road: SmsRoad | undefined,
): Promise<Stop | undefined> {
	if (mostCost <= 0 || !text) return undefined;
	if (!road) {
		const description =
			'Another node is to send the SMS, and nobody can tell what it costs there, so Most per SMS cannot be kept';
		return { reason: 'costUnknown', description };
	}
	const { gateway, line } = road;
	if (!gateway.estimateSms) {
		const description = `${gateway.name} cannot tell what an SMS would cost, so Most per SMS cannot be kept`;
		return { reason: 'costUnknown', description };
	}
	const sms: Sms = { phone: phone.digits, text: text.text, ...(sender && { sender }) };
	const estimate = await gateway.estimateSms(line, sms).catch(unknownCost);
	if ('reason' in estimate) return estimate;
	const { amount, currency } = estimate.cost;
	if (amount <= mostCost) return undefined;
	return {
		reason: 'tooExpensive',
		description: `The SMS would cost ${amount}${currency === null ? '' : ` ${currency}`}, more than ${mostCost}`,
	};
}

/** Without a price nobody can say that the limit is kept. */
function unknownCost(failure: unknown): Stop | CostEstimate {
	if (!isFailure(failure)) throw failure;
	return { reason: 'costUnknown', description: `Nobody could tell what the SMS costs: ${failure.message}` };
}
