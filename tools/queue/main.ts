/**
 * What must hold in queue mode, tried by hand: `npm run queue` (needs Debian's redis-server and postgresql, and a
 * build). Not a part of `npm test`, which runs on a machine that has only Node and npm.
 */
import { askAndWait } from './scenarios/askAndWait';
import { autoReply } from './scenarios/autoReply';
import { echo } from './scenarios/echo';
import { smsFallback } from './scenarios/smsFallback';
import { stageQueue, type QueueStage } from './stage';

/** @returns what was seen, in one line; throws when it does not hold */
export type Scenario = (stage: QueueStage) => Promise<string>;

const SCENARIOS: Record<string, Scenario> = { askAndWait, autoReply, echo, smsFallback };

async function main(wanted: string[]): Promise<void> {
	const names = Object.keys(SCENARIOS).filter((name) => wanted.length === 0 || wanted.includes(name));
	if (names.length === 0) throw new Error(`Known are: ${Object.keys(SCENARIOS).join(', ')}`);
	const stage = await stageQueue();
	try {
		for (const name of names) {
			const began = Date.now();
			const seen = await SCENARIOS[name]?.(stage);
			console.log(`✔ ${name}: ${seen ?? ''} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
		}
	} finally {
		await stage.stop();
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
