/**
 * One request for many that the service refuses as a whole, though one of them may be at fault.
 *
 * That nothing of such a request was carried out is inferred: the service calls every 4xx a failure, and tells what it
 * refused of a request in part within a good answer. So what was refused with 400 or 413 is asked for again in smaller
 * parts, until those at fault are alone. Whatever else a request comes to is final.
 */
import { Rejected, Unreachable } from '../model/error';
import { isFailure, keepFailure, NO_RESULT, type Failure } from '../model/outcome';

/** Asks for some: one result for each, in order. @throws Failure that is that of all */
type Ask<T, R> = (part: readonly T[]) => Promise<ReadonlyArray<R | Failure>>;

type Results<T, R> = Map<T, R | Failure>;

/** Asks for a part, notes what came of each, and tells whether one of them may be at fault. */
type Attempt<T> = (part: readonly T[]) => Promise<boolean>;

/** Refusals of what a request holds. Source: 400 is the service's; 413 is HTTP's word for too much. */
const OF_CONTENT: ReadonlySet<string | undefined> = new Set(['400', '413']);

const mayBeOfOne = (failure: unknown): failure is Rejected =>
	failure instanceof Rejected &&
	OF_CONTENT.has(failure.facts.code) &&
	(failure.facts.reason === 'invalidMessage' || failure.facts.reason === 'invalidData');

/**
 * Asks for all by one request, and in parts where that is refused for what it holds.
 * @throws Failure that is that of all: of the account, of a line that broke
 */
export async function askApart<T, R>(all: readonly T[], ask: Ask<T, R>): Promise<Results<T, R>> {
	const whole = await ask(all).catch(keepFailure);
	if (!isFailure(whole)) return placed(all, whole);
	if (!mayBeOfOne(whole)) throw whole;
	if (all.length === 1) return placed(all, [whole]);
	const results: Results<T, R> = new Map();
	const attempt = attempting(ask, results);
	const isOfAll = await isRefusedAlone(fewOf(all), attempt);
	const open = all.filter((one) => !results.has(one));
	if (isOfAll) for (const one of open) results.set(one, whole);
	else await askHalves(open, attempt);
	return results;
}

const placed = <T, R>(part: readonly T[], answers: ReadonlyArray<R | Failure>): Results<T, R> =>
	new Map(part.map((one, index) => [one, answers[index] ?? NO_RESULT]));

/** Nothing is asked for any more once a line broke: more of it would be unknown. */
function attempting<T, R>(ask: Ask<T, R>, results: Results<T, R>): Attempt<T> {
	let broken: Unreachable | undefined;
	return async (part) => {
		const answer = broken ? notAsked(broken) : await ask(part).catch(keepFailure);
		if (answer instanceof Unreachable) broken ??= answer;
		const given = isFailure(answer) ? part.map(() => answer) : answer;
		for (const [one, result] of placed(part, given)) results.set(one, result);
		return mayBeOfOne(answer);
	};
}

const notAsked = ({ facts: { code } }: Unreachable): Unreachable =>
	new Unreachable({
		outcome: 'notSent',
		code,
		description:
			'eSputnik refused many together, and the connection broke off before this one was asked for again',
		advice: 'Nothing was sent for it: run it again when eSputnik can be reached',
	});

/** How many are asked for alone before it is plain that all are refused for what they have in common. */
const ALONE = 5;

/** From all over. */
const fewOf = <T>(all: readonly T[]): Set<T> =>
	new Set(Array.from({ length: ALONE }, (_, n) => all[Math.floor((n * all.length) / ALONE)] as T));

/**
 * Whether what all have in common is at fault, such as the message: a few of them are refused alone, too. Ends with the
 * first one that is not; a thousand would else be asked for one by one.
 */
async function isRefusedAlone<T>(few: ReadonlySet<T>, attempt: Attempt<T>): Promise<boolean> {
	for (const one of few) if (!(await attempt([one]))) return false;
	return true;
}

async function askHalves<T>(part: readonly T[], attempt: Attempt<T>): Promise<void> {
	if (part.length === 0 || !(await attempt(part)) || part.length === 1) return;
	const half = Math.ceil(part.length / 2);
	await askHalves(part.slice(0, half), attempt);
	await askHalves(part.slice(half), attempt);
}
