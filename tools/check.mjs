// `npm test`: all that must hold, in order, on a machine that has only Node and npm. Nothing is ever skipped: what
// a step needs is installed, and the first failure ends the run.
import { ensureHost } from './host/install.mjs';
import { run } from './host/run.mjs';
import { ROOT, checkOwnNode, ensureDependencies } from './dependencies.mjs';

const npmRun = (script) => () => run('npm', ['run', '--silent', script], { cwd: ROOT, env: process.env });

const STEPS = [
	{
		name: 'dependencies',
		what: 'development dependencies as in package-lock.json',
		work: ensureDependencies,
	},
	{ name: 'lint', what: 'npm run lint', work: npmRun('lint') },
	{ name: 'types', what: 'npm run types', work: npmRun('types') },
	{
		name: 'scan',
		what: "npm run scan: builds, then n8n's own check of source and package",
		work: npmRun('scan'),
	},
	{ name: 'unit', what: 'npm run unit', work: npmRun('unit') },
	{ name: 'host', what: 'a real n8n in the cache folder', work: ensureHost },
	{ name: 'e2e', what: 'npm run e2e: the package in that n8n', work: npmRun('e2e') },
	{
		name: 'demo',
		what: 'npm run demo -- --check: the demo starts and its workflow runs',
		work: () =>
			run(process.execPath, ['tools/demo.mjs', '--check', '--built'], { cwd: ROOT, env: process.env }),
	},
];

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

async function check() {
	checkOwnNode();
	const from = Date.now();
	const lines = [];
	for (const [index, { name, what, work }] of STEPS.entries()) {
		console.log(`\n━━━ ${index + 1}/${STEPS.length} ${name} · ${what}`);
		const began = Date.now();
		try {
			await work();
		} catch (error) {
			console.error(`\n✘ ${name}: ${error.message}`);
			const left = STEPS.slice(index + 1).map((step) => step.name);
			lines.push(`✘ ${name.padEnd(13)} failed after ${seconds(began)}`);
			if (left.length > 0) lines.push(`  not run: ${left.join(', ')}`);
			return { lines, failed: name, took: seconds(from) };
		}
		console.log(`✔ ${name} ${seconds(began)}`);
		lines.push(`✔ ${name.padEnd(13)} ${seconds(began)}`);
	}
	return { lines, failed: undefined, took: seconds(from) };
}

try {
	const { lines, failed, took } = await check();
	console.log(`\n━━━ summary\n${lines.join('\n')}`);
	console.log(failed === undefined ? `All passed in ${took}.` : `FAILED: ${failed}, after ${took}.`);
	process.exitCode = failed === undefined ? 0 : 1;
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
