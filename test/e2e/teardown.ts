import fs from 'node:fs';
import { running } from './shared';

/** Stops the shared n8n; BOT_GATEWAY_KEEP=1 leaves its home, with the log and the database, to be looked at. */
export default async function teardown(): Promise<void> {
	const n8n = running();
	await n8n.stop();
	if (process.env['BOT_GATEWAY_KEEP'] === '1') process.stderr.write(`n8n's home is kept: ${n8n.home}\n`);
	else fs.rmSync(n8n.home, { recursive: true, force: true });
}
