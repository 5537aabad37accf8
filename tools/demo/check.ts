import { errorOf } from '../n8n/driver';
import type { Execution, N8nClient } from '../n8n/driver';
import type { Stored } from './examples';
import type { Services } from './services';
import { STORIES, type Story } from './stories';

const received = ({ bot, smsc, smsgold, chatApp, esputnik }: Services): number =>
	[bot, smsc, smsgold, chatApp, esputnik].reduce((count, { sent }) => count + sent.length, 0);

/** Runs every example once; true when each ended well and somebody got a message by it. */
export async function checkExamples(
	n8n: N8nClient,
	examples: Stored[],
	services: Services,
): Promise<boolean> {
	let good = examples.length > 0;
	for (const example of examples) {
		const before = received(services);
		const { ends = 'success' } = STORIES[example.file] ?? {};
		const runs = await runsOf(n8n, example, services);
		const messages = received(services) - before;
		const fine = runs.length > 0 && messages > 0 && runs.every(({ status }) => status === ends);
		const whys = runs.flatMap((run) => errorOf(run)?.message ?? []);
		const said = runs.length === 0 ? 'has a trigger and no story in tools/demo/stories.ts' : statuses(runs);
		console.log(
			`  ${fine ? '✔' : '✘'} ${example.name}: ${[said, `messages: ${messages}`, ...whys].join(', ')}`,
		);
		good &&= fine;
	}
	return good;
}

const statuses = (runs: Execution[]): string => [...new Set(runs.map(({ status }) => status))].join(', ');

async function runsOf(n8n: N8nClient, { id, file }: Stored, services: Services): Promise<Execution[]> {
	const { act, runs = 1, ends = 'success', alsoByHand } = STORIES[file] ?? {};
	const byHand = async (): Promise<Execution[]> => await startedByHand(n8n, id, [...OVER, ends]);
	if (!act) return await byHand();
	const all = async (given: Services): Promise<void> => {
		if (alsoByHand) await byHand();
		await act(given);
	};
	return await told(n8n, id, { act: all, runs, ends }, services);
}

async function startedByHand(
	n8n: N8nClient,
	id: string,
	ends: Array<Execution['status']>,
): Promise<Execution[]> {
	const { nodes } = await n8n.workflow(id);
	const trigger = nodes.find(({ type }) => type.endsWith('.manualTrigger'))?.name;
	if (trigger === undefined) return [];
	return [await n8n.waitExecution(await n8n.startByHand(id, trigger), ends)];
}

async function told(
	n8n: N8nClient,
	id: string,
	{ act, runs, ends }: Required<Omit<Story, 'alsoByHand'>>,
	services: Services,
): Promise<Execution[]> {
	await n8n.activate(id);
	try {
		await act(services);
		const seen = await n8n.until(
			async () => {
				const all = await n8n.executions(id);
				return all.length >= runs && all.every(({ status }) => OVER.has(status) || status === ends) && all;
			},
			{ what: `${runs} runs of the example` },
		);
		return await Promise.all(seen.map(async (one) => await n8n.waitExecution(one.id, [...OVER, ends])));
	} finally {
		await n8n.deactivate(id);
	}
}

const OVER = new Set<Execution['status']>(['success', 'error', 'crashed', 'canceled']);
