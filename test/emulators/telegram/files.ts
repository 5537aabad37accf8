/** Files of one bot: uploads keep their bytes, and an id that the bot has seen may be used again. */
import type { Settings } from './settings';
import { isRecord, type Params, type Upload } from './params';
import { badRequest, CALL_REFUSALS, Refused } from './refusal';

/** As messages call them, with the name that the server has for the type. */
export const MEDIA_KINDS = {
	photo: 'Photo',
	document: 'Document',
	video: 'Video',
	animation: 'Animation',
	audio: 'Audio',
	voice: 'VoiceNote',
	video_note: 'VideoNote',
	sticker: 'Sticker',
} as const;

export type MediaKind = keyof typeof MEDIA_KINDS;

export interface StoredFile {
	fileId: string;
	uniqueId: string;
	kind: MediaKind;
	/** Below `/file/bot<token>/`. */
	path: string;
	name: string;
	type: string;
	bytes: Buffer;
	/** Where the server fetched it from. */
	url?: string;
}

const EXTENSIONS: Record<MediaKind, string> = {
	photo: '.jpg',
	document: '',
	video: '.mp4',
	animation: '.mp4',
	audio: '.mp3',
	voice: '.oga',
	video_note: '.mp4',
	sticker: '.webp',
};

/** A download through the Bot API. */
const DOWNLOAD_BYTES = 20 * 1024 * 1024;
const PHOTO_BYTES = 10 * 1024 * 1024;

export class Files {
	private readonly byId = new Map<string, StoredFile>();
	private count = 0;

	constructor(
		private readonly botId: number,
		private readonly settings: Settings,
	) {}

	/** @returns a new file as if somebody had sent it */
	add(kind: MediaKind, upload: Upload, url?: string): StoredFile {
		this.count += 1;
		const dot = upload.name.lastIndexOf('.');
		const extension = dot > 0 ? upload.name.slice(dot) : EXTENSIONS[kind];
		const file: StoredFile = {
			fileId: `AgACAgIAAxk${Buffer.from(`${this.botId}.${kind}.${this.count}`).toString('base64url')}`,
			uniqueId: `AQAD${Buffer.from(`u${this.botId}${this.count}`).toString('base64url')}`,
			kind,
			path: `${kind}s/file_${this.count}${extension}`,
			name: upload.name,
			type: upload.type || 'application/octet-stream',
			bytes: upload.bytes,
			...(url !== undefined && { url }),
		};
		this.byId.set(file.fileId, file);
		return file;
	}

	get(fileId: string): StoredFile {
		if (fileId === '') throw badRequest('file_id not specified');
		const file = this.byId.get(fileId);
		if (!file) throw badRequest('invalid file_id');
		if (file.bytes.length > DOWNLOAD_BYTES) throw badRequest('file is too big');
		return file;
	}

	at(path: string): StoredFile | undefined {
		return [...this.byId.values()].find((file) => file.path === path);
	}

	/**
	 * The file that an argument names: an upload of that name, `attach://name`, an address, or a file id.
	 * @param value the argument, when it isn't the field itself (input media)
	 */
	input(params: Params, field: string, kind: MediaKind, value = params.text(field)): StoredFile {
		const attached = /^attach:\/\/(.+)$/.exec(value)?.[1];
		const upload = params.upload(attached ?? field);
		if (upload && (attached !== undefined || value === '')) return this.uploaded(kind, upload);
		if (attached !== undefined || value === '') {
			throw badRequest(`There is no ${kind.replace('_', ' ')} in the request`);
		}
		if (/^https?:\/\//i.test(value)) return this.fetched(kind, value);
		const file = this.byId.get(value);
		if (!file) throw badRequest('Wrong file identifier/HTTP URL specified');
		if (file.kind !== kind && kind !== 'document') {
			throw badRequest(`Can't use file of type ${MEDIA_KINDS[file.kind]} as ${MEDIA_KINDS[kind]}`);
		}
		return file;
	}

	/** `InputMedia`: `{ type, media }`. */
	inputMedia(params: Params, media: unknown): { file: StoredFile; fields: Record<string, unknown> } {
		if (!isRecord(media)) throw badRequest("Can't parse InputMedia: expected an Object");
		const type = String(media['type']);
		if (!/^(photo|video|animation|audio|document)$/.test(type)) {
			throw badRequest(
				"Can't parse InputMedia: type must be one of animation, audio, document, photo, video",
			);
		}
		const kind = type as MediaKind;
		return { file: this.input(params, '', kind, String(media['media'] ?? '')), fields: media };
	}

	private uploaded(kind: MediaKind, upload: Upload): StoredFile {
		if (upload.bytes.length > this.settings.maxUploadBytes) throw new Refused(CALL_REFUSALS.tooLarge);
		if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
		if (kind === 'photo' && upload.bytes.length > PHOTO_BYTES) throw badRequest('file is too big');
		return this.add(kind, upload);
	}

	/** assumed: any address of a known host is a file of the wanted kind; no network is used. */
	private fetched(kind: MediaKind, url: string): StoredFile {
		const failure = this.settings.brokenUrls.get(url);
		if (failure !== undefined) throw badRequest(failure);
		if (!this.settings.mediaHosts.has(URL.canParse(url) ? new URL(url).hostname : '')) {
			throw badRequest('Failed to get HTTP URL content');
		}
		const name = new URL(url).pathname.split('/').at(-1) || 'file';
		return this.add(kind, { name, type: '', bytes: Buffer.from(`content of ${url}`) }, url);
	}
}

/** How a message shows a file. */
export function mediaFields(file: StoredFile): Record<string, unknown> {
	const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length };
	const named = { ...base, file_name: file.name, mime_type: file.type };
	switch (file.kind) {
		case 'photo':
			return {
				photo: [
					{ ...base, width: 90, height: 90 },
					{ ...base, width: 800, height: 800 },
				],
			};
		case 'document':
			return { document: named };
		case 'video':
			return { video: { ...named, width: 640, height: 360, duration: 1 } };
		case 'animation': {
			// an animation is shown as a document too, for old clients
			return { animation: { ...named, width: 320, height: 240, duration: 1 }, document: named };
		}
		case 'audio':
			return { audio: { ...named, duration: 1 } };
		case 'voice':
			return { voice: { ...base, duration: 1, mime_type: 'audio/ogg' } };
		case 'video_note':
			return { video_note: { ...base, length: 240, duration: 1 } };
		case 'sticker':
			return {
				sticker: { ...base, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false },
			};
	}
}
