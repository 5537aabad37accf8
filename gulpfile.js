/**
 * `gulp build` makes dist/, which is all that is published:
 *
 *   clean → types (tsc) → code + vendor + codex + icons → verify
 *
 * All our code goes into one module, dist/bot-gateway.js, names and structure kept; the files that n8n looks for
 * hand out its classes. One module loads several times faster than two hundred, and the tarball is a third smaller.
 * Each step is also a task of its own. A step that fails ends the build with a code other than 0.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { optimize } = require('svgo');

const ROOT = __dirname;
const DIST = path.join(ROOT, 'dist');
const ICONS = path.join(ROOT, 'icons');
const VENDOR = path.join(ROOT, 'client', 'vendor');

/** Where all our code is published. */
const MODULE = path.join(DIST, 'bot-gateway.js');

/** n8n puts these beside a community package; anything else that dist/ requires would be absent there. */
const PROVIDED = ['n8n-workflow', 'crypto', 'node:crypto', 'lodash', 'luxon', 'zod'];

/** grammY's modules without I/O. Its exports map hides them, so the bundle names the files. */
const GRAMMY_PURE = ['context.js', 'filter.js', 'convenience/keyboard.js'];

/** The globals that n8n's scan refuses in published code (its rules no-restricted-globals and no-console). */
const FORBIDDEN = [
	'setTimeout',
	'clearTimeout',
	'setInterval',
	'clearInterval',
	'setImmediate',
	'clearImmediate',
	'console',
	'global',
	'globalThis',
	'process',
	'__dirname',
	'__filename',
];

/** Bytes that a bundle may have, each with its reason: one that grows past it has taken in something else. */
const LARGEST_BUNDLE = {
	'grammy.ts': 64 * 1024, // its pure parts take 51 KiB; with its HTTP client it would be 82 at least
	'p-limit.ts': 4 * 1024, // two small modules
	'phone.ts': 136 * 1024, // the smallest metadata of the world's numbers take 80 KiB of 121; all of them 260
};

const clean = () => fs.promises.rm(DIST, { recursive: true, force: true });

/** Type errors end the build. */
function types() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '--project', path.join(ROOT, 'tsconfig.json'), '--noEmit'], {
		stdio: 'inherit',
	});
}

/** What package.json tells n8n to load: the published file, its source, and the class that n8n takes from it. */
function listed() {
	const { n8n } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].map((file) => ({
		file: path.join(ROOT, file),
		source: file.replace(/^dist\//, './').replace(/\.js$/, '.ts'),
		name: path.basename(file).split('.')[0],
	}));
}

/** One module of all our code, and a file for each class that n8n looks for. */
async function code() {
	const classes = listed();
	await esbuild.build({
		stdin: {
			contents: classes
				.map(({ source, name }) => `export { ${name} } from ${JSON.stringify(source)};`)
				.join('\n'),
			resolveDir: ROOT,
			loader: 'ts',
		},
		outfile: MODULE,
		bundle: true,
		minifyWhitespace: true,
		minifySyntax: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		supported: { 'dynamic-import': false }, // `await import()` of a bundle becomes a require on first use
		external: PROVIDED,
		plugins: [vendorApart],
		logLevel: 'warning',
	});
	for (const { file, name } of classes) {
		const to = path.relative(path.dirname(file), MODULE).split(path.sep).join('/');
		await fs.promises.mkdir(path.dirname(file), { recursive: true });
		await fs.promises.writeFile(file, `'use strict';\nexports.${name} = require('${to}').${name};\n`);
	}
}

/** client/vendor is bundled by itself, minified in full, and required from where it is published. */
const vendorApart = {
	name: 'vendor-apart',
	setup(build) {
		build.onResolve({ filter: /(^|\/)vendor\/[^/]+$/ }, ({ path: id }) => ({
			path: `./vendor/${id.split('/').at(-1)}.js`,
			external: true,
		}));
	},
};

/** The codex files stand beside the compiled nodes: n8n reads categories and links from there. */
const codex = () => src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));

async function icons() {
	const to = path.join(DIST, 'icons');
	await fs.promises.mkdir(to, { recursive: true });
	for (const name of fs.readdirSync(ICONS).filter((file) => file.endsWith('.svg'))) {
		const file = path.join(ICONS, name);
		const { data } = optimize(await fs.promises.readFile(file, 'utf8'), { path: file, multipass: true });
		await fs.promises.writeFile(path.join(to, name), data);
	}
}

/** A bundle without dependencies of each module of client/vendor. */
async function vendor() {
	const modules = fs.readdirSync(VENDOR).filter((name) => name.endsWith('.ts'));
	const bundles = await Promise.all(modules.map(bundleOne));
	await fs.promises.writeFile(path.join(DIST, 'THIRD_PARTY_NOTICES.txt'), notices(bundles.flat()));
}

