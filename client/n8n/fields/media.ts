import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../gateways';
import type { MediaKind, MediaSource } from '../../model/message';

const MEDIA: Record<MediaKind, string> = {
	animation: 'Animation (GIF)',
	audio: 'Audio',
	document: 'Document',
	photo: 'Photo',
	sticker: 'Sticker',
	video: 'Video',
	videoNote: 'Video Note',
	voice: 'Voice Message',
};

const withLocation = servicesWhere(({ can }) => can.location);
const withMedia = (kind: MediaKind): string[] => servicesWhere(({ can }) => can.media.includes(kind));
const attached = { attachment: Object.keys(MEDIA) };

const withFilesFrom = (from: MediaSource['from']): string[] =>
	servicesWhere(({ can }) => can.mediaFrom.includes(from));

/** A file or a place beside the text. A file comes by its address, by the id that the service gave it, or from the item. */
export const mediaFields = (): INodeProperties[] => [
	{
		displayName: 'Attachment',
		name: 'attachment',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'None', value: 'none' },
			...(Object.keys(MEDIA) as MediaKind[]).map((kind) => ({
				name: MEDIA[kind],
				value: kind,
				displayOptions: { show: { service: withMedia(kind) } },
			})),
			{
				name: 'Location',
				value: 'location',
				displayOptions: { show: { service: withLocation } },
			},
		].sort((a, b) => (a.value === 'none' || (b.value !== 'none' && a.name < b.name) ? -1 : 1)),
		default: 'none',
		displayOptions: { show: { service: servicesWhere(({ can }) => can.media.length > 0 || can.location) } },
		description: 'A file or a place to send; the text becomes the caption where the kind has one',
	},
	{
		displayName: 'File From',
		name: 'fileFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Input Item',
				value: 'file',
				description: 'A file that the item carries',
				displayOptions: { show: { '/service': withFilesFrom('file') } },
			},
			{
				name: 'Service',
				value: 'fileId',
				description: 'A file that the service has, by the ID it gave',
				displayOptions: { show: { '/service': withFilesFrom('fileId') } },
			},
			{
				name: 'Web Address',
				value: 'url',
				description: 'The service fetches it from there',
				displayOptions: { show: { '/service': withFilesFrom('url') } },
			},
		],
		default: 'url',
		displayOptions: { show: { ...attached } },
		description: 'Where the file comes from',
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/invoice.pdf',
		displayOptions: { show: { ...attached, fileFrom: ['url'] } },
		description: 'A public address that the service can open',
	},
	{
		displayName: 'File ID',
		name: 'fileId',
		type: 'string',
		default: '',
		placeholder: 'e.g. AgACAgIAAxkBAAI…',
		displayOptions: { show: { ...attached, fileFrom: ['fileId'] } },
		description: 'The ID that the service gave to the file when it was sent or received before',
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		displayOptions: { show: { ...attached, fileFrom: ['file'] } },
		hint: 'The name of the input field containing the file data to be sent',
		description: 'The field of the item that holds the file',
	},
	...locationFields(),
];

/** A place on the map. */
function locationFields(): INodeProperties[] {
	const show = { attachment: ['location'], service: withLocation };
	const field = (
		displayName: string,
		name: string,
		placeholder: string,
		description: string,
	): INodeProperties => {
		const words = { displayName, name, placeholder, description, displayOptions: { show }, default: '' };
		return { ...words, type: 'string' };
	};
	return [
		field('Latitude', 'latitude', 'e.g. 52.520008', 'In degrees, north of the equator above zero'),
		field('Longitude', 'longitude', 'e.g. 13.404954', 'In degrees, east of Greenwich above zero'),
		field('Place Name', 'placeName', 'e.g. Corner Shop', 'What the place is called; may be empty'),
		field('Place Address', 'placeAddress', 'e.g. 1 Main Street, Berlin', 'Where it is; may be empty'),
	];
}
