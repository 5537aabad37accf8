import type { INodeCredentialDescription } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { REGISTRY_CREDENTIAL } from './registry';

/**
 * The account of the chosen service, and the registry's while it is used. Hidden for the others instead of shown
 * for its own: a field by whose every value a credential is shown is taken by the editor for a way to log in, and
 * disappears from the panel.
 */
export const accountsOf = (gateways: readonly Gateway[]): INodeCredentialDescription[] => [
	...gateways.map(({ id, credential }) => ({
		name: credential,
		required: true,
		displayOptions: { hide: { service: gateways.filter((one) => one.id !== id).map((one) => one.id) } },
	})),
	{
		name: REGISTRY_CREDENTIAL,
		displayName: 'Registry',
		required: false,
		displayOptions: { hide: { useRegistry: [false] } },
	},
];
