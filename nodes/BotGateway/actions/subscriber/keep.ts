import type { RowChange } from '../../../../client/contacts/rows';
import { isFailure } from '../../../../client/model/outcome';
import { notKept } from '../../../../client/registry/registry';
import type { Gateway } from '../../../../client/gateway';
import type { Session } from '../../../../client/n8n/session';

/**
 * Keeps in the registry, where it is on, whose chats the service was told of. Never in the way: what could not be
 * kept is told beside the output.
 */
export async function keep(
	{ gateway, registry, onlyBot, notes }: Session,
	rows: readonly RowChange[],
): Promise<void> {
	if (!registry || rows.length === 0) return;
	const keepAll = async (): Promise<unknown[]> => {
		const botId = await onlyBot();
		return await registry.upsertMany(rows.map((row) => ({ ...row, service: gateway.id, botId })));
	};
	const results = await keepAll().catch((failure: unknown) => [failure]);
	for (const failure of results.filter(isFailure)) notes.add([notKept(failure)]);
}

/** Stands before the ids that are made of chats. */
export const prefixOf = ({ can }: Gateway): string => can.registrations?.idPrefix ?? 'chat';
