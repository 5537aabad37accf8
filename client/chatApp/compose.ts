/**
 * What goes into `MessageType` and `Content`. The content of a message on a Telegram channel is not documented:
 * these are the shapes that all other channels of the service have in common.
 */
import { InvalidInput } from '../model/error';
import type { Location, Media, MediaKind, Message } from '../model/message';

export interface Composed {
	type: string;
	content: Record<string, string>;
}

interface MediaWords {
	type: string;
	caption: boolean;
	fileName?: true;
}

const MEDIA: Partial<Record<MediaKind, MediaWords>> = {
	photo: { type: 'image', caption: true },
	video: { type: 'video', caption: true },
	animation: { type: 'gif', caption: true },
	audio: { type: 'audio', caption: false },
	sticker: { type: 'sticker', caption: false },
	document: { type: 'document', caption: false, fileName: true },
};

export const MEDIA_KINDS = Object.keys(MEDIA) as MediaKind[];

/**
 * Buttons have become lines of the text before, or were refused: the service has none for Telegram.
 * @throws InvalidInput when the message cannot be sent as it is
 */
export function compose({ text, media, location }: Message): Composed {
	const words = media && wordsOf(media);
	const isEmpty = text.trim() === '';
	if (!isEmpty && (words ? !words.caption : location)) throw noCaption(media?.kind ?? 'location');
	if (media && words) {
		return { type: words.type, content: { ...linkOf(media, words), ...(!isEmpty && { caption: text }) } };
	}
	if (location) return { type: 'location', content: placeOf(location) };
	if (isEmpty) throw new InvalidInput('Text', 'is empty', 'Give a text, or attach a file');
	return { type: 'text', content: { text } };
}

function wordsOf({ kind }: Media): MediaWords {
	const words = MEDIA[kind];
	if (words) return words;
	throw new InvalidInput(
		'Attachment',
		`cannot be a ${kind === 'voice' ? 'voice message' : 'video note'} with Chat App`,
		'Send it as audio or video',
		'unsupported',
	);
}

const noCaption = (kind: string): InvalidInput =>
	new InvalidInput(
		'Text',
		`cannot go with this attachment (${kind}): the service documents no caption for it`,
		'Send the text as a message of its own, or give Content yourself in Extra Fields',
		'unsupported',
	);

function linkOf({ source }: Media, { fileName }: MediaWords): Record<string, string> {
	if (source.from === 'url') {
		return { link: source.url, ...(fileName && { fileName: fileNameOf(source.url) }) };
	}
	throw new InvalidInput(
		'File From',
		'can only be Web Address with Chat App',
		'Put the file where the service can fetch it, and give its address',
		'unsupported',
	);
}

/** The last part of the address, which is what people would see as the name of the download. */
function fileNameOf(address: string): string {
	const last = new URL(address).pathname.split('/').pop() ?? '';
	return decoded(last) || 'file';
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

const placeOf = ({ longitude, latitude, name, address }: Location): Record<string, string> => ({
	longitude: String(longitude),
	latitude: String(latitude),
	...(name && { name }),
	...(address && { address }),
});
