/**
 * n8n's store of what was processed, as n8n's server keeps it: one row for each node, read and then written. The
 * engine takes one for all, so tests share it and empty it.
 */
import { setImmediate as soon } from 'node:timers/promises';

import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
	DeduplicationItemTypes,
} from 'n8n-workflow';

class ProcessedRows implements IDataDeduplicator {
	readonly rows = new Map<string, string[]>();
	/** Calls, the refused ones too. */
	calls = 0;
	/** So many calls from now on are refused, as by a database that is away. */
	refusals = 0;

	empty(): void {
		this.rows.clear();
		this.calls = 0;
		this.refusals = 0;
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const id = this.open(scope, contextData);
		const known = [...(this.rows.get(id) ?? [])];
		await soon();
		const before = new Set(known);
		const isNew = (item: DeduplicationItemTypes): boolean => !before.has(String(item));
		known.push(...items.filter(isNew).map(String));
		this.rows.set(id, known.slice(-(options.maxEntries ?? Infinity)));
		return { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
	}

	async checkProcessedItemsAndRecord(): Promise<never> {
		throw new Error('not used here');
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		const id = this.open(scope, contextData);
		const left = (this.rows.get(id) ?? []).filter((key) => !items.includes(key));
		await soon();
		this.rows.set(id, left);
	}

	async clearAllProcessedItems(): Promise<void> {
		this.rows.clear();
	}

	async getProcessedDataCount(): Promise<number> {
		return [...this.rows.values()].flat().length;
	}

	private open(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData): string {
		this.calls += 1;
		if (this.refusals > 0) {
			this.refusals -= 1;
			throw new Error('SQLITE_BUSY: database is locked');
		}
		return scope === 'node' ? `${workflow.id}/${node?.id ?? ''}` : workflow.id;
	}
}

/** The one store of this test process. */
export const processed = new ProcessedRows();

let isThere = false;

/** Lets n8n's engine find it. */
export async function provideProcessed(): Promise<void> {
	if (isThere) return;
	isThere = true;
	await DataDeduplicationService.init(processed);
}
