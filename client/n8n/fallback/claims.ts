import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Claims } from '../../fallback/claims';
import { MarkedClaims } from '../../fallback/markedClaims';
import { FALLBACKS } from '../../registry/fallbackRows';
import { TableClaims } from '../../registry/fallbacks';
import { clockOf } from '../clock';
import { readNumber, readWord } from '../read/parameters';
import { openTable } from '../registry';
import { NodeMarks } from './nodeMarks';

/** The table that is made when the user names none. */
export const FALLBACKS_TABLE = 'Bot Gateway Fallbacks';

/** Each key takes up to three marks: one that it has begun, one for the window before, one how it ended. */
const MARKS_PER_KEY = 3;

/** The day in the workflow's time zone. */
export const dayOf = (context: IExecuteFunctions, now: Date): string =>
	DateTime.fromJSDate(now, { zone: context.getTimezone() }).toFormat('yyyy-MM-dd');

/** The record of what was sent: in a data table where one is used, else in n8n's de-duplication store. */
export function openClaims(context: IExecuteFunctions, longestWait: number): Claims {
	if (context.getNodeParameter('useRegistry', 0, false) !== true) {
		const remember = readNumber(context, 0, {
			name: 'options.remember',
			label: 'Remember',
			least: 100,
			usual: 10_000,
		});
		return new MarkedClaims(new NodeMarks(context, Math.ceil(remember) * MARKS_PER_KEY));
	}
	const table = readWord(context, 'fallbacksTable', 0) || FALLBACKS_TABLE;
	const clock = clockOf(context);
	const forgetAfter = { name: 'options.forgetAfter', label: 'Forget After', least: 0, usual: 0 };
	return new TableClaims(
		openTable(context, { table, longestWait }, FALLBACKS),
		{ now: clock.now, dayOf: (moment) => dayOf(context, new Date(moment)), pause: clock.sleep },
		readNumber(context, 0, forgetAfter) || Infinity,
	);
}
