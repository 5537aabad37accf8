import type { INodeProperties } from 'n8n-workflow';

import { phoneField } from './sms';

/** Who gets a cascade, and by which ways. */
export const cascadeFields = (): INodeProperties[] => [phoneField(), stagesField()];

export const stagesField = (): INodeProperties => ({
	displayName: 'Stages',
	name: 'stages',
	type: 'json',
	required: true,
	default: '[\n  { "type": "telegramBot" },\n  { "type": "sms" }\n]',
	description:
		'The ways in the order in which the service tries them: a list of objects with a type and the fields that the service wants for it. They are sent as they are',
});
