import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

/** The smallest node that n8n's engine runs: what it does is written by the test. */
export function nodeThat(
	execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>,
	more: { properties?: INodeProperties[]; credentials?: string[] } = {},
): INodeType {
	return {
		description: {
			displayName: 'Node',
			name: 'node',
			group: ['output'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: (more.credentials ?? []).map((name) => ({ name, required: true })),
			properties: more.properties ?? [],
		},
		async execute(this: IExecuteFunctions) {
			return [await execute(this)];
		},
	};
}
