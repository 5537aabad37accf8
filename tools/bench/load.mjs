// How long n8n waits for this package when it starts:   npm run bench   (after npm run build)
//
// Each run is a fresh process, as a module is loaded only once. n8n-workflow is loaded first and timed apart:
// n8n has it in memory before it looks at any package. The goal for our own files is 30 ms; this prints, it
// does not judge, because the figures are those of the machine.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const RUNS = 15;
const GOAL_MS = 30;

const { n8n } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const files = [...n8n.nodes, ...n8n.credentials];

/** Loads what n8n loads, and makes one of each class, as n8n does to read its description. */
const LOAD_FILES = `
	const started = performance.now();
	require('n8n-workflow');
	const ready = performance.now();
	const each = {};
	for (const file of ${JSON.stringify(files)}) {
		const from = performance.now();
		const loaded = require(require('node:path').resolve(file));
		new loaded[require('node:path').basename(file).split('.')[0]]();
		each[file] = performance.now() - from;
	}
	console.log(JSON.stringify({ platform: ready - started, own: performance.now() - ready, each }));
`;

/** n8n's own loader, which reads the codex files and icons too. */
const LOAD_AS_N8N = `
	require('reflect-metadata');
	const { PackageDirectoryLoader } = require('n8n-core');
	const loader = new PackageDirectoryLoader(process.cwd());
	const started = performance.now();
	loader.loadAll().then(() => console.log(JSON.stringify({
		own: performance.now() - started,
		nodes: Object.keys(loader.nodeTypes).length,
		credentials: Object.keys(loader.credentialTypes).length,
	})));
`;

function measure(script) {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', script], {
		cwd: ROOT,
		encoding: 'utf8',
		env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
	});
	if (status !== 0)
		throw new Error(
			stderr
				.trim()
				.split('\n')
				.find((line) => /Error/.test(line)) ?? stderr,
		);
	return JSON.parse(stdout.trim().split('\n').at(-1));
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const series = (script, runs) => Array.from({ length: runs }, () => measure(script));

const row = (name, ms, base) =>
	console.log(
		`  ${name.padEnd(58)}${ms.toFixed(1).padStart(9)} ms${`${((100 * ms) / base).toFixed(1)} %`.padStart(10)}`,
	);

const absent = files.filter((file) => !fs.existsSync(path.join(ROOT, file)));
if (absent.length > 0) {
	console.error(`Not built (npm run build): ${absent.join(', ')}`);
	process.exit(1);
}

const runs = series(LOAD_FILES, RUNS);
const platform = median(runs.map((run) => run.platform));
const own = median(runs.map((run) => run.own));

console.log(
	`Median of ${RUNS} fresh processes, Node ${process.versions.node}; 100 % = n8n-workflow by itself\n`,
);
row('n8n-workflow', platform, platform);
row(`this package, ${n8n.nodes.length} node(s) and ${n8n.credentials.length} credential(s)`, own, platform);
for (const file of files)
	row(`  ${file.replace('dist/', '')}`, median(runs.map((run) => run.each[file])), platform);

try {
	const loads = series(LOAD_AS_N8N, 5);
	const { nodes, credentials } = loads[0];
	row(
		`n8n-core's loader (${nodes} + ${credentials}, median of 5)`,
		median(loads.map((run) => run.own)),
		platform,
	);
} catch (error) {
	console.log(`  n8n-core's loader does not run under this Node: ${error.message}`);
}
console.log(`\n  goal for this package: < ${GOAL_MS} ms, now ${own.toFixed(1)} ms`);
