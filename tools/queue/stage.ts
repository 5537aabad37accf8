/** n8n in queue mode, as a self-hoster runs it: a main process, workers and a webhook processor. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, installPackage, N8n, OWNER } from '../n8n/driver';
import { startBacking } from './services';

export interface QueueStage {
	main: N8n;
	workers: N8n[];
	webhook: N8n;
	stop(): Promise<void>;
}

/** Starts all of it; each process has a home and a copy of the package of its own. */
export async function stageQueue(workers = 2): Promise<QueueStage> {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-queue-'));
	fs.chmodSync(dir, 0o755);
	const backing = await startBacking(path.join(dir, 'services'));
	const webhookPort = await freePort();
	const shared = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(backing.redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(backing.postgresPort),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_PASSWORD: 'n8n',
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
	};
	const home = (name: string): string => {
		const at = path.join(dir, name);
		fs.mkdirSync(at, { recursive: true });
		installPackage(at);
		return at;
	};
	const main = new N8n({ home: home('main'), env: shared });
	const webhook = new N8n({ home: home('webhook'), port: webhookPort, env: shared, command: 'webhook' });
	const crew: N8n[] = [];
	for (let number = 1; number <= workers; number += 1) {
		const port = await freePort();
		crew.push(
			new N8n({
				home: home(`worker-${number}`),
				port,
				env: { ...shared, QUEUE_HEALTH_CHECK_PORT: String(port) },
				command: 'worker',
			}),
		);
	}
	const stop = async (): Promise<void> => {
		await Promise.all([main, webhook, ...crew].map(async (one) => await one.stop()));
		await backing.stop();
		if (process.env['BOT_GATEWAY_KEEP'] !== '1') fs.rmSync(dir, { recursive: true, force: true });
	};
	try {
		await main.start(); // it makes the tables
		await main.signIn(OWNER);
		await Promise.all([webhook, ...crew].map(async (one) => await one.start()));
	} catch (error) {
		await stop();
		throw error;
	}
	return { main, workers: crew, webhook, stop };
}
