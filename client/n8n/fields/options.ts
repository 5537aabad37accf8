import type { INodeProperties } from 'n8n-workflow';

/** How long a request may wait; every operation has it. */
const waitOption = (): INodeProperties => ({
	displayName: 'Longest Wait',
	name: 'longestWait',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 3600 },
	default: 60,
	description:
		'Seconds that one request may wait when the service asks to slow down; after that the item fails',
});

/** The collection at the end of the panel: an operation's own options and those that all have, in alphabetical order. */
export const optionsField = (...own: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...own, waitOption()].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
});

/** For operations that give back what a service said. */
export const simplifyField = (): INodeProperties => ({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});
