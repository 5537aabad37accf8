import type { BotEvent } from '../model/event';
import type { Claims, Store } from './claims';
import { begunKey, personKey, updateKey } from './keys';
import type { Rule } from './rule';
import type { HeldBack } from './sender';

/** A reply may go out; what was claimed for it can be given back when it did not. */
export interface Admission {
	giveBack: () => Promise<void>;
}

export interface Asking {
	claims: Claims;
	store: Store;
	/** Seconds for which one person gets no second reply by any rule; 0 for none. */
	coolDown: number;
	/** Another rule came before that may have replied to the same event. */
	isFurther?: boolean;
	/** Milliseconds. Asked when it is the person's turn, so that whoever comes later has the later moment. */
	now: () => number;
}

/**
 * Parts of a cool-down. A claim takes the present part and all that begin within the cool-down, so that asking is
 * looking up one key. The cool-down then ends with the part in which it is over: never early, and late by at most
 * one part.
 */
export const PARTS = 5;

/**
 * Claims the reply of a rule to an event.
 * @returns why it must not go out
 */
export async function admit(event: BotEvent, rule: Rule, asking: Asking): Promise<Admission | HeldBack> {
	const { claims, store } = asking;
	const taken: string[] = [];
	const giveBack = async (): Promise<void> => await claims.release(taken.splice(0), store);
	const claim = async (key: string): Promise<boolean> => {
		const isMine = await claims.claim(key, store);
		if (isMine) taken.push(key);
		return isMine;
	};

	// a store that fails half-way must leave nothing behind that keeps the event from being answered
	const orNothing = async <T>(work: Promise<T>): Promise<T> =>
		await work.catch(async (failure: unknown) => {
			await giveBack().catch(() => undefined);
			throw failure;
		});

	if (!(await claim(updateKey(event, rule)))) return 'answeredBefore';
	const coolDowns: CoolDown[] = [
		{ key: personKey(event), seconds: asking.coolDown, begunBy: begunKey(event) },
		{ key: personKey(event, rule), seconds: rule.coolDown },
	].filter(({ seconds }) => seconds > 0);
	if (coolDowns.length === 0) return { giveBack };
	// two that ask as one part ends and the next begins would each find a free one, until the first has taken all
	return await claims.inTurn(personKey(event), async () => {
		const now = asking.now();
		const begun: CoolDown[] = [];
		for (const coolDown of coolDowns) {
			if (await orNothing(claim(keyAt(coolDown, now, 0)))) {
				begun.push(coolDown);
				continue;
			}
			const { begunBy } = coolDown;
			if (asking.isFurther && begunBy !== undefined && !(await orNothing(claim(begunBy)))) continue;
			// that this event was seen stays known; the cool-downs do not count for what is not sent
			await claims.release(taken.splice(1), store);
			return 'coolDown';
		}
		const later = begun.flatMap((coolDown) => [
			...(coolDown.begunBy === undefined ? [] : [coolDown.begunBy]),
			...Array.from({ length: PARTS }, (_, index) => keyAt(coolDown, now, index + 1)),
		]);
		taken.push(...later);
		await orNothing(claims.keep(later, store));
		return { giveBack };
	});
}

interface CoolDown {
	key: string;
	seconds: number;
	/** Known once this event has begun it, by whichever rule. */
	begunBy?: string;
}

function keyAt({ key, seconds }: CoolDown, now: number, ahead: number): string {
	const part = (seconds * 1_000) / PARTS;
	return `${key}/${seconds}/${Math.floor(now / part) + ahead}`;
}
