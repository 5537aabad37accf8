import fs from 'node:fs';
import path from 'node:path';

import type { ICredentialType } from 'n8n-workflow';

import { gateways } from '../../client/gateways';

/** The credential of a service, as it is published. */
function credentialOf(type: string): ICredentialType {
	const name = type[0]?.toUpperCase() + type.slice(1);
	const file = path.join(__dirname, '..', '..', 'credentials', `${name}.credentials.ts`);
	expect(fs.existsSync(file)).toBe(true);
	const { [name]: Made } = jest.requireActual<Record<string, new () => ICredentialType>>(file);
	if (!Made) throw new Error(`${file} holds no ${name}`);
	return new Made();
}

it.each(gateways.filter(({ secret }) => secret).map((gateway) => [gateway.id, gateway] as const))(
	'links of %s are signed with fields of its credential that are secrets',
	(_, { credential, secret = [] }) => {
		const { properties } = credentialOf(credential);
		for (const field of secret) {
			const found = properties.find(({ name }) => name === field);
			expect({ field, password: found?.typeOptions?.password }).toEqual({ field, password: true });
		}
	},
);
