/** `npm run docs`: writes the pages that come from the code. */
import fs from 'node:fs';
import path from 'node:path';

import { gateways } from '../../client/gateways';
import { servicesPage } from './servicesPage';

const target = path.join(process.cwd(), 'docs', 'services.md');
fs.writeFileSync(target, servicesPage(gateways));
console.log(`written: ${path.relative(process.cwd(), target)}`);
