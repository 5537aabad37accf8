import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { has, whyMissing } from '../../client/capability';
import type { Gateway } from '../../client/gateway';
import { gateways } from '../../client/gateways';
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
		default: 'telegram',
		description: 'Through whom the messages go',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'message',
	},
	...resources.flatMap((resource) => gateways.map((gateway) => menu(resource, gateway))),
	...resources.flatMap((resource) =>
		resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
	),
	...resources.flatMap((resource) => gateways.flatMap((gateway) => lacks(resource, gateway))),
];

/** The operations that a service has. */
function menu({ value, operations, usual }: Resource, gateway: Gateway): INodeProperties {
	const offered = operations.filter(({ needs }) => has(gateway, needs));
	const first = offered.find((one) => one.value === usual) ?? offered[0];
	const choice: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { service: [gateway.id], resource: [value] } },
		options: offered.map(toOption),
		default: '',
	};
	return { ...choice, default: first?.value ?? '' };
}

/** A notice at the end of the panel about the operations that people would look for, and why they are not there. */
function lacks({ value, operations }: Resource, gateway: Gateway): INodeProperties[] {
	const missing = operations.filter(({ needs }) => gateway.can.missing[needs] !== undefined);
	if (missing.length === 0) return [];
	const lines = missing.map(({ name, needs }) => `${name}: ${whyMissing(gateway, needs)}.`);
	const notice: INodeProperties = {
		displayName: `Not available with ${gateway.name}. ${lines.join(' ')}`,
		name: `${gateway.id}Lacks${value}`,
		type: 'notice',
		displayOptions: { show: { service: [gateway.id], resource: [value] } },
		default: '',
	};
	return [notice];
}

const toOption = ({ name, value, action, description }: Operation): INodePropertyOptions => ({
	name,
	value,
	action,
	description,
});

/** An operation's fields, shown for it and for the services that have it; what no service would show falls away. */
function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	const services = gateways.filter((gateway) => has(gateway, operation.needs)).map(({ id }) => id);
	return operation.fields.flatMap((field) => {
		const { service: narrowed = services, ...show } = field.displayOptions?.show ?? {};
		const service = services.filter((id) => narrowed.includes(id));
		if (service.length === 0) return [];
		const place = { service, ...show, resource: [resource.value], operation: [operation.value] };
		return [{ ...field, displayOptions: { ...field.displayOptions, show: place } }];
	});
}
