/** `npm run docs`: writes the pages that come from the code. */
import fs from 'node:fs';
import path from 'node:path';

import { gateways } from '../../client/gateways';
import { withTable } from './readmeTable';
import { servicesPage } from './servicesPage';

const at = (...names: string[]): string => path.join(process.cwd(), ...names);

function write(file: string, text: string): void {
	fs.writeFileSync(file, text);
	console.log(`written: ${path.relative(process.cwd(), file)}`);
}

write(at('docs', 'services.md'), servicesPage(gateways));
write(at('README.md'), withTable(fs.readFileSync(at('README.md'), 'utf8'), gateways));
