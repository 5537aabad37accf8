import { fitButtons } from './fitButtons';
import type { Gateway } from './gateway';
import { InvalidInput } from './model/error';
import type { MediaKind, Message, MessageOptionName, MessageOptions, TextFormat } from './model/message';
import { escapeFor } from './text/escape';

/** A message as the service can take it, and what had to be changed for that, one sentence each. */
export interface Fitted {
	message: Message;
	degraded: string[];
}

/**
 * Compares what a message asks for with what the service declares it can. What it lacks is refused here, before
 * its gateway sees the message; buttons, and the keyboard with them, are adapted instead where the user allows it.
 * Nothing is dropped without a word.
 * @throws InvalidInput naming the field
 */
export function fit(gateway: Gateway, message: Message): Fitted {
	for (const lack of LACKS) {
		const refusal = lack(gateway, message);
		if (refusal) throw refusal;
	}
	const { buttons, lines, degraded } = fitButtons(
		gateway,
		message.buttons,
		message.leeway.unsupportedButtons,
		hasPlaceForText(gateway, message),
	);
	const { text, format, options } = message;
	return {
		message: {
			...message,
			text: [text, ...lines.map((line) => escapeFor(format, line))].filter((part) => part !== '').join('\n'),
			buttons,
			options: hasKeyboard(gateway) ? options : withoutKeyboard(options),
		},
		degraded: [...degraded, ...keyboardNotes(gateway, options)],
	};
}

/** The options by the labels that people see. */
const OPTION_LABELS: Record<MessageOptionName, string> = {
	silent: 'Silent',
	protect: 'Protect Content',
	topicId: 'Topic ID',
	replyTo: 'Reply To',
	linkPreview: 'Link Preview',
	keyboard: 'Keyboard',
	clientId: 'Client ID',
	extra: 'Extra Fields',
	sendAt: 'Send At',
	lifetime: 'Lifetime',
	confirmPhoneDays: 'Confirm Phone Again After',
};

const FORMAT_NAMES: Record<TextFormat, string> = {
	plain: 'plain text',
	html: 'HTML',
	markdownV2: 'Markdown',
	markdown: 'legacy Markdown',
};

const MEDIA_NAMES: Record<MediaKind, string> = {
	photo: 'photos',
	document: 'documents',
	video: 'videos',
	audio: 'audio files',
	voice: 'voice messages',
	animation: 'animations',
	videoNote: 'video notes',
	sticker: 'stickers',
};

/** What may be wrong with a message on a service, in the order in which it is told; undefined when it is not so. */
type Lack = (gateway: Gateway, message: Message) => InvalidInput | undefined;

const LACKS: readonly Lack[] = [
	({ name, can }, { template }) =>
		template && !can.templates
			? lacking('Template', `${name} has no prepared messages`, 'Write the text here')
			: undefined,

	({ name, can }, { location }) =>
		location && !can.location
			? lacking('Location', `${name} sends no places`, 'Send a link to a map in the text')
			: undefined,

	({ name, can }, { media }) => {
		if (!media || can.media.includes(media.kind)) return undefined;
		const what = can.media.length === 0 ? 'takes texts only' : `takes no ${MEDIA_NAMES[media.kind]}`;
		return lacking('Attachment', `${name} ${what}`, 'Send a link to the file in the text');
	},

	({ name, can }, { media }) =>
		media && !can.mediaFrom.includes(media.source.from)
			? lacking('File From', `${name} takes no files from there`, `Use ${can.mediaFrom.join(' or ')}`)
			: undefined,

	(gateway, { options, leeway }) => {
		const option = namesOfOptions.find(
			(name) =>
				isAsked(options[name]) &&
				!gateway.can.options.includes(name) &&
				// it belongs to buttons, so it may be left out where those may
				!(name === 'keyboard' && leeway.unsupportedButtons === 'degrade'),
		);
		if (!option) return undefined;
		const what = option === 'keyboard' ? 'keyboards' : 'such option';
		return lacking(OPTION_LABELS[option], `${gateway.name} has no ${what}`, 'Remove this option');
	},

	({ name, can }, { format }) =>
		can.formats.includes(format)
			? undefined
			: lacking(
					'Format',
					`${name} does not read ${FORMAT_NAMES[format]}`,
					`Set it to ${can.formats.map((one) => FORMAT_NAMES[one]).join(' or ')}`,
				),

	({ name, can }, { template }) =>
		can.textInTemplate !== undefined && !template
			? new InvalidInput(
					'Prepared Message',
					'is not given',
					`${name} sends messages only that were prepared in its console. Choose one, for a text of your own one whose body is a variable`,
				)
			: undefined,

	({ can }, { text, template }) =>
		can.textInTemplate !== undefined && template?.textParameter !== undefined && text.trim() === ''
			? new InvalidInput('Text', 'is empty', 'Write a text, or set Content to Prepared Message')
			: undefined,

	({ can }, { text, media, template, location }) =>
		text.trim() === '' && !media && !template && !location
			? new InvalidInput(
					'Text',
					'is empty',
					can.media.length > 0 ? 'Give a text, or attach a file' : 'Write a text',
				)
			: undefined,
];

const lacking = (field: string, why: string, advice: string): InvalidInput =>
	new InvalidInput(field, `cannot be used here: ${why}`, advice, 'unsupported');

/** A prepared message without a variable for it would lose a text without a word. */
const hasPlaceForText = ({ can }: Gateway, { template }: Message): boolean =>
	can.textInTemplate === undefined || template?.textParameter !== undefined;

const namesOfOptions = Object.keys(OPTION_LABELS) as MessageOptionName[];

/** Switched off or left empty is how every message goes out anyway. */
const isAsked = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.values(value).some(isAsked)
		: value !== undefined && value !== null && value !== false && value !== '';

const hasKeyboard = ({ can }: Gateway): boolean => can.options.includes('keyboard');

const withoutKeyboard = ({ keyboard: _, ...others }: MessageOptions): MessageOptions => others;

const keyboardNotes = (gateway: Gateway, { keyboard }: MessageOptions): string[] =>
	!hasKeyboard(gateway) && isAsked(keyboard)
		? [`The keyboard options were left out: ${gateway.name} has no keyboards`]
		: [];
