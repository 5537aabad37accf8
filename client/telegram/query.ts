import { InvalidInput } from '../model/error';
import { Context, matchFilter, type FilterQuery, type Update, type UserFromGetMe } from '../vendor/grammy';

/** A context asks for an API and a bot. A filter calls neither, so there is no API, and no token to lose. */
const NO_API = undefined as unknown as ConstructorParameters<typeof Context>[1];

const NOBODY = { id: 0, is_bot: true, first_name: '', username: '' } as UserFromGetMe;

/**
 * A filter in grammY's query language, several separated by commas: any of them fits.
 * @throws InvalidInput with grammY's own explanation
 */
export function compileQuery(query: string): (update: unknown) => boolean {
	const queries = query
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
	const matches = parsed(queries as FilterQuery[]);
	if (typeof matches === 'string') {
		throw new InvalidInput(
			'grammY Filter Query',
			`cannot be read: ${matches}`,
			'Write it as in grammY’s guide, e.g. message:photo or callback_query:data',
		);
	}
	return (update) => {
		try {
			return matches(new Context(update as Update, NO_API, NOBODY));
		} catch {
			return false; // an update of a shape that grammY does not know fits no query
		}
	};
}

function parsed(queries: FilterQuery[]): ((context: Context) => boolean) | string {
	try {
		return matchFilter(queries);
	} catch (error) {
		return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
	}
}
