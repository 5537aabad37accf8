/**
 * The older request signing of Alibaba Cloud, `HMAC-SHA1` over query or form. The action that hands out the keys
 * of a message queue (`QueryTokenForMnsQueue`) is called so by the vendor's own SDK. Pure, as sign.ts is.
 */
import { createHmac } from 'node:crypto';

import { canonicalQuery, encode, toTimestamp, type Keys, type Moment } from './sign';

/** All parameters of the request, its signature among them: the query of a GET, the form of a POST. */
export function signParameters(
	method: 'GET' | 'POST',
	parameters: Record<string, string>,
	{ id, secret, securityToken = '' }: Keys,
	{ date, nonce }: Moment,
): Record<string, string> {
	const all = {
		...parameters,
		Format: 'JSON',
		AccessKeyId: id,
		SignatureMethod: 'HMAC-SHA1',
		SignatureVersion: '1.0',
		SignatureNonce: nonce,
		Timestamp: toTimestamp(date),
		...(securityToken !== '' && { SecurityToken: securityToken }),
	};
	const text = [method, encode('/'), encode(canonicalQuery(all))].join('&');
	return { ...all, Signature: createHmac('sha1', `${secret}&`).update(text).digest('base64') };
}
