/** docs/adding-a-service.md builds a whole service: its code blocks go into a copy of this package and have to work. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'adding-a-service.md'), 'utf8');

/** What the package is made of, as far as types and unit tests go. */
const COPIED = [
	'client',
	'credentials',
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
	const { status, stdout, stderr } = spawnSync(process.execPath, [require.resolve(tool), ...given], {
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

it('is a service that the node sends through, as the page’s own test shows', () => {
	expect(faultsOf('jest/bin/jest', '--selectProjects', 'unit', '--testPathPatterns', 'test/toy')).toBe('');
}, 120_000);
