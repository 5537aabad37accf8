/**
 * The XML by which the SMS API answers, as one public client reads it; the service's own description is unknown.
 * So elements and attributes are looked for wherever they stand, and nothing else is expected of the text.
 */

/** What an answer says of one message. */
export interface SmsWord {
	id: string | null;
	/** The service's words; null when nothing is wrong. */
	err: string | null;
}

export interface SmsAnswer {
	/** What is wrong with the request as a whole; null when nothing is, or when nothing is said of it. */
	err: string | null;
	/** In the order of the answer. */
	messages: SmsWord[];
}

/** @returns undefined when the text holds neither element */
export function readSmsAnswer(text: string): SmsAnswer | undefined {
	const whole = elementsIn(text, 'xml_result')[0];
	const messages = elementsIn(text, 'sms').map((attributes) => ({
		id: attributeIn(attributes, 'sms_id') || null,
		err: errIn(attributes),
	}));
	if (whole === undefined && messages.length === 0) return undefined;
	return { err: whole === undefined ? null : errIn(whole), messages };
}

/** The attributes of each element of a name, as they stand in its start tag; XML allows no `<` among them. */
const elementsIn = (text: string, name: string): string[] =>
	Array.from(text.matchAll(new RegExp(String.raw`<${name}(?=[\s/>])([^<]*)`, 'gi')), ([, rest = '']) =>
		untilEnd(rest),
	).filter((attributes) => attributes !== undefined);

/** What stands before the `>` that is in no quotes; undefined where there is none. */
function untilEnd(text: string): string | undefined {
	let quote = '';
	for (let at = 0; at < text.length; at += 1) {
		const sign = text[at] ?? '';
		if (quote !== '') quote = sign === quote ? '' : quote;
		else if (sign === '>') return text.slice(0, at);
		else if (sign === '"' || sign === "'") quote = sign;
	}
	return undefined;
}

function attributeIn(attributes: string, name: string): string | null {
	const found = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes);
	const value = found?.[1] ?? found?.[2];
	return value === undefined ? null : decoded(value).trim();
}

/** "0" says that nothing is wrong, and so does an attribute that is empty or not there. */
const errIn = (attributes: string): string | null => {
	const err = attributeIn(attributes, 'err') ?? '';
	return err === '' || err === '0' ? null : err;
};

const ENTITIES = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
]);

const decoded = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
		if (name !== undefined) return ENTITIES.get(String(name).toLowerCase()) ?? whole;
		const point = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
		return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
	});
