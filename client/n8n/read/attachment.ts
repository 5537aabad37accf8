import type { IExecuteFunctions } from 'n8n-workflow';

import type { Gateway } from '../../gateway';
import { InvalidInput } from '../../model/error';
import type { Location, MediaKind, Message } from '../../model/message';
import { readLocation } from '../../read/location';
import { readChoice, readWord } from './parameters';

/** The place that the workflow wants to send; undefined where it attaches something else, or nothing. */
export function readPlace(context: IExecuteFunctions, item: number): Location | undefined {
	if (readWord(context, 'attachment', item) !== 'location') return undefined;
	return readLocation({
		latitude: readWord(context, 'latitude', item),
		longitude: readWord(context, 'longitude', item),
		name: readWord(context, 'placeName', item),
		address: readWord(context, 'placeAddress', item),
	});
}

/** Where an attachment comes from, before a file of the item is loaded. */
export interface Attachment {
	kind: MediaKind;
	from: 'url' | 'fileId' | 'file';
	/** The address, the file id, or the name of the item's field. */
	value: string;
}

export function readAttachment(
	{ can }: Gateway,
	context: IExecuteFunctions,
	item: number,
): Attachment | undefined {
	const kind = readChoice<MediaKind | 'none' | 'location'>(context, item, {
		name: 'attachment',
		label: 'Attachment',
		of: ['none', ...can.media, ...(can.location ? (['location'] as const) : [])],
		usual: 'none',
	});
	if (kind === 'none' || kind === 'location') return undefined;
	const from = readChoice(context, item, {
		name: 'fileFrom',
		label: 'File From',
		of: can.mediaFrom,
		usual: 'url',
	});
	const [name, label] = ATTACHMENT_FIELDS[from];
	const value = readWord(context, name, item);
	if (value === '') throw new InvalidInput(label, 'is empty', 'Fill it in, or set Attachment to None');
	if (from === 'url' && !(URL.canParse(value) && /^https?:\/\/[^/]/i.test(value))) {
		throw new InvalidInput(label, `“${value}” is no web address`, 'Begin it with https://');
	}
	return { kind, from, value };
}

const ATTACHMENT_FIELDS: Record<Attachment['from'], [name: string, label: string]> = {
	url: ['fileUrl', 'File URL'],
	fileId: ['fileId', 'File ID'],
	file: ['binaryPropertyName', 'Input Data Field Name'],
};

/** Loads the file of an attachment; everything else is known already. */
export async function loadMedia(
	context: IExecuteFunctions,
	item: number,
	attachment: Attachment | undefined,
): Promise<Pick<Message, 'media'>> {
	if (!attachment) return {};
	const { kind, from, value } = attachment;
	if (from === 'url') return { media: { kind, source: { from, url: value } } };
	if (from === 'fileId') return { media: { kind, source: { from, fileId: value } } };
	const binary = context.getInputData()[item]?.binary?.[value];
	if (!binary) {
		throw new InvalidInput(
			'Input Data Field Name',
			`“${value}” is not in the item`,
			'Give the name of a field that holds a file',
		);
	}
	const data = await context.helpers.getBinaryDataBuffer(item, value);
	return {
		media: {
			kind,
			source: { from, file: { data, name: binary.fileName ?? 'file', mimeType: binary.mimeType } },
		},
	};
}