/** @returns the folders of the packages that went into the bundle */
async function bundleOne(name) {
	const outfile = path.join(DIST, 'vendor', name.replace(/\.ts$/, '.js'));
	const { metafile, outputFiles } = await esbuild.build({
		entryPoints: [path.join(VENDOR, name)],
		absWorkingDir: ROOT,
		outfile,
		bundle: true,
		minify: true,
		format: 'cjs',
		platform: 'neutral', // no built-in module is let through: one that is needed fails the build
		mainFields: ['main'],
		target: 'node20',
		legalComments: 'none', // the licenses are in THIRD_PARTY_NOTICES.txt
		banner: { js: '// Bundled packages: see THIRD_PARTY_NOTICES.txt' },
		metafile: true,
		write: false,
		plugins: [pureGrammy],
		logLevel: 'warning',
	});
	const [{ text }] = outputFiles;
	checkBundle(name, text);
	await fs.promises.mkdir(path.dirname(outfile), { recursive: true });
	await fs.promises.writeFile(outfile, text);
	return Object.keys(metafile.inputs).flatMap(packageFolder);
}

const pureGrammy = {
	name: 'pure-grammy',
	setup(build) {
		const out = path.dirname(require.resolve('grammy'));
		build.onResolve({ filter: /^grammy$/ }, () => ({ path: 'grammy', namespace: 'pure-grammy' }));
		build.onLoad({ filter: /.*/, namespace: 'pure-grammy' }, () => ({
			contents: GRAMMY_PURE.map((file) => `export * from ${JSON.stringify(path.join(out, file))};`).join(
				'\n',
			),
			resolveDir: out,
		}));
	},
};

/** @throws Error when the bundle holds what may not be published: better here than in n8n's scan */
function checkBundle(name, code) {
	const found = [
		...FORBIDDEN.filter((word) => new RegExp(`(?<![\\w$])${word}(?![\\w$])`).test(code)),
		...requiredBy(code).filter((id) => id !== 'n8n-workflow'),
	];
	if (found.length > 0) throw new Error(`The bundle of client/vendor/${name} holds ${found.join(', ')}`);

	const bytes = Buffer.byteLength(code);
	const most = LARGEST_BUNDLE[name] ?? 0;
	if (bytes > most)
		throw new Error(`The bundle of client/vendor/${name} takes ${bytes} bytes, more than ${most}`);
}

/** The ids in `require("…")`; a computed one is shown as it stands. */
const requiredBy = (code) =>
	[...code.matchAll(/(?<![\w$.])require\(\s*(?:(["'])(.*?)\1\s*\)|([^)]{0,40}))/g)].map(
		(match) => match[2] ?? match[3],
	);

/** The last `node_modules/<package>` in the path of a bundled file. */
function packageFolder(file) {
	const at = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file);
	return at ? [at[0]] : [];
}

/** Name, version and license text of every bundled package, as their licenses ask. */
function notices(folders) {
	const parts = [...new Set(folders)].sort().map((folder) => {
		const { name, version, license } = require(path.join(ROOT, folder, 'package.json'));
		const file = fs.readdirSync(path.join(ROOT, folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
		if (!file) throw new Error(`${name} is bundled and has no license file`);
		const text = fs.readFileSync(path.join(ROOT, folder, file), 'utf8').trim();
		return `${name} ${version} (${license})\n\n${text}\n`;
	});
	return ['This package contains code of the following packages.\n', ...parts].join(
		`\n${'-'.repeat(72)}\n\n`,
	);
}

/** What was built can run where it is installed: no module is required that n8n would not find. */
async function verify() {
	const files = fs.readdirSync(DIST, { recursive: true }).filter((file) => file.endsWith('.js'));
	const strangers = files.flatMap((file) =>
		requiredBy(fs.readFileSync(path.join(DIST, file), 'utf8'))
			.filter(
				(id) => !id.startsWith('.') && !PROVIDED.some((known) => id === known || id.startsWith(`${known}/`)),
			)
			.map((id) => `dist/${file} requires ${id}`),
	);
	if (strangers.length > 0)
		throw new Error(`Not there at run time, put it behind client/vendor:\n${strangers.join('\n')}`);

	// what n8n will do with each file, up to making the class; n8n-workflow is there in development, too
	for (const { file, name } of listed()) {
		if (typeof require(file)[name] !== 'function')
			throw new Error(`${file} does not export the class ${name}`);
	}
}

exports.clean = clean;
exports.types = types;
exports.code = code;
exports.codex = codex;
exports.icons = icons;
exports.vendor = vendor;
exports.verify = verify;
exports.build = series(clean, types, parallel(code, vendor, codex, icons), verify);
exports.default = exports.build;
