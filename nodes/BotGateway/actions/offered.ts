import { has, unsupported, whyMissing } from '../../../client/capability';
import type { Gateway } from '../../../client/gateway';
import { InvalidInput } from '../../../client/model/error';
import type { Operation } from './operation';

type Needs = Pick<Operation, 'needs' | 'orRegistry' | 'only'>;

/** Whether an operation can be done with a service, with Use Registry on or off. */
export function isOffered(gateway: Gateway, { needs, orRegistry, only }: Needs, registry: boolean): boolean {
	if (only?.(gateway) === false) return false;
	if (needs === 'registry') return registry;
	return has(gateway, needs) || (orRegistry === true && registry);
}

/** Why people who look for an operation do not find it; undefined where nobody would look for it. */
export const whyNotOffered = (gateway: Gateway, operation: Needs, registry: boolean): string | undefined => {
	const { needs } = operation;
	if (needs === 'registry' || isOffered(gateway, operation, registry)) return undefined;
	return gateway.can.missing[needs] === undefined ? undefined : whyMissing(gateway, needs);
};

/** For a workflow that asks for an operation that is not offered; it may have been drawn for another service. */
export function refusal(gateway: Gateway, { needs, only }: Needs): InvalidInput {
	if (needs === 'registry') {
		return new InvalidInput(
			'Use Registry',
			'is off, and this operation works on the registry',
			'Turn on Use Registry in this node',
			'unsupported',
		);
	}
	if (has(gateway, needs) && only?.(gateway) === false) {
		const detail = `is not available: ${gateway.name} does not have what it takes`;
		return new InvalidInput('Operation', detail, 'Choose another operation', 'unsupported');
	}
	return unsupported(gateway, needs);
}
