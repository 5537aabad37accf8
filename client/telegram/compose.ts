import type { JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import type { BinaryFile, Media, MediaKind, Message, MessageOptions, TextFormat } from '../model/message';
import { visibleLength } from '../text/length';
import { splitText } from '../text/split';
import { toReplyMarkup } from './buttons';
import { CAPTION_LIMIT, TEXT_LIMIT } from './limits';

/** One call that a message becomes. The chat is added when it is sent. */
export interface Step {
	method: string;
	payload: JsonObject;
	files?: Record<string, BinaryFile>;
	/** The text in it and the payload's field that holds it, for sending it again as plain text. */
	text: { field: 'text' | 'caption'; value: string };
}

/** Bytes of a text before its markup is read; over it the server does not even look. */
const RAW_LIMIT = 32_768;

const PARSE_MODES: Record<TextFormat, string | undefined> = {
	plain: undefined,
	html: 'HTML',
	markdownV2: 'MarkdownV2',
	markdown: 'Markdown',
};

/** The method of each medium and the field that carries it; some kinds have no caption. */
const MEDIA: Record<MediaKind, { method: string; field: string; caption: boolean }> = {
	photo: { method: 'sendPhoto', field: 'photo', caption: true },
	document: { method: 'sendDocument', field: 'document', caption: true },
	video: { method: 'sendVideo', field: 'video', caption: true },
	audio: { method: 'sendAudio', field: 'audio', caption: true },
	voice: { method: 'sendVoice', field: 'voice', caption: true },
	animation: { method: 'sendAnimation', field: 'animation', caption: true },
	videoNote: { method: 'sendVideoNote', field: 'video_note', caption: false },
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
		const step =
			first && message.media ? mediaStep(message.media, text, message.format) : textStep(text, message);
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

/** The texts of the parts; one empty text for a medium without a caption. */
function textsOf({ text, format, media, leeway }: Message): string[] {
	const empty = text.trim() === '' || visibleLength(text, format) === 0;
	if (media && empty) return [''];
	if (empty) throw new InvalidInput('Text', 'is empty', 'Give a text, or attach a file');
	if (media && !MEDIA[media.kind].caption) {
		throw new InvalidInput(
			'Text',
			`cannot go with a ${media.kind === 'sticker' ? 'sticker' : 'video note'}`,
			'Send the text as a message of its own',
			'unsupported',
		);
	}
	const limit = media ? CAPTION_LIMIT : TEXT_LIMIT;
	const length = visibleLength(text, format);
	if (length <= limit && Buffer.byteLength(text) <= RAW_LIMIT) return [text];
	if (leeway.longText === 'refuse') {
		throw new InvalidInput(
			'Text',
			`has ${length} characters, Telegram takes ${limit}${media ? ' beside a file' : ''}`,
			'Shorten it, or set Long Text to Split',
		);
	}
	return splitText(text, format, { limit: TEXT_LIMIT, firstLimit: limit, maxBytes: RAW_LIMIT });
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
	const { method, field } = MEDIA[kind];
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

export const parseMode = (format: TextFormat): JsonObject => {
	const mode = PARSE_MODES[format];
	return mode ? { parse_mode: mode } : {};
};

const commonOptions = ({ silent, protect, topicId }: MessageOptions): JsonObject => ({
	...(silent && { disable_notification: true }),
	...(protect && { protect_content: true }),
	...(topicId && { message_thread_id: toId(topicId, 'Topic ID') }),
});

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
	if (!/^\d{1,15}$/.test(text))
		throw new InvalidInput(
			field,
			`“${text}” is not a number`,
			'Give the id that Telegram gave, such as 4711',
		);
	return Number(text);
}
