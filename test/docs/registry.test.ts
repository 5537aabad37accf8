import fs from 'node:fs';
import path from 'node:path';

import { COLUMNS } from '../../client/registry/columns';

const page = fs.readFileSync(path.join(__dirname, '../../docs/registry.md'), 'utf8');

it.each(COLUMNS)('docs/registry.md describes the column $name as the code does', ({ name, type, about }) => {
	expect(page).toContain(`| \`${name}\` | ${type} | ${about} |`);
});
