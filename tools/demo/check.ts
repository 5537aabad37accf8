import { errorOf } from '../n8n/driver';
import type { N8nClient } from '../n8n/driver';
import type { Stored } from './examples';
import type { Services } from './services';

const received = ({ bot, smsc, smsgold, chatApp }: Services): number =>
	bot.sent.length + smsc.sent.length + smsgold.sent.length + chatApp.sent.length;

/** Runs every example once; true when each ended well and somebody got a message by it. */
export async function checkExamples(
	n8n: N8nClient,
	examples: Stored[],
	services: Services,
): Promise<boolean> {
	let good = examples.length > 0;
	for (const { id, name } of examples) {
		const { nodes } = await n8n.workflow(id);
		const trigger = nodes.find(({ type }) => type.endsWith('.manualTrigger'))?.name;
		const before = received(services);
		const run = await n8n.runByHand(id, trigger);
		const messages = received(services) - before;
		const fine = run.status === 'success' && messages > 0;
		const why = errorOf(run)?.message;
		console.log(
			`  ${fine ? '✔' : '✘'} ${name}: ${run.status}, messages: ${messages}${why ? `, ${why}` : ''}`,
		);
		good &&= fine;
	}
	return good;
}
