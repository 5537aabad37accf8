/** Conditions about the data of a button that was pressed. */
import { InvalidInput } from '../../model/error';
import type { EventName } from '../../model/event';
import type { Limit } from '../rule';
import { linesOf } from '../words';
import { when, type Reader } from './reader';

export const PRESSED: readonly EventName[] = ['buttonPressed'];

const button =
	(
		holds: (data: string, wanted: string) => boolean,
		limit: (wanted: string[]) => Omit<Limit, 'of' | 'fits'>,
	): Reader =>
	({ data }, { field }) => {
		const wanted = linesOf(data);
		if (wanted.length === 0) throw new InvalidInput(field, 'has no button data', 'Fill it in, or remove it');
		const fits = (pressed: string): boolean => wanted.some((one) => holds(pressed, one));
		return {
			events: PRESSED,
			limits: [{ ...limit(wanted), of: 'button', fits }],
			test: ({ event }) => when(fits(event.button?.data ?? '')),
		};
	};

export const buttonIs = button(
	(data, wanted) => data === wanted,
	(values) => ({ values }),
);

export const buttonStartsWith = button(
	(data, wanted) => data.startsWith(wanted),
	(texts) => ({ stems: { at: 'start', texts }, grows: 'start' }),
);
