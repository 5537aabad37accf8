/** docs/adding-a-service.md builds a whole service: its code blocks go into a copy of this package and have to work. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'adding-a-service.md'), 'utf8');

/** What the package is made of, as far as types, lint, unit tests and generated pages go. */
const COPIED = [
	'README.md',
	'client',
	'credentials',
	'docs',
	'eslint.config.mjs',
	'icons',
	'jest.config.js',
	'nodes',
	'package.json',
	'test',
	'tools',
	'tsconfig.json',
];

interface Block {
	language: string;
	file: string;
	code: string;
}

const blocks: Block[] = Array.from(
	PAGE.matchAll(/^```(\w+) file=(\S+)\n([^]*?)^```$/gm),
	([, language = '', file = '', code = '']) => ({ language, file, code }),
);

/**
 * Follows a diff. A line that is taken away, or stands for the place, is in the file exactly once.
 * @throws Error where the file has moved on and the page has not
 */
function followed(text: string, diff: string): string {
	let at = 0;
	let changed = text;
	for (const line of diff.trimEnd().split('\n')) {
		const [sign, content] = [line[0], line.slice(1)];
		if (sign === '+') {
			changed = `${changed.slice(0, at)}${content}\n${changed.slice(at)}`;
			at += content.length + 1;
			continue;
		}
		const found = `\n${changed}`.indexOf(`\n${content}\n`);
		if (found < 0) throw new Error(`no line ${content}`);
		if (sign === '-') changed = changed.slice(0, found) + changed.slice(found + content.length + 1);
		at = sign === '-' ? found : found + content.length + 1;
	}
	return changed;
}

let copy: string;

beforeAll(() => {
	copy = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-toy-'));
	for (const name of COPIED) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
	fs.symlinkSync(fs.realpathSync(path.join(ROOT, 'node_modules')), path.join(copy, 'node_modules'));
	for (const { language, file, code } of blocks) {
		const target = path.join(copy, file);
		fs.mkdirSync(path.dirname(target), { recursive: true });
		fs.writeFileSync(target, language === 'diff' ? followed(fs.readFileSync(target, 'utf8'), code) : code);
	}
});

afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));

/** What a tool of this package says in the copy; empty when it is content. */
function faultsOf(tool: string, ...given: string[]): string {
	const script = path.isAbsolute(tool) ? tool : require.resolve(tool);
	const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...given], {
		cwd: copy,
		encoding: 'utf8',
		timeout: 120_000,
	});
	return status === 0 ? '' : `${tool} ended with ${status}\n${stdout}\n${stderr}`;
}

it('names its files once each, in the folder of the service or where the page says', () => {
	const files = blocks.filter(({ language }) => language !== 'diff').map(({ file }) => file);
	expect(new Set(files).size).toBe(files.length);
	expect(files.filter((file) => fs.existsSync(path.join(ROOT, file)))).toEqual([]);
	expect(blocks.filter(({ language }) => language === 'diff').map(({ file }) => file)).toEqual([
		'client/gateways.ts',
		'package.json',
	]);
	expect(JSON.parse(fs.readFileSync(path.join(copy, 'package.json'), 'utf8'))).toMatchObject({
		n8n: { credentials: expect.arrayContaining(['dist/credentials/BotGatewayToyApi.credentials.js']) },
	});
});

it('is a service whose types are right', () => {
	expect(faultsOf('typescript/bin/tsc', '--noEmit')).toBe('');
}, 120_000);

it('is a service that the linter has nothing against, the arrows between rooms among it', () => {
	const files = blocks.map(({ file }) => file).filter((file) => file.endsWith('.ts'));
	// not among what its package lets others resolve
	const eslint = path.join(copy, 'node_modules', 'eslint', 'bin', 'eslint.js');
	expect(faultsOf(eslint, '--max-warnings', '0', ...files)).toBe('');
}, 120_000);

it('stands in the generated pages after `npm run docs`', () => {
	expect(faultsOf('tsx/cli', path.join('tools', 'docs', 'write.ts'))).toBe('');
	const read = (file: string) => fs.readFileSync(path.join(copy, file), 'utf8');
	expect(read('docs/services.md')).toContain('## Toy Post');
	expect(read('README.md')).toMatch(/^\| .*\| Toy Post \|/m);
}, 120_000);

it('is a service that the nodes send and receive through, as the page’s own tests show', () => {
	expect(faultsOf('jest/bin/jest', '--selectProjects', 'unit', '--testPathPatterns', 'test/toy')).toBe('');
}, 120_000);
