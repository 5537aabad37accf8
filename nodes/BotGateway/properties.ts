import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Gateway } from '../../client/gateway';
import { gateways, servicesWhere, usualService } from '../../client/gateways';
import { registryTableField, useRegistryField } from '../../client/n8n/registry';
import { isOffered, whyNotOffered } from './actions/offered';
import type { Operation } from './actions/operation';
import { resources, type Resource } from './actions/resources';

/** Every field of the node, in the order of the panel: service, resource, operation, then what those need. */
export const properties = (): INodeProperties[] => [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: gateways.map(({ id, name }) => ({ name, value: id })),
		default: usualService,
		description: 'Through whom the messages go',
	},
	useRegistryField(
		'Whether to work with the list of subscribers that this package keeps in a data table: find people by @username, #uid or phone, list them, and note there who has blocked the bot',
	),
	registryTableField(),
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(toResourceOption),
		default: 'message',
	},
	...resources.flatMap((resource) => gateways.flatMap((gateway) => menu(resource, gateway))),
	...resources.flatMap((resource) =>
		resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
	),
	...resources.flatMap((resource) => gateways.flatMap((gateway) => lacks(resource, gateway))),
	...resources.flatMap((resource) => gateways.flatMap((gateway) => inConsole(resource, gateway))),
];

/** Whether a service has something of a resource, or says why it has not. */
const isThere = ({ operations }: Resource, gateway: Gateway): boolean =>
	operations.some(
		(operation) =>
			isOffered(gateway, operation, true) || whyNotOffered(gateway, operation, false) !== undefined,
	);

function toResourceOption(resource: Resource): INodePropertyOptions {
	const service = servicesWhere((gateway) => isThere(resource, gateway));
	return { name: resource.name, value: resource.value, displayOptions: { show: { service } } };
}

/** What is shown with the registry off and with it on, or once where that is the same. */
function bothWays<T>(of: (registry: boolean) => T): Array<{ shown: T; show: { useRegistry?: boolean[] } }> {
	const [off, on] = [of(false), of(true)];
	if (JSON.stringify(off) === JSON.stringify(on)) return [{ shown: off, show: {} }];
	return [
		{ shown: off, show: { useRegistry: [false] } },
		{ shown: on, show: { useRegistry: [true] } },
	];
}

/** The operations that a service has; where it has none, the notice says why. */
function menu({ value, operations, usual }: Resource, gateway: Gateway): INodeProperties[] {
	const offered = (registry: boolean): Operation[] =>
		operations.filter((operation) => isOffered(gateway, operation, registry));
	return bothWays((registry) => offered(registry).map((operation) => toOption(operation, gateway))).flatMap(
		({ shown: options, show }) => {
			const first = options.find((one) => one.value === usual) ?? options[0];
			if (!first) return [];
			const choice: INodeProperties = {
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { service: [gateway.id], ...show, resource: [value] } },
				options,
				default: '',
			};
			return [{ ...choice, default: first.value as string }];
		},
	);
}

/** A notice at the end of the panel about the operations that people would look for, and why they are not there. */
function lacks({ value, operations }: Resource, gateway: Gateway): INodeProperties[] {
	const lines = (registry: boolean): string[] =>
		operations.flatMap((operation) => {
			const why = whyNotOffered(gateway, operation, registry);
			return why === undefined ? [] : [`${operation.name}: ${why}.`];
		});
	return bothWays(lines).flatMap(({ shown, show }) => {
		if (shown.length === 0) return [];
		const notice: INodeProperties = {
			displayName: `Not available with ${gateway.name}. ${shown.join(' ')}`,
			name: `${gateway.id}Lacks${value}${show.useRegistry?.[0] === true ? 'WithRegistry' : ''}`,
			type: 'notice',
			displayOptions: { show: { service: [gateway.id], ...show, resource: [value] } },
			default: '',
		};
		return [notice];
	});
}

/** A notice about what can only be done in the service's own console, and where it stands there. */
function inConsole(resource: Resource, gateway: Gateway): INodeProperties[] {
	const { id, can } = gateway;
	if (!resource.console || can.consoleOnly === undefined || !isThere(resource, gateway)) return [];
	const notice: INodeProperties = {
		displayName: `${can.consoleOnly}.`,
		name: `${id}Console${resource.value}`,
		type: 'notice',
		displayOptions: { show: { service: [id], resource: [resource.value] } },
		default: '',
	};
	return [notice];
}

const toOption = (
	{ name, value, action, description }: Operation,
	gateway: Gateway,
): INodePropertyOptions => ({
	name: name.replace('{service}', gateway.name),
	value,
	action,
	description,
});

/** An operation's fields, shown for it and for the services that have it; what no service would show falls away. */
function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	const services = servicesWhere((gateway) => isOffered(gateway, operation, true));
	const always = operation.needs === 'registry' ? { useRegistry: [true] } : {};
	return operation.fields.flatMap((field) => {
		const { service: narrowed = services, ...show } = field.displayOptions?.show ?? {};
		const service = services.filter((id) => narrowed.includes(id));
		if (service.length === 0) return [];
		const place = { service, ...always, ...show, resource: [resource.value], operation: [operation.value] };
		return [{ ...field, displayOptions: { ...field.displayOptions, show: place } }];
	});
}
