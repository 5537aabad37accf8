/** What the "Test connection" of a credential says to an HTTP status. */
import type { IAuthenticateRuleResponseCode } from 'n8n-workflow';

/** What leads to another address. Nothing is sent on to it: a secret stays with whom it is for. */
export const REDIRECTS = [301, 302, 307, 308];

export const ofStatus = (value: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value, message },
});

/** @param message names the field that holds the address */
export const ofRedirects = (message: string): IAuthenticateRuleResponseCode[] =>
	REDIRECTS.map((status) => ofStatus(status, message));
