import { openRegistry } from '../../client/n8n/registry';
import type { Registry } from '../../client/registry/types';
import type { Preparation } from './prepare';
import type { Setup } from './read';

/** The registry that keeps who wrote to the bot; undefined where the user wants none. */
export const registryOf = (
	context: Preparation['context'],
	{ registryTable: table }: Setup,
): Registry | undefined => (table === undefined ? undefined : openRegistry(context, { table }));
