import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../../client/gateways';
import { handlingOptions, messageOptions } from '../../../client/n8n/fields/message';
import { trackLinksOption } from '../../../client/n8n/fields/tracking';
import { optionsField } from '../../../client/n8n/fields/options';

/** Those of a message that make sense for an answer that goes out at once. */
const OF_MESSAGES: ReadonlySet<string> = new Set([
	'extra',
	'inputPlaceholder',
	'lifetime',
	'linkPreview',
	'oneTimeKeyboard',
	'persistentKeyboard',
	'protect',
	'silent',
	'topicId',
	'brokenFormat',
	'duplicates',
	'longText',
	'refused',
	'unknownOutcome',
	'unsupportedButtons',
]);

export const options = (): INodeProperties =>
	optionsField(
		...[...messageOptions(), ...handlingOptions()].filter(({ name }) => OF_MESSAGES.has(name)),
		trackLinksOption(),
		{
			displayName: 'Cool-Down for All Rules (Seconds)',
			name: 'coolDown',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'For how long one person gets no second reply by any rule of this node; 0 for none',
		},
		{
			displayName: 'Event',
			name: 'event',
			type: 'json',
			default: '={{ $json }}',
			description:
				'Where the trigger’s item is, when nodes between have changed it. Give it by an expression that takes the item of the trigger.',
		},
		{
			displayName: 'Language of the Texts',
			name: 'textLanguage',
			type: 'string',
			default: '',
			placeholder: 'e.g. de',
			description:
				'The language in which the text of each rule is written. People who speak it get that text instead of an English one, and a translator is told so.',
		},
		{
			displayName: 'Quote the Message',
			name: 'quote',
			type: 'boolean',
			default: false,
			displayOptions: { show: { '/service': servicesWhere(({ can }) => can.options.includes('replyTo')) } },
			description: 'Whether the reply shows which message it answers',
		},
	);
