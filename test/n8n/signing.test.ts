import type { IExecuteFunctions } from 'n8n-workflow';

import { signerOf } from '../../client/n8n/signing';

const n8n = (more: object = {}) =>
	({
		getSignedResumeUrl: (parameters: Record<string, string>) =>
			`https://n8n.example/wait?${new URLSearchParams(parameters).toString()}&signature=1`,
		...more,
	}) as never as IExecuteFunctions;

it('signs by n8n', () => {
	expect(signerOf(n8n())({ approved: 'true' })).toBe('https://n8n.example/wait?approved=true&signature=1');
});

it('asks an older n8n to check the signature: left to itself it takes an answer that somebody changed', () => {
	const setSignatureValidationRequired = jest.fn();
	signerOf(n8n({ setSignatureValidationRequired }));
	expect(setSignatureValidationRequired).toHaveBeenCalledTimes(1);
});
