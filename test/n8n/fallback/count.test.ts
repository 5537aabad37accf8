import type { IContextObject } from 'n8n-workflow';

import { countOf } from '../../../client/n8n/fallback/count';

const callOf = (kept: IContextObject, execution: string) =>
	countOf({ getContext: () => kept, getExecutionId: () => execution });

it('goes on counting in every call of one execution, also after n8n has written it down and read it again', () => {
	const kept: IContextObject = {};
	callOf(kept, '1').sent += 2;
	expect(callOf(kept, '1').sent).toBe(2);
	const read = JSON.parse(JSON.stringify(kept)) as IContextObject;
	expect(callOf(read, '1').sent).toBe(2);
});

it('begins anew in an execution that is a retry of another, with the data of that one', () => {
	const kept: IContextObject = {};
	callOf(kept, '1').sent += 2;
	expect(callOf(kept, '2').sent).toBe(0);
});
