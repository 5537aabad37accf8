import type { JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import type {
	BinaryFile,
	Location,
	Media,
	MediaKind,
	Message,
	MessageOptions,
	TextFormat,
} from '../model/message';
import { splitText } from '../text/split';
import { toReplyMarkup } from './buttons';
import { bytesOf, withCarried } from './carried';
import { CAPTION_LIMIT, excess, isEmpty, RAW_LIMIT, TEXT_LIMIT } from './limits';

/** One call that a message becomes. The chat is added when it is sent. */
export interface Step {
	method: string;
	payload: JsonObject;
	files?: Record<string, BinaryFile>;
	/** The text in it and the payload's field that holds it, for sending it again as plain text. */
	text: { field: 'text' | 'caption'; value: string };
	/** Addresses that stand unseen in the text. */
	carried?: readonly string[];
	/** Set where the markup was taken out of it already. */
	plain?: true;
}

const PARSE_MODES: Record<TextFormat, string | undefined> = {
	plain: undefined,
	html: 'HTML',
	markdownV2: 'MarkdownV2',
	markdown: 'Markdown',
};

interface MediaWords {
	method: string;
	/** Carries the medium. */
	field: string;
	caption: boolean;
	/** False where Telegram does not fetch this kind from the web. */
	byUrl?: false;
}

/** The method of each medium, its field, and what some kinds lack. Source: core.telegram.org/bots/api. */
const MEDIA: Record<MediaKind, MediaWords> = {
	photo: { method: 'sendPhoto', field: 'photo', caption: true },
	document: { method: 'sendDocument', field: 'document', caption: true },
	video: { method: 'sendVideo', field: 'video', caption: true },
	audio: { method: 'sendAudio', field: 'audio', caption: true },
	voice: { method: 'sendVoice', field: 'voice', caption: true },
	animation: { method: 'sendAnimation', field: 'animation', caption: true },
	videoNote: { method: 'sendVideoNote', field: 'video_note', caption: false, byUrl: false },
	sticker: { method: 'sendSticker', field: 'sticker', caption: false },
};

/**
 * Turns a message into the calls that send it: one, or several when the text is too long and may be split.
 * The buttons go under the last part, the quoted message above the first.
 * @throws InvalidInput when it cannot be sent as it is
 */
export function compose(message: Message): Step[] {
	const texts = textsOf(message);
	const markup = toReplyMarkup(message.buttons, message.options.keyboard);
	const common = commonOptions(message.options);
	return texts.map((text, index) => {
		const first = index === 0;
		const last = index === texts.length - 1;
		const { carried = [] } = message;
		const step =
			last && carried.length > 0 ? carryingStep(message, text, first, carried) : stepOf(message, text, first);
		return {
			...step,
			payload: {
				...step.payload,
				...common,
				...(first && replyOption(message.options)),
				...(last && markup && { reply_markup: markup }),
			},
		};
	});
}

const stepOf = (message: Message, text: string, first: boolean): Step =>
	first ? firstStep(message, text) : textStep(text, message);

/** The addresses must not be previewed: whoever looks at a page behind one would show what is meant to be unseen. */
function carryingStep(message: Message, text: string, first: boolean, carried: readonly string[]): Step {
	const { text: written, format } = withCarried(text, message.format, carried);
	const options: MessageOptions = { ...message.options, linkPreview: 'off' };
	const step = stepOf({ ...message, format, options }, written, first);
	return { ...step, text: { ...step.text, value: text }, carried };
}

function firstStep(message: Message, text: string): Step {
	if (message.media) return mediaStep(message.media, text, message.format);
	return message.location ? placeStep(message.location) : textStep(text, message);
}

/** The texts of the parts; one empty text for a medium or a place without a caption. */
function textsOf({ text, format, media, location, leeway, carried = [] }: Message): string[] {
	const empty = isEmpty(text, format);
	if ((media ?? location) && empty) return [''];
	if (empty) throw new InvalidInput('Text', 'is empty', 'Give a text, or attach a file');
	if (location && !media) {
		throw new InvalidInput(
			'Text',
			'cannot go with a location',
			'Send the text as a message of its own',
			'unsupported',
		);
	}
	if (media && !MEDIA[media.kind].caption) {
		throw new InvalidInput(
			'Text',
			`cannot go with a ${media.kind === 'sticker' ? 'sticker' : 'video note'}`,
			'Send the text as a message of its own',
			'unsupported',
		);
	}
	const limit = (media ? CAPTION_LIMIT : TEXT_LIMIT) - carried.length;
	const tooLong = excess(text, format, limit);
	if (tooLong === undefined) return [text];
	if (leeway.longText === 'refuse') {
		throw new InvalidInput('Text', tooLong, 'Shorten it, or set Long Text to Split');
	}
	return splitText(text, format, {
		limit: TEXT_LIMIT - carried.length,
		firstLimit: limit,
		maxBytes: RAW_LIMIT - bytesOf(carried),
	});
}

function textStep(text: string, { format, options }: Message): Step {
	const preview = linkPreview(options.linkPreview);
	return {
		method: 'sendMessage',
		payload: { text, ...parseMode(format), ...(preview && { link_preview_options: preview }) },
		text: { field: 'text', value: text },
	};
}

function mediaStep({ kind, source }: Media, caption: string, format: TextFormat): Step {
	const { method, field, byUrl } = MEDIA[kind];
	if (source.from === 'url' && byUrl === false) {
		throw new InvalidInput(
			'File URL',
			'cannot be the source of a video note: Telegram does not fetch these from the web',
			'Download the file before and send it from the item, or use a file id',
			'unsupported',
		);
	}
	const where = source.from === 'url' ? source.url : source.from === 'fileId' ? source.fileId : undefined;
	return {
		method,
		payload: {
			...(where !== undefined && { [field]: where }),
			...(caption && { caption, ...parseMode(format) }),
		},
		...(source.from === 'file' && { files: { [field]: source.file } }),
		text: { field: 'caption', value: caption },
	};
}

/** A point on the map; with a name, which Telegram shows only beside an address, a venue. */
function placeStep({ latitude, longitude, name, address }: Location): Step {
	const text: Step['text'] = { field: 'text', value: '' };
	const point = { latitude, longitude };
	if (name === undefined && address === undefined) return { method: 'sendLocation', payload: point, text };
	if (name === undefined || address === undefined) {
		throw new InvalidInput(
			name === undefined ? 'Place Name' : 'Place Address',
			'is empty: Telegram shows a name and an address only together',
			'Give both or none',
		);
	}
	return { method: 'sendVenue', payload: { ...point, title: name, address }, text };
}

export const parseMode = (format: TextFormat): JsonObject => {
	const mode = PARSE_MODES[format];
	return mode ? { parse_mode: mode } : {};
};

const commonOptions = ({ silent, protect, topicId }: MessageOptions): JsonObject => ({
	...(silent && { disable_notification: true }),
	...(protect && { protect_content: true }),
	...(topicId && topicOption(toId(topicId, 'Topic ID'))),
});

/** The General topic is 1 in links, but Telegram finds it only when no topic is named. Source: tdlib/telegram-bot-api issue 798. */
const topicOption = (id: number): JsonObject => (id === 1 ? {} : { message_thread_id: id });

const replyOption = ({ replyTo }: MessageOptions): JsonObject =>
	replyTo ? { reply_parameters: { message_id: toId(replyTo, 'Reply To') } } : {};

const LINK_PREVIEWS: Record<NonNullable<MessageOptions['linkPreview']>, JsonObject> = {
	small: { prefer_small_media: true },
	large: { prefer_large_media: true },
	aboveText: { show_above_text: true },
	off: { is_disabled: true },
};

export const linkPreview = (option: MessageOptions['linkPreview']): JsonObject | undefined =>
	option && LINK_PREVIEWS[option];

/** Message and topic ids are whole numbers above zero. */
export function toId(text: string, field: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text))
		throw new InvalidInput(
			field,
			`“${text}” is not an id of Telegram`,
			'Give the number that Telegram gave, such as 4711',
		);
	return Number(text);
}
