// What n8n's package scan would say about this package, without publishing it.
//
//   npm run scan                        builds, packs, unpacks and judges
//   node tools/scan.mjs --built         the same with the dist/ that is there
//
// It runs the scanner's own two legs (sources; published tarball), and is stricter: a warning counts as much
// as an error, and what is packed is looked at as well. Ends with code 1 when anything is wrong.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const WINDOWS = process.platform === 'win32';

/** See docs/decisions/0011-how-large-it-may-be.md. */
const LARGEST_KIB = 900;
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];
const MAY_BE_PACKED = /^(dist\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const NEVER_PACKED = /\.tsbuildinfo$|\.map$|\.test\.|^dist\/(test|tools)\//;
const MUST_BE_PACKED = ['package.json', 'README.md', 'LICENSE'];
const DISABLES = /eslint-disable|@ts-(?:ignore|expect-error|nocheck)/;

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** The files below a folder, relative to it, with / on every system. */
const filesIn = (folder) =>
	fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));

/** Shows only what went wrong. */
const build = () =>
	spawnSync(process.execPath, [path.join(ROOT, 'node_modules/gulp/bin/gulp.js'), 'build', '-L'], {
		cwd: ROOT,
		stdio: 'inherit',
	}).status === 0;

/** Packs as npm would publish, and unpacks as n8n would install. */
function unpack(temp) {
	const folder = path.join(temp, 'package');
	execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', temp], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
		shell: WINDOWS,
	});
	const tarball = fs.readdirSync(temp).find((file) => file.endsWith('.tgz'));
	fs.mkdirSync(folder);
	execFileSync('tar', ['-xzf', tarball, '-C', 'package', '--strip-components=1'], { cwd: temp });
	return folder;
}

/** Lints as the scanner does, but keeps the warnings too: its own verdict knows only errors. */
async function lint(scanner, folder, patterns) {
	const verdict = await scanner.analyzePackage(folder, patterns);
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		errorOnUnmatchedPattern: false,
		overrideConfigFile: true,
		overrideConfig: await scanner.buildScanConfig(),
	});
	const messages = (await eslint.lintFiles(patterns)).flatMap(({ filePath, messages }) =>
		messages.map(({ severity, line, message, ruleId }) => ({
			severity,
			text: `${path.relative(folder, filePath)}:${line} ${message} (${ruleId})`,
		})),
	);
	const errors = messages.filter(({ severity }) => severity === 2).length;
	const faults = messages.map(({ severity, text }) => `${severity === 2 ? 'error' : 'warning'}: ${text}`);
	if (!verdict.passed && errors === 0) faults.push(`the scanner: ${verdict.message}`);
	return { errors, warnings: messages.length - errors, faults };
}

/** Comments that would silence a check; the scanner ignores them, so they would only deceive. */
const disables = () =>
	['client', 'credentials', 'nodes'].flatMap((room) =>
		filesIn(path.join(ROOT, room)).flatMap((file) =>
			fs
				.readFileSync(path.join(ROOT, room, file), 'utf8')
				.split('\n')
				.flatMap((line, index) =>
					DISABLES.test(line) ? [`${room}/${file}:${index + 1} disables a check`] : [],
				),
		),
	);

/** What is in the tarball, and what is not. */
function contents(folder, files, kib) {
	const manifest = readJson(path.join(folder, 'package.json'));
	const packed = new Set(files);
	const entries = [...(manifest.n8n?.nodes ?? []), ...(manifest.n8n?.credentials ?? [])];
	return [
		...files
			.filter((file) => !MAY_BE_PACKED.test(file) || NEVER_PACKED.test(file))
			.map((file) => `${file} is packed`),
		...MUST_BE_PACKED.filter((file) => !packed.has(file)).map((file) => `${file} is not packed`),
		...entries.filter((file) => !packed.has(file)).map((file) => `${file} is registered, but not packed`),
		...['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']
			.filter((field) => field in manifest)
			.map((field) => `package.json has ${field}`),
		...(entries.length === 0 ? ['package.json registers no node and no credential'] : []),
		...(kib >= LARGEST_KIB ? [`${kib} KiB unpacked are too many: less than ${LARGEST_KIB} are wanted`] : []),
		...missingIcons(folder, files),
	];
}

const missingIcons = (folder, files) =>
	files
		.filter((file) => /^dist\/(nodes|credentials)\/.*\.js$/.test(file))
		.flatMap((file) =>
			[...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/(["'])file:([^"']+)\1/g)]
				.map(([, , icon]) => icon)
				.filter((icon) => !fs.existsSync(path.resolve(folder, path.dirname(file), icon)))
				.map((icon) => `${file} names the icon ${icon}, which is not packed`),
		);

const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

async function scan(temp) {
	if (!process.argv.includes('--built') && !build())
		return ['the build failed, so there is nothing to judge'];
	const folder = unpack(temp);
	const files = filesIn(folder);
	const bytes = files.reduce((sum, file) => sum + fs.statSync(path.join(folder, file)).size, 0);
	const kib = Math.ceil(bytes / 1024);

	process.env.TMPDIR = temp; // the scanner makes a folder of its own when it is loaded, and leaves it
	const scanner = await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const source = await lint(scanner, ROOT, scanner.SOURCE_FILE_PATTERNS);
	const tarball = await lint(scanner, folder, TARBALL_PATTERNS);
	const silenced = disables();
	const packing = contents(folder, files, kib);

	const { name, version } = readJson(path.join(ROOT, 'package.json'));
	const { version: release } = readJson(
		path.join(ROOT, 'node_modules/@n8n/scan-community-package/package.json'),
	);
	const tally = ({ errors, warnings }) => `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
	console.log(
		[
			`${name} ${version}, judged by n8n's scanner ${release}`,
			`  sources   ${tally(source)}`,
			`  tarball   ${tally(tarball)}`,
			`  disables  ${silenced.length}`,
			`  contents  ${count(files.length, 'file')}, ${kib} KiB unpacked, ${count(packing.length, 'fault')}`,
			`  left out  the npm provenance, the source fetched from GitHub by its commit and the download of the`,
			`            tarball: they need the network and a published version; here the working folder and`,
			`            what npm would publish from it stand in for both`,
		].join('\n'),
	);
	return [
		...source.faults.map((fault) => `sources: ${fault}`),
		...tarball.faults.map((fault) => `tarball: ${fault}`),
		...silenced,
		...packing,
	];
}

const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-scan-'));
try {
	const faults = await scan(temp);
	for (const fault of faults) console.error(`  ✗ ${fault}`);
	console.log(faults.length === 0 ? '  passed' : `  FAILED: ${count(faults.length, 'fault')}`);
	process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
	console.error(`  FAILED: ${error.message}`);
	process.exitCode = 1;
} finally {
	fs.rmSync(temp, { recursive: true, force: true });
}
