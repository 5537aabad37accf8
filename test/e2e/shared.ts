/**
 * The shared n8n between jest's phases: set-up and teardown run in one process and hand over the driver; test
 * files have their own globals, so they get plain connection data through the environment.
 */
import type { Connection, N8n } from '../../tools/n8n/driver';

const VARIABLE = 'BOT_GATEWAY_E2E';

export interface Shared extends Connection {
	/** The installed package, to be copied into other homes. */
	packageDir: string;
	/** How much n8n had printed when it was ready: before any test. */
	startLogLength: number;
}

const hall = globalThis as { botGatewayN8n?: N8n };

export function share(n8n: N8n, packageDir: string): void {
	hall.botGatewayN8n = n8n;
	process.env[VARIABLE] = JSON.stringify({
		...n8n.at,
		packageDir,
		startLogLength: n8n.log().length,
	} satisfies Shared);
}

export function running(): N8n {
	if (hall.botGatewayN8n === undefined) throw new Error('the set-up has not started n8n');
	return hall.botGatewayN8n;
}

export function sharedConnection(): Shared {
	const text = process.env[VARIABLE];
	if (text === undefined) throw new Error('No shared n8n here. Run these tests with: npm run e2e');
	return JSON.parse(text) as Shared;
}
