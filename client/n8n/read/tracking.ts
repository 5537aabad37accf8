import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readTrackingAddress } from '../../links/address';
import { TRACKED_PARTS, type Tracking } from '../../links/track';
import { USUAL_DAYS } from '../fields/tracking';
import { readChoice, readNumber, readText } from './parameters';

const AT = 'options.trackLinks.values';

/** What the user wants tracked; undefined where the option is not there. @throws InvalidInput */
export function readTracking(context: IExecuteFunctions, item: number): Tracking | undefined {
	const given = context.getNodeParameter('options.trackLinks', item, {}) as IDataObject;
	if (given.values === undefined) return undefined;
	return {
		address: readTrackingAddress(readText(context, `${AT}.address`, item)),
		parts: readChoice(context, item, {
			name: `${AT}.parts`,
			label: 'Track Links, Links',
			of: TRACKED_PARTS,
			usual: 'both',
		}),
		days: readNumber(context, item, {
			name: `${AT}.days`,
			label: 'Count Clicks for (Days)',
			least: 0,
			usual: USUAL_DAYS,
		}),
	};
}
