import type { ButtonRows } from '../model/button';
import type { BotEvent, EventName } from '../model/event';

/** What a rule is asked about. */
export interface Moment {
	event: BotEvent;
	now: Date;
}

/** What a condition found in the event: the match of a pattern and its groups, or nothing to keep. */
export type Found = readonly string[];

/**
 * What a condition asks of one thing about an event. It is there to find rules that can never hold, so it may say
 * less than the condition does, and never more.
 */
export interface Limit {
	readonly of: 'command' | 'payload' | 'text' | 'button' | 'language';
	/** The only ones that will do; of languages those that are part of them, too. Left out where there are endless many. */
	readonly values?: readonly string[] | undefined;
	/** One of these stands at that place of all that will do. */
	readonly stems?: { at: 'start' | 'anywhere'; texts: readonly string[] };
	/** What will do still will when something is added behind it, or anywhere around it. */
	readonly grows?: 'start' | 'anywhere';
	readonly fits: (value: string) => boolean;
	/** Follows from another limit of the condition. */
	readonly implied?: true;
}

/** One condition of a rule, read. */
export interface Condition {
	/** The same for two conditions that mean the same; empty where nothing is said but by the events. */
	readonly says: string;
	/** The events for which it can hold; undefined: any. */
	readonly events?: readonly EventName[];
	/** The user chose these events themself. */
	readonly namesEvents?: true;
	readonly limits?: readonly Limit[];
	/** Why it can never hold: a clause. */
	readonly never?: string;
	/** Of a pattern: how many groups it has. */
	readonly groups?: number;
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
	/** The user chose the events themself; else it is only about those in which somebody said or did something. */
	namesEvents: boolean;
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

/** Somebody who unblocks a bot, or allows it to write, says nothing by that: nobody wants to hear “Sorry?” then. */
export const isSaid = ({ start }: BotEvent): boolean => (start?.how ?? 'start') === 'start';

export const titleOf = (number: number, name: string): string =>
	name === '' ? `Rule ${number}` : `Rule ${number} (“${name}”)`;
