import type { IExecuteFunctions } from 'n8n-workflow';

import type { Marks } from '../../fallback/markedClaims';
import { InvalidInput, Unreachable } from '../../model/error';
import { Turns } from '../../turns';

/** All that write into one record in this process, one after another: n8n reads it, changes it and writes it back. */
const turns = new Turns();

/** Marks for the same step of the record. */
interface Batch<T> {
	marks: string[];
	done: Promise<T>;
}

/**
 * The marks of one node in n8n's de-duplication store: one row of n8n's database for each workflow and node, with
 * the hashes of the newest marks. What comes while the record is being written goes into it together.
 */
export class NodeMarks implements Marks {
	private adding: Batch<ReadonlySet<string>> | undefined;
	private removing: Batch<void> | undefined;
	private readonly place: string;

	/** @param most marks that are kept; the oldest fall out first */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly most: number,
	) {
		this.place = `${String(context.getWorkflow().id)}/${context.getNode().id}`;
	}

	async add(marks: readonly string[]): Promise<ReadonlySet<string>> {
		this.adding ??= this.batch(async (all) => {
			this.adding = undefined;
			return await this.record(all);
		});
		this.adding.marks.push(...marks);
		const before = await this.adding.done;
		return new Set(marks.filter((mark) => before.has(mark)));
	}

	async remove(marks: readonly string[]): Promise<void> {
		this.removing ??= this.batch(async (all) => {
			this.removing = undefined;
			await this.context.helpers.removeProcessed(all, 'node', { mode: 'entries' });
		});
		this.removing.marks.push(...marks);
		await this.removing.done;
	}

	/** The work begins when nobody else writes; until then marks can join. */
	private batch<T>(work: (marks: string[]) => Promise<T>): Batch<T> {
		const marks: string[] = [];
		return { marks, done: turns.take(this.place, async () => await work(marks)) };
	}

	/** Once more after a failure: of two processes that write the very first marks of a node, one is refused. */
	private async record(marks: string[]): Promise<ReadonlySet<string>> {
		if (!this.context.getWorkflow().id) {
			throw new InvalidInput(
				'Workflow',
				'is not saved, so nothing can be remembered of it',
				'Save the workflow',
			);
		}
		const write = async (): Promise<ReadonlySet<string>> => {
			const { processed } = await this.context.helpers.checkProcessedAndRecord(marks, 'node', {
				mode: 'entries',
				maxEntries: this.most,
			});
			return new Set(processed.map(String));
		};
		return await write().catch(write).catch(notKept);
	}
}

/** What the database said stays inside: it is about the row, and may hold it. */
const notKept = (): never => {
	throw new Unreachable({
		outcome: 'notSent',
		code: 'STORE',
		description: 'n8n could not write down in its database who is sent a message',
		advice: 'Nothing was sent for this item. Look at n8n’s database and its log',
	});
};
