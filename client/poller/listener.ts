import type { Line } from '../gateway';
import type { BotEvent, EventName } from '../model/event';
import type { Obstacle } from '../receiver';

/** Who waits for events: one trigger node of an active workflow, or of one that is being tried out. */
export interface Listener {
	/** The same when the workflow is published again. */
	id: string;
	/** To the account, for whoever asks on behalf of all. */
	line: Line;
	wanted: readonly EventName[];
	/** A test run: it takes one event, and goes. */
	once: boolean;
	/** Pure. */
	wants: (event: BotEvent) => boolean;
	/**
	 * Takes an event; resolves when it will not be lost any more.
	 * @param key the same whenever the same event comes again
	 * @returns false when the listener is gone before it has taken it
	 */
	take: (event: BotEvent, key: string) => Promise<boolean>;
	/** The id of the last arrival that this listener has taken, where the service does not remember. */
	place?: { recall: () => string | undefined; remember: (id: string) => void };
	log: (line: string) => void;
	/** Something that a person must mend. */
	tell: (obstacle: Obstacle) => void;
}
