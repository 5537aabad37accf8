import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Session } from './session';

/** Output items from our own objects; `raw` is left out of the simple form. */
export const toItems = (
	{ simplify }: Pick<Session, 'simplify'>,
	...results: object[]
): INodeExecutionData[] =>
	results.map((result) => {
		const { raw, ...simple } = result as { raw?: unknown };
		return { json: (simplify ? simple : { ...simple, raw }) as IDataObject, pairedItem: 0 };
	});
