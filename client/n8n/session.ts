import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { InvalidInput } from '../model/error';
import type { Gateway, Line } from '../gateway';
import { findGateway } from '../gateways';
import { lineOf } from './line';
import { openRegistry } from './registry';
import { botFinder } from '../registry/bot';
import { through } from '../registry/through';
import type { Registry } from '../registry/types';
import { readNumber } from './read/parameters';

/** What all items of one run share. */
export interface Session {
	context: IExecuteFunctions;
	gateway: Gateway;
	line: Line;
	/** Whether the service's own answers are left out of the output. */
	simplify: boolean;
	notes: Notes;
	/** Set while Use Registry is on; the gateway then looks people up in it and keeps it. */
	registry?: Registry;
	/** The bot of an account that has only one. */
	onlyBot: () => Promise<string>;
}

/** Seconds that one request may wait, as a field of the options. */
export const LONGEST_WAIT = { name: 'options.longestWait', label: 'Longest Wait', least: 0, usual: 60 };

export function openSession(context: IExecuteFunctions): Session {
	const service = context.getNodeParameter('service', 0) as string;
	const gateway = findGateway(service);
	if (!gateway)
		throw new InvalidInput('Service', `“${service}” is not known`, 'Choose a service in this node');
	const longestWait = readNumber(context, 0, LONGEST_WAIT);
	const line = lineOf(context, gateway, longestWait);
	const notes = new Notes();
	const onlyBot = botFinder(gateway, line);
	const base = {
		context,
		line,
		notes,
		onlyBot,
		simplify: context.getNodeParameter('simplify', 0, true) as boolean,
	};
	if (context.getNodeParameter('useRegistry', 0, false) !== true) return { ...base, gateway };
	const table = context.getNodeParameter('registryTable', 0, '') as string;
	const registry = openRegistry(context, { table, longestWait });
	const tell = (problem: string): void => notes.add([problem]);
	return { ...base, gateway: through(gateway, { registry, onlyBot, tell }), registry };
}

/** Hints for the output panel: what was changed to make messages fit, each once with how often. */
export class Notes {
	private readonly counts = new Map<string, number>();

	add(notes: readonly string[]): void {
		for (const note of notes) this.counts.set(note, (this.counts.get(note) ?? 0) + 1);
	}

	toHints(): NodeExecutionHint[] {
		return [...this.counts].map(([note, count]) => ({
			message: count === 1 ? note : `${note} (${count} items)`,
			location: 'outputPane',
			type: 'warning',
		}));
	}
}
