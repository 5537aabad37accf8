import type { ButtonRows } from '../model/button';
import type { BotEvent, EventName } from '../model/event';

/** What a rule is asked about. */
export interface Moment {
	event: BotEvent;
	now: Date;
}

/** What a condition found in the event: the match of a pattern and its groups, or nothing to keep. */
export type Found = readonly string[];

/** One condition of a rule, read. */
export interface Condition {
	/** The same for two conditions that mean the same. */
	readonly says: string;
	/** The events for which it can hold; undefined: any. */
	readonly events?: readonly EventName[];
	/** Where only certain values of something will do: of two conditions without a common value one fails always. */
	readonly only?: { of: 'command' | 'text' | 'button' | 'language'; values: readonly string[] };
	readonly test: (moment: Moment) => Found | undefined;
}

/** A text in the languages in which it was written. */
export interface Texts {
	/** For everybody who has no text in their own language. */
	text: string;
	/** Language tag → text. */
	byLanguage: ReadonlyMap<string, string>;
}

export interface Reply extends Texts {
	buttons: ButtonRows;
}

export interface Rule {
	/** As it is counted in the panel, from 1. */
	number: number;
	/** Empty where the user gave none. */
	name: string;
	/** What it is remembered by; no two rules of a node have the same. */
	key: string;
	/** In errors: `Rule 2 (“Prices”)`. */
	title: string;
	/** All must hold. */
	conditions: readonly Condition[];
	/** What it is about at all. Empty: it can never hold. */
	events: readonly EventName[];
	/** Undefined: nothing is sent, the item only takes the rule's way. */
	reply: Reply | undefined;
	/** Shown for a moment to the person who pressed a button; empty for none. */
	notice: string;
	/** Seconds for which one person gets no second reply by this rule. */
	coolDown: number;
}

/**
 * What somebody sends to the bot. Rules without a condition about events are about these only: nobody wants a
 * delivery report to be answered with “Sorry, I did not understand”.
 */
export const SPOKEN: readonly EventName[] = ['message', 'buttonPressed', 'subscribed', 'phoneShared'];

export const titleOf = (number: number, name: string): string =>
	name === '' ? `Rule ${number}` : `Rule ${number} (“${name}”)`;
