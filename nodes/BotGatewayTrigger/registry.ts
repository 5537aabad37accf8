import { clockOf } from '../../client/n8n/clock';
import { openRegistry } from '../../client/n8n/registry';
import { hurried } from '../../client/registry/hurried';
import type { Registry } from '../../client/registry/types';
import type { Door } from '../../client/receiver';
import type { Preparation } from './prepare';
import type { Setup } from './read';

/** The registry that keeps who wrote to the bot; undefined where the user wants none. */
export const registryOf = (
	context: Preparation['context'],
	{ registryTable: table }: Setup,
): Registry | undefined => (table === undefined ? undefined : openRegistry(context, { table }));

/** The same where a service waits for its answer: half of its time is n8n's, to store the run. */
export function registryFor(
	context: Preparation['context'],
	setup: Setup,
	{ answerWithin }: Door,
): Preparation['registry'] {
	const registry = registryOf(context, setup);
	if (registry === undefined || answerWithin === undefined) return registry;
	return hurried(registry, answerWithin / 2, clockOf(context));
}
