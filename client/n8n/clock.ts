import { sleep } from 'n8n-workflow';

import type { Clock } from '../http/gate';
import { Unreachable } from '../model/error';
import type { Caller } from './road';

/** A sleep is cut into slices, so that a cancelled execution does not wait for the end of a long one. */
const SLICE = 1_000;

/** The real time, with n8n's own sleep; ends early when the user stops the execution. */
export function clockOf(caller: Caller): Clock {
	const cancelled = (): boolean =>
		'getExecutionCancelSignal' in caller && caller.getExecutionCancelSignal()?.aborted === true;
	return {
		now: Date.now,
		sleep: async (ms) => {
			for (let left = ms; left > 0; left -= SLICE) {
				await sleep(Math.min(left, SLICE));
				if (cancelled()) throw stopped();
			}
		},
	};
}

const stopped = (): Unreachable =>
	new Unreachable({
		outcome: 'notSent',
		code: 'CANCELLED',
		description: 'The execution was stopped while this request waited',
		advice: 'Nothing was sent for this item',
	});
