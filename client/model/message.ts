import type { ButtonRows, KeyboardOptions } from './button';

export type TextFormat = 'plain' | 'html' | 'markdownV2' | 'markdown';

export type MediaKind =
	'photo' | 'document' | 'video' | 'audio' | 'voice' | 'animation' | 'videoNote' | 'sticker';

/** A file that the workflow holds, to be uploaded. */
export interface BinaryFile {
	data: Buffer;
	name: string;
	mimeType: string;
}

/** Where a medium comes from: a public URL, an id that the service gave to it before, or a file to upload. */
export type MediaSource =
	{ from: 'url'; url: string } | { from: 'fileId'; fileId: string } | { from: 'file'; file: BinaryFile };

export interface Media {
	kind: MediaKind;
	source: MediaSource;
}

/** What the user allows us to change when the service cannot take the message as it is. */
export interface Leeway {
	/** A text over the service's limit: refuse it, or send it as several messages. */
	longText: 'refuse' | 'split';
	/** A button of a kind that the service lacks: refuse it, or add its link to the text and leave the rest out. */
	unsupportedButtons: 'refuse' | 'degrade';
	/** A text whose markup the service cannot read: refuse it, or send it again as plain text. */
	brokenFormat: 'refuse' | 'plain';
	/** Bots as recipients are refused up front unless this is set. */
	botRecipients: 'refuse' | 'allow';
}

export interface MessageOptions {
	/** No sound on the person's device. */
	silent?: boolean;
	/** The person can neither forward nor save it. */
	protect?: boolean;
	/** Thread or topic inside the chat. */
	topicId?: string;
	/** Message id that this one answers. */
	replyTo?: string;
	linkPreview?: 'small' | 'large' | 'aboveText' | 'off';
	keyboard?: KeyboardOptions;
	/** An id of the workflow's own for this message, to find it again. */
	clientId?: string;
	/** Fields of the service's own request, put in as they are; they win over what this package writes. */
	extra?: Record<string, unknown>;
	/** ISO 8601: not before this moment. */
	sendAt?: string;
	/** Hours after which the service gives up. */
	lifetime?: number;
	/** The person has to confirm their phone first when they last did so longer ago than this many days. */
	confirmPhoneDays?: number;
}

/** A message that was prepared in the service's console, and what to fill in. */
export interface Template {
	id: string;
	parameters: Record<string, unknown>;
	/** The language version; the service's own choice when left out. */
	language?: string;
	/**
	 * The parameter that the text of the message becomes. Left out where the prepared message says everything: there
	 * is no place for a text then.
	 */
	textParameter?: string;
}

export interface Location {
	latitude: number;
	longitude: number;
	name?: string;
	address?: string;
}

/** What is sent. `text` is the caption where there is a medium. */
export interface Message {
	text: string;
	format: TextFormat;
	media?: Media;
	template?: Template;
	location?: Location;
	/**
	 * Addresses that nobody sees, and that come back with every press of a button under the message; see
	 * Receiver.pressOf. Only where the service can carry them: Capabilities.carriedAddresses.
	 */
	carried?: readonly string[];
	buttons: ButtonRows;
	options: MessageOptions;
	leeway: Leeway;
}

/** The names of the options above, as a service declares which of them it has. */
export type MessageOptionName = keyof MessageOptions;
