import type { Gateway } from '../gateway';
import type { Seal } from '../links/link';
import { makeSeal } from '../links/seal';
import { InvalidInput } from '../model/error';
import type { Caller } from './road';

/**
 * The seal of tracked links of the account that a node uses. The only place that reads a secret for them, and only
 * a function that signs leaves it.
 * @throws InvalidInput where there is no secret to sign with
 */
export async function sealOf(caller: Caller, { id, name, credential, secret = [] }: Gateway): Promise<Seal> {
	const account = secret.length === 0 ? {} : await caller.getCredentials(credential);
	const secrets = secret.map((field) => String(account[field] ?? '').trim());
	if (secrets.some((one) => one !== '')) return await makeSeal(id, secrets);
	throw new InvalidInput(
		'Track Links',
		`is not available: the account of ${name} holds no secret to sign links with`,
		'Remove this option, or complete the credential',
		'unsupported',
	);
}
