/** A registry on an emulated n8n. */
import { SUBSCRIBERS } from '../../client/registry/columns';
import { TableRegistry } from '../../client/registry/registry';
import { Table } from '../../client/registry/table';
import { BotGatewayRegistryApi } from '../../credentials/BotGatewayRegistryApi.credentials';
import { N8nApiEmulator } from '../emulators/n8nApi';
import { fetchRoad } from '../support/road';
import { at } from './event';

export const KEY = 'n8n-key-of-the-registry-e2e';
export const TABLE = 'People';

let count = 0;

export class Stage {
	readonly n8n = new N8nApiEmulator(KEY);
	/** What the registry takes for now. */
	now = new Date(at(50));

	async start(): Promise<this> {
		await this.n8n.start();
		return this;
	}

	/** One process's registry: each has a memory of its own, as two processes have. */
	registry(data: { baseUrl?: string; apiKey?: string; table?: string } = {}): TableRegistry {
		const { baseUrl = `${this.n8n.url}/api/v1/`, apiKey = KEY, table = TABLE } = data;
		const send = fetchRoad(new BotGatewayRegistryApi(), { baseUrl, apiKey });
		count += 1;
		return new TableRegistry(new Table(send, table, `account ${count}`, SUBSCRIBERS), () => this.now);
	}

	get rows() {
		return this.n8n.rows(TABLE);
	}

	/** Requests by method and last part of the path. */
	get requests(): string[] {
		return this.n8n.log.map(
			({ method, path }) =>
				`${method} ${path
					.split('/')
					.slice(4)
					.join('/')
					.replace(/^t\d+\//, '')}`,
		);
	}
}
