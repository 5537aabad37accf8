import { NodeHelpers, Workflow, type IDataObject, type INode, type INodeParameters } from 'n8n-workflow';

import { gateways } from '../../../client/gateways';
import { BotAutoReply } from '../../../nodes/BotAutoReply/BotAutoReply.node';
import { outputNames } from '../../../nodes/BotAutoReply/outputs';
import { ANYTHING, contains, rule } from './bench';

const type = new BotAutoReply();
const { description } = type;

/** The node as the editor has it, with what a user left alone filled in. */
function placed(parameters: INodeParameters): { workflow: Workflow; node: INode } {
	const workflow = new Workflow({
		id: 'w',
		nodes: [{ id: 'n', name: 'Node', type: 'reply', typeVersion: 1, position: [0, 0], parameters }],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const [node] = Object.values(workflow.nodes);
	if (!node) throw new Error('no node');
	return { workflow, node };
}

const outputsOf = (parameters: IDataObject): string[] => {
	const { workflow, node } = placed(parameters as INodeParameters);
	return NodeHelpers.getNodeOutputs(workflow, node, description).map((output) =>
		typeof output === 'string' ? output : (output.displayName ?? ''),
	);
};

const hintsOf = (parameters: IDataObject): string[] => {
	const { workflow, node } = placed(parameters as INodeParameters);
	return (description.hints ?? [])
		.filter(({ displayCondition = '' }) => {
			const holds = workflow.expression.getSimpleParameterValue(node, displayCondition, 'internal', {});
			expect(typeof holds).toBe('boolean'); // anything else is passed over by the editor
			return holds === true;
		})
		.map(({ message }) => message);
};

const named = (...names: string[]): IDataObject => ({ rules: { rule: names.map((name) => ({ name })) } });

it.each<[IDataObject, string[]]>([
	[{}, []],
	[named('Prices', 'Hours'), []],
	[{ ...named('Prices', '', ' Hours ', 'Prices', 'No Match'), branches: true }, ['Prices', 'Hours']],
	[{ rules: {}, branches: true }, []],
])('has the same outputs in the editor and in a run: %j', (parameters, more) => {
	expect(outputsOf(parameters)).toEqual(['Replied', 'No Match', 'Held Back', ...more]);
	expect(outputNames(parameters)).toEqual(outputsOf(parameters));
});

it('holds no braces beside each other in what the editor works out', () => {
	for (const text of [
		String(description.outputs),
		...(description.hints ?? []).map((hint) => String(hint.displayCondition)),
	])
		expect(text.slice(3, -2)).not.toMatch(/\{\{|\}\}/);
});

describe('hints while the rules are drawn', () => {
	const of = (...list: IDataObject[]) => hintsOf({ rules: { rule: list } });

	it('are none for good rules', () => {
		expect(
			of(
				rule({ when: 'command', command: '/start' }, 'Hello {first name|there} \\{x'),
				rule({ when: 'regex', pattern: '[(](\\d+)\\)' }, '=Hi {{ $json.name }} {match 1}'),
				rule({ when: 'regex', pattern: '^/(\\p{L}+)' }, 'You said {match 1}'),
				rule(contains('{help}'), 'x'),
				rule(contains('a'), '', { replyWith: 'nothing' }),
				rule(ANYTHING, 'x'),
			),
		).toEqual([]);
	});

	it.each<[string, IDataObject[]]>([
		['no rules', []],
		['no condition', [{ text: 'x', conditions: {} }]],
		['text is empty', [rule(contains('a'), ' ')]],
		[
			'placeholder',
			[rule(contains('a'), 'x', { languages: { variant: [{ language: 'de', text: 'Hallo {vorname}' }] } })],
		],
		['regular expression', [rule({ when: 'regex', pattern: '(a' }, 'x')]],
		['regular expression', [rule({ when: 'regex', pattern: 'a(?=b)' }, 'x')]],
		['regular expression', [rule({ when: 'regex', pattern: '(?i)order' }, 'x')]],
		['between slashes', [rule({ when: 'regex', pattern: '/order (\\d+)/i' }, 'x')]],
		['{match 1}', [rule(contains('a'), 'Order {match 1}')]],
		['condition is empty', [rule(contains(' '), 'x')]],
		['condition is empty', [rule({ when: 'buttonIs' }, 'x')]],
		[
			'language has no text',
			[rule(contains('a'), 'x', { languages: { variant: [{ language: 'de', text: '' }] } })],
		],
		[
			'for the same command',
			[
				rule({ when: 'command', command: '/start' }, 'x'),
				rule({ when: 'command', command: 'START', payload: 'some' }, 'y'),
			],
		],
		[
			'for the same command',
			[rule({ when: 'command', command: '' }, 'x'), rule({ when: 'command', command: 'help' }, 'y')],
		],
		['Anything', [rule(ANYTHING, 'x'), rule(contains('a'), 'y')]],
	])('tell of: %s', (what, list) => {
		expect(of(...list)).toEqual([expect.stringContaining(what)]);
	});

	it('say nothing of a rule below Anything that is about something else', () => {
		const left = rule({ when: 'event', events: ['unsubscribed'] }, '', { replyWith: 'nothing' });
		expect(of(rule(ANYTHING, 'x'), left)).toEqual([]);
		expect(of(rule(ANYTHING, 'x'), left, rule(contains('a'), 'y'))).toHaveLength(1);
	});

	it('say nothing of the order when all rules count', () => {
		expect(
			hintsOf({ which: 'all', rules: { rule: [rule(ANYTHING, 'x'), rule(contains('a'), 'y')] } }),
		).toEqual([]);
	});
});

it('offers the services by which people write or press, each with its account', () => {
	const able = gateways.filter(({ id }) => ['chatApp', 'smsc', 'telegram'].includes(id));
	for (const { receiver, sendMessage } of able) {
		expect(receiver?.events).toContain('message');
		expect(sendMessage).toBeDefined();
	}
	const service = description.properties.find(({ name }) => name === 'service');
	expect(service?.options?.map((option) => 'value' in option && option.value)).toEqual(
		able.map(({ id }) => id),
	);
	expect(description.credentials?.map(({ name }) => name)).toEqual([
		...able.map(({ credential }) => credential),
		'botGatewayRegistryApi',
		'botGatewayLibreTranslateApi',
		'botGatewayDeepLApi',
	]);
});
