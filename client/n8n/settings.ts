import type { Settings } from '../gateway';
import type { Caller } from './road';

/**
 * What a gateway may know of its account: the fields of the credential that it names, which are never secrets.
 * Nothing else of the credential leaves this function.
 */
export async function settingsOf(
	caller: Caller,
	credential: string,
	names: readonly string[],
): Promise<Settings> {
	const stored = await caller.getCredentials(credential);
	return Object.fromEntries(names.map((name) => [name, String(stored[name] ?? '')]));
}
