import type { IExecuteFunctions } from 'n8n-workflow';

import type { Sign } from '../ask/question';

/** An n8n that checks the signatures only of those runs that ask for it: 2.8 does, 2.41 checks them all. */
type Older = Partial<Record<'setSignatureValidationRequired', () => void>>;

/** Signs addresses under which n8n goes on with this run, and has n8n refuse every one that it did not sign. */
export function signerOf(context: IExecuteFunctions): Sign {
	(context as Older).setSignatureValidationRequired?.();
	return (parameters) => context.getSignedResumeUrl(parameters);
}
