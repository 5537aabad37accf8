/** Redis and Postgres on loopback, for queue mode. Debian's packages redis-server and postgresql bring them. */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort, until } from '../n8n/driver';

export interface Backing {
	redisPort: number;
	postgresPort: number;
	stop(): Promise<void>;
}

/** The newest one that is installed. */
function postgresBin(): string {
	const root = '/usr/lib/postgresql';
	const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
	const bin = versions.map((version) => path.join(root, version, 'bin')).find((dir) => fs.existsSync(dir));
	if (bin === undefined) throw new Error('Postgres is not installed: apt-get install postgresql');
	return bin;
}

/** Postgres refuses to run as root, so root lends it the user that its package has made. */
const asPostgres = (command: string, args: string[]): [string, string[]] =>
	process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];

export async function startBacking(dir: string): Promise<Backing> {
	const [redisPort, postgresPort] = [await freePort(), await freePort()];
	const bin = postgresBin();
	const data = path.join(dir, 'postgres');
	fs.mkdirSync(data, { recursive: true });
	if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'postgres', dir]);

	const run = (name: string, args: string[]): void => {
		const [command, given] = asPostgres(path.join(bin, name), args);
		execFileSync(command, given, { stdio: ['ignore', 'ignore', 'inherit'], cwd: dir });
	};
	run('initdb', ['-D', data, '-A', 'trust', '-U', 'n8n']);
	const [command, args] = asPostgres(path.join(bin, 'postgres'), [
		'-D',
		data,
		'-p',
		String(postgresPort),
		'-c',
		'listen_addresses=127.0.0.1',
		'-c',
		`unix_socket_directories=${dir}`,
	]);
	const log = fs.openSync(path.join(dir, 'services.log'), 'a');
	const postgres = spawn(command, args, { stdio: ['ignore', log, log], cwd: dir });
	const redis = spawn(
		'redis-server',
		['--bind', '127.0.0.1', '--port', String(redisPort), '--save', '', '--appendonly', 'no'],
		{ stdio: ['ignore', log, log], cwd: dir },
	);
	redis.once('error', () => console.error('Redis is not installed: apt-get install redis-server'));
	fs.closeSync(log);

	const psql = (statement: string): void =>
		void execFileSync(
			path.join(bin, 'psql'),
			['-q', '-h', '127.0.0.1', '-p', String(postgresPort), '-U', 'n8n', '-d', 'postgres', '-c', statement],
			{ stdio: 'ignore' },
		);
	await until(
		async () => {
			try {
				psql('create database n8n');
				return true;
			} catch {
				return false; // not up yet
			}
		},
		{ what: 'Postgres', timeout: 30_000 },
	);
	return {
		redisPort,
		postgresPort,
		stop: async () => {
			redis.kill('SIGTERM');
			run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
			await Promise.all(
				[redis, postgres].map((child) =>
					child.exitCode === null ? new Promise((gone) => child.once('exit', gone)) : undefined,
				),
			);
		},
	};
}
