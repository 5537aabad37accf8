import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Host } from './host';

/** From the caller's environment only what a program needs to run: its proxies and its own n8n stay out. */
const KEPT = ['LANG', 'TZ', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE'];

export interface Place {
	home: string;
	port: number;
	brokerPort: number;
}

/** n8n leaves folders behind in the temporary one, so it gets its own, which goes with its home. */
export const tmpIn = (home: string): string => path.join(home, 'tmp');

/** Nothing here uses them, and they take time and memory. */
const IDLE_MODULES = ['mcp-registry', 'instance-ai', 'insights'];

/** n8n does not start with the name of a module that it does not have. */
const hasModule = ({ n8n }: Host, name: string): boolean =>
	fs.existsSync(path.resolve(path.dirname(n8n), '..', 'dist', 'modules', name));

/** The environment of an n8n that stays on this machine: loopback only, no calls to n8n's own services. */
export function environment(host: Host, { home, port, brokerPort }: Place): Record<string, string> {
	const kept = KEPT.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(kept),
		PATH: [path.dirname(host.node), process.env['PATH'] ?? ''].join(path.delimiter),
		HOME: process.env['HOME'] ?? os.homedir(),
		TMPDIR: tmpIn(home),
		TEMP: tmpIn(home),
		TMP: tmpIn(home),
		NODE_ENV: 'production',
		GENERIC_TIMEZONE: 'UTC',
		N8N_USER_FOLDER: home,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		WEBHOOK_URL: `http://127.0.0.1:${port}/`, // the same for an n8n older than that name
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_ENCRYPTION_KEY: 'an-n8n-on-loopback-with-invented-data',
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DISABLED_MODULES: IDLE_MODULES.filter((name) => hasModule(host, name)).join(),
	};
}
