import type { INodeProperties } from 'n8n-workflow';

import { hasTrackedLinks } from '../../capability';
import { servicesWhere } from '../../gateways';

/** For how long clicks are counted where the user does not say. */
export const USUAL_DAYS = 90;

/** Turns links into ones that tell when they are opened; an option of whatever sends. */
export const trackLinksOption = (): INodeProperties => ({
	displayName: 'Track Links',
	name: 'trackLinks',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Tracking',
	displayOptions: { show: { '/service': servicesWhere(hasTrackedLinks) } },
	description:
		'Links lead over this n8n, where a Bot Gateway Trigger tells who opened them; n8n must be reachable from the internet',
	options: [
		{
			name: 'values',
			displayName: 'Tracking',
			values: [
				{
					displayName: 'Tracking Address',
					name: 'address',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://n8n.example.com/webhook/5f2b6c0e-1d3a/link',
					description:
						'The production URL of a Bot Gateway Trigger in this n8n that uses the same credential and has Link Clicked among its events',
				},
				{
					displayName: 'Count Clicks for (Days)',
					name: 'days',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: USUAL_DAYS,
					description: 'After that the links still lead to their pages, but nobody is told',
				},
				{
					displayName: 'Links',
					name: 'parts',
					type: 'options',
					options: [
						{ name: 'In Buttons', value: 'buttons' },
						{ name: 'In Buttons and the Text', value: 'both' },
						{ name: 'In the Text', value: 'text' },
					],
					default: 'both',
					description:
						'Which links are tracked; in plain text the person sees the long tracked address, in HTML and Markdown the text stays',
				},
			],
		},
	],
});
