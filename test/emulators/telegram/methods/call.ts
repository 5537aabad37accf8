/** What a method is given and gives back. */
import type { EmulatedBot } from '../bot';
import type { Params } from '../params';
import type { RateLimit } from '../pace';

export interface Call {
	bot: EmulatedBot;
	/** As documented, whatever case it came in. */
	method: string;
	params: Params;
	rateLimit: RateLimit | undefined;
	/** Other bots of the emulator. */
	botWithId: (id: number) => EmulatedBot | undefined;
}

/** A result that comes with a description, as setWebhook's does. */
export class Described {
	constructor(
		readonly result: unknown,
		readonly description: string,
	) {}
}

export type Method = (call: Call) => unknown;

export type MethodTable = Record<string, Method>;
