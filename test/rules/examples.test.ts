import fs from 'node:fs';
import path from 'node:path';

import { neverHolding } from '../../client/rules/never';
import { readRules, type RuleFields } from '../../client/rules/read';

interface Example {
	nodes: Array<{ type: string; parameters: { which?: 'first' | 'all'; rules?: { rule: RuleFields[] } } }>;
}

const folder = path.join(__dirname, '../../examples');

const replies = fs.readdirSync(folder).flatMap((file) => {
	const { nodes } = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Example;
	return nodes.filter(({ type }) => type.endsWith('.botAutoReply')).map((node) => ({ file, ...node }));
});

it('some of the examples answer by rules', () => expect(replies.length).toBeGreaterThan(2));

it.each(replies)('the rules of $file can be read, and all of them can hold', ({ parameters }) => {
	const rules = readRules(parameters.rules?.rule ?? [], 'UTC');
	expect(neverHolding(rules, parameters.which ?? 'first')).toEqual([]);
});
