import fs from 'node:fs';
import path from 'node:path';

import { gateways } from '../../client/gateways';
import { withTable } from '../../tools/docs/readmeTable';
import { servicesPage } from '../../tools/docs/servicesPage';

const ROOT = path.join(__dirname, '..', '..');

test('docs/services.md says what the code declares (npm run docs writes it)', () => {
	expect(fs.readFileSync(path.join(ROOT, 'docs', 'services.md'), 'utf8')).toBe(servicesPage(gateways));
});

test('the table of services in README.md says the same (npm run docs writes it)', () => {
	const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
	expect(withTable(readme, gateways)).toBe(readme);
});

/** What may know a service by name: its folder and the list of gateways. */
const ALLOWED = new Set(['client/gateways.ts', ...gateways.map(({ id }) => `client/${id}/`)]);

function sources(folder: string): string[] {
	return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = path.posix.join(folder, entry.name);
		if (entry.isDirectory()) return sources(name);
		return name.endsWith('.ts') ? [name] : [];
	});
}

test.each(gateways.map(({ id }) => [id]))(
	'nothing in client/ and nodes/ but its own folder and the list of gateways branches on the service %s',
	(id) => {
		const knowing = [...sources('client'), ...sources('nodes')]
			.filter((file) => ![...ALLOWED].some((allowed) => file.startsWith(allowed)))
			.filter((file) => new RegExp(`['"\`]${id}['"\`]`).test(fs.readFileSync(path.join(ROOT, file), 'utf8')));
		expect(knowing).toEqual([]);
	},
);
