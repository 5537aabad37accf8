import type { INodeProperties } from 'n8n-workflow';

import { gateways, servicesWhere } from '../../../client/gateways';

const sendsSms = servicesWhere(({ sendSms }) => sendSms !== undefined);
const sendsNone = servicesWhere(({ sendSms }) => sendSms === undefined);

/** The value for "another node of the workflow sends it". */
export const NO_SMS = 'none';

/** The value for "the account that the bot has". */
export const SAME_ACCOUNT = 'same';

const NONE = {
	name: 'None (Next Node)',
	value: NO_SMS,
	description:
		'Not Reached then carries phone and text for an SMS node of your choice, where handedOver is true',
};

/** Where the next node sends the SMS: a notice for each of the two fields, as n8n wants all conditions to hold. */
const HANDS_OVER: ReadonlyArray<[name: string, show: Record<string, string[]>]> = [
	['handsOver', { service: sendsNone, smsService: [NO_SMS] }],
	['handsOverToo', { service: sendsSms, smsFrom: [NO_SMS] }],
];

/**
 * Who sends the SMS. A service that sends SMS itself does it from the account of the bot; for the others one is
 * chosen. Two fields, because n8n can hide an account by several fields only if each of them hides it by itself.
 */
export const throughFields = (): INodeProperties[] => [
	{
		displayName: 'SMS Through',
		name: 'smsService',
		type: 'options',
		noDataExpression: true,
		options: [
			...gateways.filter(({ id }) => sendsSms.includes(id)).map(({ id, name }) => ({ name, value: id })),
			NONE,
		].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
		default: NO_SMS,
		displayOptions: { show: { service: sendsNone } },
		description: 'Who sends the SMS',
	},
	...(sendsSms.length === 0 ? [] : [sameAccountField()]),
	...HANDS_OVER.map(([name, show]): INodeProperties => ({
		displayName:
			'Not Reached also holds what the Cost Guard stopped: let an If node with <code>{{ $json.handedOver }}</code> stand before the node that sends the SMS.',
		name,
		type: 'notice',
		displayOptions: { show },
		default: '',
	})),
	...gateways.flatMap(({ id, can }): INodeProperties[] =>
		can.forwardsBySms === undefined
			? []
			: [
					{
						displayName: `${can.forwardsBySms}. Leave it off, or people get two SMS.`,
						name: `${id}Forwards`,
						type: 'notice',
						displayOptions: { show: { service: [id] } },
						default: '',
					},
				],
	),
];

const sameAccountField = (): INodeProperties => ({
	displayName: 'SMS Through',
	name: 'smsFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		NONE,
		{ name: 'The Same Account', value: SAME_ACCOUNT, description: 'The service sends the SMS, too' },
	],
	default: SAME_ACCOUNT,
	displayOptions: { show: { service: sendsSms } },
	description: 'Who sends the SMS',
});
