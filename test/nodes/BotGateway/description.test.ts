import {
	NodeHelpers,
	type INodeCredentialDescription,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { has } from '../../../client/capability';
import { findGateway, gateways } from '../../../client/gateways';
import { BotGateway } from '../../../nodes/BotGateway/BotGateway.node';
import { findOperation, resources } from '../../../nodes/BotGateway/actions/resources';

const { description } = new BotGateway();
const { properties } = description;

const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
const isCollection = (option: object): option is INodePropertyCollection => 'values' in option;

const optionsOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter(isOption);

/** The fields inside a field: of a collection, or of each part of a fixed collection. */
const groupsIn = ({ type, options = [] }: INodeProperties): INodeProperties[][] => {
	if (type === 'collection') return [options as INodeProperties[]];
	return type === 'fixedCollection' ? options.filter(isCollection).map(({ values }) => values) : [];
};

/** Every field, with the fields that stand beside it and a path to find it by. */
interface Place {
	path: string;
	field: INodeProperties;
	beside: INodeProperties[];
}

const placesIn = (fields: INodeProperties[], at: string): Place[] =>
	fields.flatMap((field) => {
		const path = `${at}/${field.name} (${JSON.stringify(field.displayOptions?.show ?? {})})`;
		return [{ path, field, beside: fields }, ...groupsIn(field).flatMap((group) => placesIn(group, path))];
	});

const places = placesIn(properties, '');

/** What a field may be set to where that is known; undefined for a free text. */
function valuesOf({ type, options }: INodeProperties): NodeParameterValueType[] | undefined {
	if (type === 'boolean') return [true, false];
	return type === 'options' && options ? options.filter(isOption).map(({ value }) => value) : undefined;
}

// what the panel shows

const nodeWith = (parameters: INodeParameters): INode => ({
	id: '1',
	name: 'Node',
	type: 'test.node',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

const isShown = (
	parameters: INodeParameters,
	of: INodeProperties | INodePropertyOptions | INodeCredentialDescription,
): boolean => NodeHelpers.displayParameter(parameters, of, nodeWith(parameters), description);

const shownIn = (parameters: INodeParameters): INodeProperties[] =>
	properties.filter((field) => isShown(parameters, field));

/** Fields on which the showing of others depends. */
const controls = new Set(properties.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));

/** Every set of parameters that people can click together, as far as it changes what the panel shows. */
function* clicked(parameters: INodeParameters = {}): Generator<INodeParameters> {
	const open = shownIn(parameters).find(({ name }) => controls.has(name) && !(name in parameters));
	if (!open) {
		yield parameters;
		return;
	}
	const options = optionsOf(open).filter((option) => isShown(parameters, option));
	const values =
		open.type === 'options' ? options.map(({ value }) => value) : (valuesOf(open) ?? [open.default]);
	for (const value of values) yield* clicked({ ...parameters, [open.name]: value });
}

const views = [...clicked()];
const nameOf = ({ service, useRegistry, resource, operation }: INodeParameters): string =>
	`${String(service)}${useRegistry === true ? ' with registry' : ''}: ${String(resource)}/${String(operation)}`;

/** The views in which something is offered, by service, resource and operation. */
const byOperation = new Map<string, INodeParameters[]>();
for (const view of views) {
	if (typeof view.operation !== 'string') continue;
	byOperation.set(nameOf(view), [...(byOperation.get(nameOf(view)) ?? []), view]);
}

describe('the menus', () => {
	it('offer every service', () => {
		expect(new Set(views.map(({ service }) => service))).toEqual(new Set(gateways.map(({ id }) => id)));
	});

	it.each([...byOperation.keys()])('offer for %s what the service, or the registry, can do', (name) => {
		const [view = {}] = byOperation.get(name) ?? [];
		const gateway = findGateway(String(view.service));
		const operation = findOperation(String(view.resource), String(view.operation));
		if (!gateway || !operation) throw new Error('not in the lists');
		const registry = view.useRegistry === true;
		const { needs } = operation;
		const byItself = needs !== 'registry' && has(gateway, needs);
		const byRegistry = registry && (needs === 'registry' || operation.orRegistry === true);
		expect(byItself || byRegistry).toBe(true);
	});

	it('leave out nothing that a service can do', () => {
		const able = gateways.flatMap((gateway) =>
			resources.flatMap(({ value, operations }) =>
				operations
					.filter(
						({ needs, only }) => needs !== 'registry' && has(gateway, needs) && only?.(gateway) !== false,
					)
					.map((operation) => nameOf({ service: gateway.id, resource: value, operation: operation.value })),
			),
		);
		expect([...byOperation.keys()]).toEqual(expect.arrayContaining(able));
	});

	it('start with an operation that they offer', () => {
		for (const [name, [view = {}]] of byOperation) {
			const menu = shownIn(view).find((field) => field.name === 'operation');
			expect([name, optionsOf(menu as INodeProperties).map(({ value }) => value)]).toEqual([
				name,
				expect.arrayContaining([menu?.default]) as unknown[],
			]);
		}
	});

	it('name each action once within a resource', () => {
		for (const { operations } of resources) {
			const actions = operations.map(({ action }) => action);
			expect(new Set(actions).size).toBe(actions.length);
		}
	});

	it('take exactly the credential of the service', () => {
		for (const { id, credential } of gateways) {
			const shown = (description.credentials ?? []).filter((one) => isShown({ service: id }, one));
			expect(shown.map(({ name }) => name)).toContain(credential);
			expect(shown.filter(({ name }) => gateways.some((one) => one.credential === name))).toHaveLength(1);
		}
	});
});

describe('the panel', () => {
	it.each([...byOperation.keys()])('of %s shows no two fields of one name', (name) => {
		for (const view of byOperation.get(name) ?? []) {
			const names = shownIn(view).map((field) => field.name);
			expect(names.filter((one, n) => names.indexOf(one) !== n)).toEqual([]);
		}
	});

	it('shows every field somewhere', () => {
		const shown = new Set(views.flatMap(shownIn));
		expect(properties.filter((field) => !shown.has(field)).map(({ name }) => name)).toEqual([]);
	});
});

describe('every field', () => {
	it('depends on fields that exist, and on values that they can have', () => {
		const wrong = places.flatMap(({ path, field, beside }) =>
			[field, ...optionsOf(field)].flatMap(({ displayOptions }) =>
				[displayOptions?.show, displayOptions?.hide]
					.flatMap((conditions) => Object.entries(conditions ?? {}))
					.filter(([name, values]) => !canBe(name, values ?? [], beside))
					.map(([name, values]) => `${path}: ${name} = ${JSON.stringify(values)}`),
			),
		);
		expect(wrong).toEqual([]);
	});

	/** @param name of a field beside it, or with a slash in front of one at the root */
	function canBe(name: string, wanted: unknown[], beside: INodeProperties[]): boolean {
		const fields = (name.startsWith('/') ? properties : beside).filter(
			(one) => one.name === name.replace('/', ''),
		);
		if (fields.length === 0 || wanted.length === 0) return false;
		const known = fields.map(valuesOf);
		if (known.includes(undefined)) return true;
		return wanted.every((value) => known.some((values) => values?.includes(value as NodeParameterValueType)));
	}

	it('that is a list of choices has a default among them', () => {
		const wrong = places.filter(({ field }) => valuesOf(field)?.includes(field.default) === false);
		expect(wrong.map(({ path }) => path)).toEqual([]);
	});

	it('that offers five or more choices has them in alphabetical order, as n8n’s lint wants it; only None may stand first', () => {
		const wrong = places.filter(({ field }) => {
			const labels = (field.options ?? []).map((option) => labelOf(field, option));
			if (labels[0] === 'None') labels.shift();
			if (!SORTED.has(field.type) || labels.length < 5) return false;
			return labels.join() !== [...labels].sort((a, b) => a.localeCompare(b)).join();
		});
		expect(wrong.map(({ path, field }) => [path, field.options?.map((one) => labelOf(field, one))])).toEqual(
			[],
		);
	});

	/** The fields of a fixed collection are a form: they stand in the order in which people fill them in. */
	const SORTED: ReadonlySet<string> = new Set(['options', 'multiOptions', 'collection']);

	const labelOf = (
		{ type }: INodeProperties,
		option: NonNullable<INodeProperties['options']>[number],
	): string => (type === 'collection' ? (option as INodeProperties).displayName : option.name);

	it('that takes an input says what it is for, or is its own explanation', () => {
		const OBVIOUS = new Set(['notice', 'fixedCollection', 'collection']);
		const silent = places.filter(
			({ field }) =>
				!OBVIOUS.has(field.type) &&
				!field.description &&
				!field.hint &&
				!['resource', 'operation'].includes(field.name),
		);
		expect(silent.map(({ path }) => path)).toEqual([]);
	});

	it('ends its description without a stop, as n8n asks', () => {
		const wrong = places.filter(({ field }) => /\.$/.test(field.description ?? ''));
		expect(wrong.map(({ path }) => path)).toEqual([]);
	});
});
