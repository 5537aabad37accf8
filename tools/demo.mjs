// `npm run demo`: a real n8n with this package in it, beside emulated messenger services, on any machine with Node.
//
//   npm run demo                 keeps running until Ctrl+C; workflows are kept for the next time
//   npm run demo -- --fresh      forgets what an earlier demo kept
//   npm run demo -- --check      starts all, runs one workflow, prints what came of it, ends with 0 or 1
//
// This file gets the machine ready; what then runs is tools/demo/main.ts.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT, checkOwnNode, ensureDependencies } from './dependencies.mjs';
import { cacheDir, ensureHost } from './host/install.mjs';
import { withProgress } from './host/progress.mjs';
import { run } from './host/run.mjs';

const KNOWN = ['--fresh', '--check', '--built'];

/** Quietly: the build's own words are shown only when it fails. */
async function build() {
	const logFile = path.join(cacheDir(), 'demo-build.log');
	fs.mkdirSync(cacheDir(), { recursive: true });
	fs.rmSync(logFile, { force: true });
	await run('npm', ['run', '--silent', 'build'], { cwd: ROOT, env: process.env, logFile });
}

async function demo(options) {
	const unknown = options.find((option) => !KNOWN.includes(option));
	if (unknown !== undefined) throw new Error(`Unknown option ${unknown}. There are: ${KNOWN.join(' ')}`);
	checkOwnNode();
	await ensureDependencies();
	await ensureHost();
	if (!options.includes('--built')) await withProgress('building the package', build);
	// only now: it comes with the dependencies
	const tsx = createRequire(import.meta.url)('tsx/cjs/api');
	const { main } = tsx.require('./demo/main.ts', import.meta.url);
	return await main({
		cacheDir: cacheDir(),
		fresh: options.includes('--fresh'),
		check: options.includes('--check'),
	});
}

demo(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(`\n${error.message}`);
		process.exit(1);
	},
);
