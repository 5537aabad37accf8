// Runs a command of the set-up: output into a log file, environment freed of an outer `npm run`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

export const WINDOWS = process.platform === 'win32';

/**
 * The environment for an npm that works in another folder. `npm run` hands this checkout's own settings down
 * (`.npmrc` says ignore-scripts, with which `npm rebuild` would silently build nothing).
 */
export function outsideEnv(extra = {}) {
	const ours = /^npm_(config_(ignore_scripts|local_prefix|dry_run|json)|package_|lifecycle_|command$)/i;
	const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

// npm is a .cmd file on Windows: only a shell can start it, and that splits at spaces
const quoted = (text) => (/\s/.test(text) ? `"${text}"` : text);

/**
 * @param command npm, or the full path of a program
 * @param options `cwd`, `env`; `logFile`: output is appended there, without it to this process's own output
 * @returns a promise that rejects with the log's last lines when the command fails
 */
export function run(command, args, { cwd, env = outsideEnv(), logFile } = {}) {
	return new Promise((resolve, reject) => {
		const log = logFile === undefined ? undefined : fs.openSync(logFile, 'a');
		const shell = WINDOWS && command === 'npm';
		const child = spawn(command, shell ? args.map(quoted) : args, {
			cwd,
			env,
			shell,
			stdio: log === undefined ? 'inherit' : ['ignore', log, log],
		});
		if (log !== undefined) fs.closeSync(log);
		child.on('error', (error) => {
			reject(error.code === 'ENOENT' ? new Error(`${command} was not found on this machine`) : error);
		});
		child.on('exit', (code, signal) => {
			if (code === 0) return resolve();
			const what = `${command} ${args.join(' ')} ended with ${code ?? signal}`;
			if (logFile === undefined) return reject(new Error(what));
			const tail = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
			return reject(new Error(`${what}:\n${tail}\n(whole log: ${logFile})`));
		});
	});
}
