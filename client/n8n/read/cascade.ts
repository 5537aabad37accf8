import type { IExecuteFunctions } from 'n8n-workflow';

import type { Cascade } from '../../gateway';
import { readStages } from '../../read/stages';
import { readPhone } from './sms';

/** A cascade as the fields of fields/cascade describe it. @throws InvalidInput */
export const readCascade = (context: IExecuteFunctions, item: number): Cascade => ({
	phone: readPhone(context, item),
	stages: readStages(context.getNodeParameter('stages', item, '')),
});
