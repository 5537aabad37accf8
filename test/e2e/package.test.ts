import fs from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { findHost, PACKAGE, readPackageJson, sharedN8n } from './n8n';
import { sharedConnection } from './shared';

const n8n = sharedN8n();
const { n8n: listed } = readPackageJson();

/** `dist/nodes/BotGateway/BotGateway.node.js` → `botGateway`: n8n derives the name from the file's, too. */
const nameOf = (file: string, ending: string): string => {
	const base = path.basename(file, ending);
	return base.charAt(0).toLowerCase() + base.slice(1);
};

const nodeNames = listed.nodes.map((file) => nameOf(file, '.node.js'));
const credentialNames = listed.credentials.map((file) => nameOf(file, '.credentials.js'));

/** Every icon address in a description: one, or one for light and one for dark. */
const iconsOf = ({ iconUrl }: { iconUrl?: INodeTypeDescription['iconUrl'] }): string[] =>
	iconUrl === undefined ? [] : typeof iconUrl === 'string' ? [iconUrl] : [iconUrl.light, iconUrl.dark];

let nodes: INodeTypeDescription[];
let credentials: ICredentialType[];

beforeAll(async () => {
	nodes = await n8n.nodeTypes();
	credentials = await n8n.credentialTypes();
});

it('shows every listed node under its production name', () => {
	const ours = nodes.filter(({ name }) => name.startsWith(`${PACKAGE}.`)).map(({ name }) => name);
	expect(ours).toEqual(expect.arrayContaining(nodeNames.map((name) => `${PACKAGE}.${name}`)));
	expect(nodeNames.length).toBeGreaterThan(0);
});

it('shows every listed credential type once', () => {
	for (const name of credentialNames) {
		expect(credentials.filter((type) => type.name === name)).toHaveLength(1);
	}
	expect(credentialNames.length).toBeGreaterThan(0);
});

it('lets n8n make an AI tool of every node that says it is usable as one', () => {
	// n8n's own makings out of our nodes say so, too
	const tools = nodes.filter(
		({ name, usableAsTool }) =>
			nodeNames.some((own) => name === `${PACKAGE}.${own}`) && usableAsTool === true,
	);
	expect(tools.length).toBeGreaterThan(0);
	for (const { name } of tools) expect(nodes.map((node) => node.name)).toContain(`${name}Tool`);
});

it('takes no name of a credential type of n8n', () => {
	const own = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'].flatMap((name) => {
		const known = path.join(findHost().dir, 'n8n', 'node_modules', name, 'dist', 'known', 'credentials.json');
		return Object.keys(JSON.parse(fs.readFileSync(known, 'utf8')) as object);
	});
	expect(own).toContain('telegramApi');
	expect(own.filter((name) => credentialNames.includes(name))).toEqual([]);
});

it('serves the icons of every node and credential type, for light and for dark', async () => {
	const ours = [
		...nodes.filter(({ name }) => nodeNames.some((own) => name === `${PACKAGE}.${own}`)),
		...credentials.filter(({ name }) => credentialNames.includes(name)),
	];
	expect(ours).toHaveLength(nodeNames.length + credentialNames.length);
	for (const described of ours) {
		const icons = iconsOf(described);
		expect([described.name, icons.length]).toEqual([described.name, 2]);
		for (const icon of icons) {
			const response = await n8n.fetch('GET', `/${icon}`);
			expect([icon, response.status]).toEqual([icon, 200]);
			expect(response.headers.get('content-type')).toMatch('image/svg+xml');
			expect(await response.text()).toMatch(/^<svg/);
		}
	}
});

it('gives every node its place in the node panel', () => {
	for (const own of nodeNames) {
		const codex = nodes.find(({ name }) => name === `${PACKAGE}.${own}`)?.codex;
		expect([own, codex?.categories]).toEqual([own, [expect.any(String)]]);
	}
});

it('is loaded without a word in the log of n8n', () => {
	const lines = n8n.log().slice(0, sharedConnection().startLogLength).split('\n');
	const about = [PACKAGE, ...nodeNames, ...credentialNames];
	expect(lines.filter((line) => about.some((word) => line.includes(word)))).toEqual([]);
});
