import type { Gateway, Line, MessageRef, StatusReport } from '../gateway';
import { InvalidInput } from '../model/error';
import { oncePer } from '../oncePer';

/** Asks for the present status of messages, as many with one request as the service takes. */
export class Lookup {
	private readonly refs: MessageRef[] = [];
	private readonly ask: (chunk: number) => Promise<StatusReport[] | InvalidInput>;
	private readonly most: number;

	constructor(
		private readonly gateway: Pick<Gateway, 'getStatuses' | 'can'>,
		private readonly line: Line,
	) {
		this.most = gateway.can.statusesAtOnce ?? 1;
		this.ask = oncePer(async (chunk) => {
			const refs = this.refs.slice(chunk * this.most, (chunk + 1) * this.most);
			return await this.get(refs).catch((failure: unknown) => {
				if (failure instanceof InvalidInput) return failure;
				throw failure;
			});
		});
	}

	/** Whether the service can be asked at all. */
	get works(): boolean {
		return this.gateway.getStatuses !== undefined;
	}

	/** Says what will be asked for. All have to be known before the first is asked. @returns how to ask */
	add(ref: MessageRef): () => Promise<StatusReport | undefined> {
		const at = this.refs.push(ref) - 1;
		return async () => {
			const answer = await this.ask(Math.floor(at / this.most));
			// one bad id makes the service refuse all of them, and only its own item may suffer for it
			return answer instanceof InvalidInput ? (await this.get([ref]))[0] : answer[at % this.most];
		};
	}

	private async get(refs: readonly MessageRef[]): Promise<StatusReport[]> {
		return (await this.gateway.getStatuses?.(this.line, refs)) ?? [];
	}
}
