// The house's arrows as a lint rule: nodes → client/gateways → client/<service> → client/{http,text,model}.
//
// A new arrow is a decision: change the table here and say why in docs/decisions/. Types count as well as
// values, because a room that names another's types knows that room.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The rooms of client/ that every service shares. */
const SHARED = new Set([
	'ask',
	'contacts',
	'events',
	'fallback',
	'http',
	'links',
	'model',
	'n8n',
	'poller',
	'read',
	'registry',
	'rules',
	'text',
	'translate',
	'vendor',
]);

/** Each other folder of client/ is a service, from the day it exists. */
const services = new Set(
	fs
		.readdirSync(path.join(ROOT, 'client'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !SHARED.has(entry.name))
		.map((entry) => entry.name),
);

/** The rooms behind the gateway, which no node reaches into; the services themselves are behind it too. */
const BEHIND = new Set(['http', 'vendor']);

/** Where a file of this package stands: `client/smsgold/status` → { top: 'client', room: 'smsgold', rest: 'status' }. */
function place(file) {
	const [top, room = '', ...rest] = file.replace(/\.[cm]?[jt]s$/, '').split('/');
	const service = top === 'client' && services.has(room);
	return { top, room, service, rest: rest.join('/') };
}

const isList = ({ top, room }) => top === 'client' && room === 'gateways';

const isEdge = ({ top, room }) => top !== 'client' || room === 'n8n';

/** Every arrow that must not be drawn: when, and what to tell the one who drew it. The first that holds counts. */
const FORBIDDEN = [
	[
		(_from, to) => !['client', 'credentials', 'nodes'].includes(to.top),
		'what is published imports only client/, nodes/ and credentials/',
	],
	[(from, to) => from.top === 'client' && to.top !== 'client', 'client/ knows no node and no credential'],
	[(from, to) => from.top !== 'nodes' && to.top === 'nodes', 'nobody knows a node'],
	[
		(from, to) => to.top === 'nodes' && from.room !== to.room,
		'a node never imports another node: share it through client/',
	],
	[
		(from, to) => from.service && to.service && from.room !== to.room,
		'a service never imports another service: share it through client/',
	],
	[
		(from, to) => isList(from) && to.service && to.rest !== 'gateway',
		'client/gateways.ts imports only the gateway of a service',
	],
	[
		(from, to) => to.service && to.rest === 'gateway' && from.room !== to.room && !isList(from),
		'only client/gateways.ts imports the gateway of a service',
	],
	[
		(from, to) => to.service && from.room !== to.room && !isList(from) && from.top !== 'credentials',
		'only client/gateways.ts, and the credential of the account, know a service',
	],
	[
		(from, to) => from.top === 'client' && isList(to) && from.room !== 'n8n',
		'the list of gateways is for nodes: take the gateway as a parameter',
	],
	[
		(from, to) => !isEdge(from) && isEdge(to),
		'client/n8n is the edge to n8n: nothing behind it may depend on it',
	],
	[
		(from, to) => from.top === 'nodes' && to.top === 'client' && BEHIND.has(to.room),
		'it lies behind the gateway: a node asks the gateway, or reads with client/read',
	],
];

/** @returns why `from` must not import `to` (both relative to the package, with /), or undefined when it may */
export function whyNot(from, to) {
	const [a, b] = [place(from), place(to)];
	return FORBIDDEN.find(([holds]) => holds(a, b))?.[1];
}

/** Whether nothing of the import is left at run time. */
const isTypeOnly = (node) =>
	node.importKind === 'type' ||
	node.exportKind === 'type' ||
	(node.specifiers?.length > 0 &&
		node.specifiers.every((specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type'));

const slashes = (file) => file.split(path.sep).join('/');

const arrows = {
	meta: {
		type: 'problem',
		docs: { description: 'Keep the arrows between the rooms of this package' },
		messages: { arrow: '{{from}} must not import {{to}}: {{why}}.' },
		schema: [],
	},
	create(context) {
		const from = slashes(path.relative(ROOT, context.filename));

		function check(node) {
			const id = node.source?.value;
			if (typeof id !== 'string') return;
			const report = (to, why) => context.report({ node, messageId: 'arrow', data: { from, to, why } });

			if (id.startsWith('.')) {
				const to = slashes(path.relative(ROOT, path.resolve(path.dirname(context.filename), id)));
				const why = whyNot(from, to);
				if (why) report(to, why);
			} else if (id === 'n8n-workflow' && !isEdge(place(from)) && !isTypeOnly(node)) {
				report(id, 'inside client/ only client/n8n uses n8n by value; types are welcome everywhere');
			}
		}

		return {
			ImportDeclaration: check,
			ImportExpression: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check,
		};
	},
};

export default { meta: { name: 'house' }, rules: { arrows } };
