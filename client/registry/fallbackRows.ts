import { asText, isObject } from '../http/json';
import type { TableKind } from './table';

const STATES = ['asking', 'begun', 'bot', 'sms'] as const;

type State = (typeof STATES)[number];

export interface FallbackRow {
	id: number;
	owner: string;
	state: State;
	/** When it was put down, in milliseconds of n8n's clock; null where n8n does not tell. */
	since: number | null;
}

/** The table of fallbacks. n8n adds `id`, `createdAt` and `updatedAt` by itself. */
export const FALLBACKS: TableKind<FallbackRow> = {
	field: 'Fallbacks Table',
	columns: [
		{ name: 'key', type: 'string', about: 'What the SMS is known by; one row for each' },
		{ name: 'owner', type: 'string', about: 'Which run has the row. Leave it alone' },
		{
			name: 'state',
			type: 'string',
			about:
				'asking (for a moment), begun (nobody has said how it ended), bot (the bot reached the person) or sms (an SMS was sent)',
		},
		{
			name: 'day',
			type: 'string',
			about: 'The day of the SMS in the workflow’s time zone, as in 2026-11-26',
		},
		{ name: 'messageId', type: 'string', about: 'The service’s id of what was sent, where it gives one' },
	],
	read: (row) => {
		if (!isObject(row) || typeof row.id !== 'number') return undefined;
		const state = STATES.find((one) => one === row.state) ?? 'begun';
		const since = Date.parse(asText(row.createdAt) ?? '');
		return { id: row.id, owner: asText(row.owner) ?? '', state, since: Number.isNaN(since) ? null : since };
	},
};

/** Milliseconds after which nobody asks any more: asking takes some seconds at most, so the run is gone. */
const ABANDONED = 15 * 60 * 1_000;

/** Whether a row is of a run that died while it asked for the key. @param now milliseconds */
export const isAbandoned = ({ state, since }: FallbackRow, now: number): boolean =>
	state === 'asking' && since !== null && since < now - ABANDONED;
