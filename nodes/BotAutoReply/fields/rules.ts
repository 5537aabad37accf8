import type { INodeProperties } from 'n8n-workflow';

import { servicesWhere } from '../../../client/gateways';
import { buttonFields } from '../../../client/n8n/fields/buttons';
import { knownPlaceholders } from '../../../client/rules/placeholders';
import { conditionFields } from './conditions';

const withPresses = servicesWhere(({ answerPress }) => answerPress !== undefined);

const ifText: Pick<INodeProperties, 'displayOptions'> = { displayOptions: { show: { replyWith: ['text'] } } };

/** The list of rules. */
export const rulesField = (): INodeProperties => ({
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Rule', sortable: true },
	placeholder: 'Add Rule',
	default: {
		rule: [
			{ conditions: { condition: [{ when: 'command', command: '/start' }] }, replyWith: 'text', text: '' },
		],
	},
	description: 'Looked at from top to bottom',
	options: [{ name: 'rule', displayName: 'Rule', values: ruleFields() }],
});

function ruleFields(): INodeProperties[] {
	return [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. Prices',
			description: 'To find the rule again in the output, in errors, and as a branch',
		},
		{
			displayName: 'Conditions',
			name: 'conditions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Condition' },
			placeholder: 'Add Condition',
			default: { condition: [{ when: 'containsAny' }] },
			description: 'All of them must hold',
			options: [{ name: 'condition', displayName: 'Condition', values: conditionFields() }],
		},
		{
			displayName: 'Reply With',
			name: 'replyWith',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Nothing',
					value: 'nothing',
					description: 'Send nothing: the item only takes the way of this rule',
				},
				{ name: 'Text', value: 'text' },
			],
			default: 'text',
			description: 'What the person gets',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Hello {first name|there}, our prices are on https://example.com/prices',
			...ifText,
			description: `What is sent to everybody who has no text in their own language. Placeholders: ${knownPlaceholders()}. What stands behind a bar, as in {first name|there}, is shown where there is no value.`,
		},
		{
			displayName: 'Texts in Other Languages',
			name: 'languages',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Language' },
			placeholder: 'Add Language',
			default: {},
			...ifText,
			description:
				'The person’s own language is looked for first, then that without its region, then English; else they get the text above',
			options: [{ name: 'variant', displayName: 'Language', values: languageFields() }],
		},
		...buttonFields().map(shownForText),
		{
			displayName: 'Press Notice',
			name: 'notice',
			type: 'string',
			default: '',
			placeholder: 'e.g. Thank you, noted',
			displayOptions: { show: { '/service': withPresses } },
			description:
				'Shown for a moment to a person who pressed a button: 200 characters at most. Placeholders can be used here, too.',
		},
		{
			displayName: 'Cool-Down (Seconds)',
			name: 'coolDown',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'For how long one person gets no second reply by this rule; 0 for none. What comes meanwhile is held back.',
		},
	];
}

const shownForText = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...field.displayOptions?.show, replyWith: ['text'] } },
});

function languageFields(): INodeProperties[] {
	return [
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. de',
			description: 'Its code, with a region where that matters: de, pt-BR',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Guten Tag {first name}',
			description: 'What is sent to people with this language. Placeholders can be used here, too.',
		},
	];
}
