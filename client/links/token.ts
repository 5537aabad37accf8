/** A link as the text that stands in its address. */
import { parseJson } from '../http/json';
import { RECIPIENT_FORMS } from '../model/recipient';
import { isTrackable, type Link, type Seal } from './link';
import { sealed, unsealed } from './sealed';

/** Changes when the fields do; links of another version are not read. */
const VERSION = 1;

export function toToken({ url, service, bot, recipient, ref, expires }: Link, seal: Seal): string {
	const form = RECIPIENT_FORMS.indexOf(recipient.form);
	return sealed(JSON.stringify([VERSION, expires, ref, service, bot, form, recipient.value, url]), seal);
}

/** Reads a link that was signed with this seal; undefined for every other text, whatever it is. */
export function readToken(token: string, seal: Seal): Link | undefined {
	const body = unsealed(token, seal);
	return body === undefined ? undefined : toLink(parseJson(body));
}

/** A genuine one was made here, but maybe by an older or newer release. */
function toLink(fields: unknown): Link | undefined {
	if (!Array.isArray(fields) || fields.length !== 8 || fields[0] !== VERSION) return undefined;
	const [, expires, ref, service, bot, index, value, url] = fields as unknown[];
	const form = typeof index === 'number' ? RECIPIENT_FORMS[index] : undefined;
	const texts = [ref, service, bot, value, url];
	if (form === undefined || typeof expires !== 'number' || !texts.every((text) => typeof text === 'string')) {
		return undefined;
	}
	const [said, through, by, whom, where] = texts as [string, string, string, string, string];
	if (!isTrackable(where)) return undefined;
	return { url: where, service: through, bot: by, recipient: { form, value: whom }, ref: said, expires };
}
