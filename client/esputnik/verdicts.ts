/** What HTTP statuses mean for requests that are no messages. */
import type { Verdict, Verdicts } from './errors';

const REPEATED: Verdict = {
	reason: 'duplicate',
	kind: 'duplicatedRequest',
	advice: 'eSputnik takes the same request once a minute, and has it already',
};

/** Source: yespo.io's API reference, "Add/update a contact": 409 is a request repeated within a minute. */
export const DATA: Verdicts = new Map<number, Verdict>([
	[
		400,
		{ reason: 'invalidData', advice: 'Change what eSputnik names; its own words are in the description' },
	],
	[409, REPEATED],
	[413, { reason: 'invalidData', advice: 'Send less in one request' }],
]);

/** Refusals of the service that name an application: the `app_uuid` of the credential is wrong, whatever was asked. */
export const OF_APPLICATION: ReadonlySet<string | undefined> = new Set(['wrongAppUuid', 'unknownApp']);
