/**
 * How fast updates become executions:   npx tsx tools/bench/receive.ts [updates]   (after npm run build)
 *
 * One real n8n, one emulated Bot API, the same burst of messages from 40 people for each: this package's trigger
 * by polling, by webhook, and n8n's own Telegram Trigger. Prints executions per second; it does not judge, because
 * the figures are those of the machine.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INode } from 'n8n-workflow';

import { TelegramEmulator } from '../../test/emulators/telegram/emulator';
import type { EmulatedBot } from '../../test/emulators/telegram/bot';
import { chain, installPackage, N8n, node, OWNER, readPackageJson, until } from '../n8n/driver';
import type { CredentialRef } from '../n8n/driver';

const UPDATES = Number(process.argv[2] ?? 500);
const PEOPLE = 40;
const FIRST_PERSON = 1_000;
const MINUTES = 5;

interface Racer {
	name: string;
	start: (bot: EmulatedBot, token: string) => Promise<INode>;
}

const telegram = new TelegramEmulator();
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bot-gateway-bench-'));
installPackage(home);
const n8n = new N8n({ home });

const ours =
	(receive: string) =>
	async (_bot: EmulatedBot, accessToken: string): Promise<INode> => {
		const data = { accessToken, apiRoot: telegram.url, environment: 'production' };
		const credential = await n8n.createCredential(`ours ${receive}`, 'botGatewayTelegramApi', data);
		const parameters = { service: 'telegram', receive, events: ['message'] };
		return triggerNode(`${readPackageJson().name}.botGatewayTrigger`, parameters, credential, 1);
	};

const theirs = async (_bot: EmulatedBot, accessToken: string): Promise<INode> => {
	const credential = await n8n.createCredential('n8n', 'telegramApi', { accessToken, baseUrl: telegram.url });
	return triggerNode('n8n-nodes-base.telegramTrigger', { updates: ['message'] }, credential, 1.2);
};

const triggerNode = (
	type: string,
	parameters: object,
	credential: CredentialRef,
	typeVersion: number,
): INode => node('Trigger', type, parameters as never, { credentials: [credential], typeVersion } as never);

const RACERS: Racer[] = [
	{ name: 'n8n’s own Telegram Trigger', start: theirs },
	{ name: 'Bot Gateway Trigger by webhook', start: ours('webhook') },
	{ name: 'Bot Gateway Trigger by polling', start: ours('polling') },
];

async function race({ name, start }: Racer, index: number): Promise<void> {
	const token = `72000000${index}:AAHbench-secret-secret-secret-secret`;
	const bot = telegram.addBot({ token, username: `bench${index}_bot`, firstName: 'Bench' });
	for (let person = 0; person < PEOPLE; person += 1) {
		bot.addPerson({ id: FIRST_PERSON + person, firstName: `P${person}` });
	}
	const trigger = await start(bot, token);
	const work = node('Work', 'n8n-nodes-base.noOp');
	const { id } = await n8n.createWorkflow({
		name,
		nodes: [trigger, work],
		connections: chain(trigger, work),
	});
	await n8n.activate(id);

	const from = performance.now();
	for (let update = 0; update < UPDATES; update += 1) bot.say(FIRST_PERSON + (update % PEOPLE), `m${update}`);
	await until(async () => (await ended(id)) >= UPDATES, {
		what: `${UPDATES} executions of ${name}`,
		timeout: MINUTES * 60_000,
		every: 250,
	});
	const seconds = (performance.now() - from) / 1_000;
	const all = await ended(id);
	await n8n.deactivate(id);
	console.log(
		`${name.padEnd(34)}${(UPDATES / seconds).toFixed(1).padStart(8)} a second   ${all} executions of ${UPDATES} updates in ${seconds.toFixed(1)} s`,
	);
}

/** How many executions of a workflow have ended well. */
async function ended(workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	const { count } = await n8n.call<{ count: number }>('GET', `/rest/executions?filter=${filter}&limit=1`);
	return count;
}

async function main(): Promise<void> {
	await telegram.start();
	telegram.settings.setWebhookPauseMs = 0;
	try {
		await n8n.start();
		await n8n.signIn(OWNER);
		for (const [index, racer] of RACERS.entries()) await race(racer, index);
	} finally {
		await n8n.stop();
		await telegram.stop();
		fs.rmSync(home, { recursive: true, force: true });
	}
}

void main();
