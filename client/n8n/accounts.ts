import type { INodeCredentialDescription } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { REGISTRY_CREDENTIAL } from './registry';

/**
 * The account of the chosen service, and the registry's while it is used. Hidden for the others instead of shown
 * for its own: a field by whose every value a credential is shown is taken by the editor for a way to log in, and
 * disappears from the panel.
 */
export const accountsOf = (gateways: readonly Gateway[]): INodeCredentialDescription[] => [
	...gateways.map(({ id, credential }) => account(credential, { service: idsWithout(gateways, id) })),
	registryAccount(),
];

/**
 * The same where SMS are sent beside a bot's messages, by the service in the field `smsService`. That field is
 * there only for bots of services that send no SMS; the others use the account that they have. So each account
 * is needed for one reason at a time, and either field can hide it by itself.
 * @param none the value of `smsService` for no service
 */
export function accountsWithSmsOf(gateways: readonly Gateway[], none: string): INodeCredentialDescription[] {
	const sending = gateways.filter(({ sendSms }) => sendSms !== undefined);
	return [
		...gateways.map(({ id, name, credential, sendSms }) => ({
			...account(
				credential,
				sendSms === undefined
					? { service: idsWithout(gateways, id) }
					: { service: idsWithout(sending, id), smsService: [...idsWithout(sending, id), none] },
			),
			// two accounts stand below each other, and n8n calls each just “Credential”
			displayName: `${name} Account`,
		})),
		registryAccount(),
	];
}

const idsWithout = (gateways: readonly Gateway[], id: string): string[] =>
	gateways.map((one) => one.id).filter((one) => one !== id);

const account = (name: string, hide: Record<string, string[]>): INodeCredentialDescription => ({
	name,
	required: true,
	displayOptions: { hide },
});

const registryAccount = (): INodeCredentialDescription => ({
	name: REGISTRY_CREDENTIAL,
	displayName: 'Registry',
	required: false,
	displayOptions: { hide: { useRegistry: [false] } },
});
