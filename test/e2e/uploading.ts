import type { INode } from 'n8n-workflow';

import { chain, manualTrigger, node } from './n8n';
import type { WorkflowDraft } from './n8n';

/** A workflow whose item carries a small text file in the field `data`. */
export function uploading(gateway: INode): Pick<WorkflowDraft, 'nodes' | 'connections'> {
	const start = manualTrigger();
	const text = node(
		'Text',
		'n8n-nodes-base.code',
		{ jsCode: "return [{ json: { invoice: 'Total: 10' } }];" },
		{ typeVersion: 2 },
	);
	const file = node(
		'File',
		'n8n-nodes-base.convertToFile',
		{
			operation: 'toText',
			sourceProperty: 'invoice',
			binaryPropertyName: 'data',
			options: { fileName: 'invoice.txt' },
		},
		{ typeVersion: 1.1 },
	);
	return { nodes: [start, text, file, gateway], connections: chain(start, text, file, gateway) };
}
