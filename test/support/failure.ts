import { inspect } from 'node:util';

/** What a promise rejects with; one that does not fails the test. */
export const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
	await promise.then(
		(value) => {
			throw new Error(`Nothing failed: ${inspect(value)}`);
		},
		(error: unknown) => error,
	);
