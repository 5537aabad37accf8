/** Text, parse mode and entities of a call → the text that is sent. */
import { isRecord } from '../params';
import { badRequest } from '../refusal';
import { inOrder, MarkupError, type Entity, type Formatted } from './entity';
import { withFound } from './found';
import { parseHtml } from './html';
import { parseMarkdown } from './markdown';
import { parseMarkdownV2 } from './markdownV2';

const PARSERS = new Map([
	['html', parseHtml],
	['markdown', parseMarkdown],
	['markdownv2', parseMarkdownV2],
]);

const RAW_BYTES = 32_768;

/** What is written; checked before the chat is looked at. */
export function parseFormatted(text: string, parseMode: string, entities: unknown[] | undefined): Formatted {
	if (Buffer.byteLength(text) > RAW_BYTES) throw badRequest('Text is too long');
	const mode = parseMode.toLowerCase();
	if (text !== '' && mode !== '' && mode !== 'none') {
		const parse = PARSERS.get(mode);
		if (!parse) throw badRequest('Unsupported parse_mode');
		try {
			return parse(text);
		} catch (error) {
			if (error instanceof MarkupError) throw badRequest(`Can't parse entities: ${error.message}`);
			throw error;
		}
	}
	return { text, entities: (entities ?? []).flatMap((entity) => givenEntity(entity)) };
}

const SIMPLE = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'code'];
const QUOTES = ['blockquote', 'expandable_blockquote'];
/** The server finds these itself and ignores them in calls. */
const FOUND = [
	'mention',
	'hashtag',
	'cashtag',
	'bot_command',
	'url',
	'email',
	'phone_number',
	'bank_card_number',
];

function givenEntity(value: unknown): Entity[] {
	const fail = (why: string): Error => badRequest(`Can't parse MessageEntity: ${why}`);
	if (!isRecord(value)) throw fail('expected an Object');
	const number = (field: string): number => {
		if (value[field] === undefined) throw fail(`Can't find field "${field}"`);
		const found = Number(value[field]);
		if (!Number.isInteger(found)) throw fail(`Field "${field}" must be a valid Number`);
		return found;
	};
	const string = (field: string): string => {
		if (value[field] === undefined) throw fail(`Can't find field "${field}"`);
		return String(value[field]);
	};
	const base = { offset: number('offset'), length: number('length'), type: string('type') };
	if (base.type === '') throw fail('Type is not specified');
	if (SIMPLE.includes(base.type) || QUOTES.includes(base.type)) return [base];
	if (FOUND.includes(base.type)) return [];
	switch (base.type) {
		case 'pre':
			return [{ ...base, ...(value['language'] ? { language: string('language') } : {}) }];
		case 'text_link':
			return [{ ...base, url: string('url') }];
		case 'text_mention': {
			const user = value['user'];
			if (!isRecord(user) || !Number.isInteger(Number(user['id']))) throw fail('Can\'t find field "user"');
			return [{ ...base, user: { id: Number(user['id']) } }];
		}
		case 'custom_emoji':
			return [{ ...base, custom_emoji_id: string('custom_emoji_id') }];
		case 'date_time':
			return [{ ...base, unix_time: number('unix_time') }];
		default:
			throw fail('Unsupported type specified');
	}
}

/**
 * What is shown: entities within the text, outer white space gone, commands and links found.
 * @param limit in code points
 */
export function showFormatted(
	formatted: Formatted,
	limit: { of: number; tooLong: string; mayBeEmpty?: boolean },
): Formatted {
	checkRanges(formatted);
	const shown = trimmed(formatted);
	if (shown.text === '' && !limit.mayBeEmpty) throw badRequest('Text must be non-empty');
	if ([...shown.text].length > limit.of) throw badRequest(limit.tooLong);
	return { text: shown.text, entities: withFound(shown.text, shown.entities) };
}

function checkRanges({ text, entities }: Formatted): void {
	for (const { offset, length } of entities) {
		if (offset < 0 || offset > 1_000_000) {
			throw badRequest(`Receive an entity with incorrect offset ${offset}`);
		}
		if (length < 0 || length > 1_000_000) {
			throw badRequest(`Receive an entity with incorrect length ${length}`);
		}
		if (offset > text.length) {
			throw badRequest(`Entity begins after the end of the text at UTF-16 offset ${offset}`);
		}
		if (offset + length > text.length) {
			throw badRequest(
				`Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
			);
		}
	}
}

/** White space goes at the end, and at the beginning up to the first entity. */
function trimmed({ text, entities }: Formatted): Formatted {
	const end = text.trimEnd().length;
	const first = Math.min(end, ...entities.map(({ offset }) => offset));
	const begin = /^[ \n]*/.exec(text.slice(0, first))?.[0].length ?? 0;
	const shown = entities
		.map((entity) => ({
			...entity,
			offset: entity.offset - begin,
			length: Math.min(entity.length, end - entity.offset),
		}))
		.filter(({ length }) => length > 0);
	return { text: text.slice(begin, end), entities: inOrder(shown) };
}
