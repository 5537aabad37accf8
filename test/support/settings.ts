import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Settings } from '../../client/gateway';

/** What a gateway may know of a stored account, as the node hands it over: see Line.settings. */
export const settingsOf =
	(stored: ICredentialDataDecryptedObject, names: readonly string[] = []) =>
	async (): Promise<Settings> =>
		Object.fromEntries(names.map((name) => [name, String(stored[name] ?? '')]));
