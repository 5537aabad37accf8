import { TelegramEmulator } from '../../../test/emulators/telegram';
import { chain, node, readPackageJson, until } from '../../n8n/driver';
import type { QueueStage } from '../stage';

const TOKEN = '7123456780:AAHsecretsecretsecretsecretsecret-rep';
const PACKAGE = readPackageJson().name;

const CROWD = 20;
const FLOOD = 60;

/** A crowd is answered once each, a flood by one person within the cool-down, by two workers. */
export async function autoReply({ main, workers }: QueueStage): Promise<string> {
	const telegram = await new TelegramEmulator().start();
	try {
		const bot = telegram.addBot({ token: TOKEN, username: 'reply_bot', firstName: 'Reply' });
		for (let id = 1; id <= CROWD + 1; id += 1) bot.addPerson({ id, firstName: `Person ${id}` });
		const data = { accessToken: TOKEN, apiRoot: telegram.url, environment: 'production' };
		const credential = await main.createCredential('Reply', 'botGatewayTelegramApi', data);
		const hears = node(
			'Trigger',
			`${PACKAGE}.botGatewayTrigger`,
			{ service: 'telegram', receive: 'polling', events: ['message'] },
			{ credentials: [credential] },
		);
		const replies = node(
			'Reply',
			`${PACKAGE}.botAutoReply`,
			{
				service: 'telegram',
				rules: {
					rule: [
						{
							conditions: { condition: [{ when: 'anything' }] },
							replyWith: 'text',
							text: 'Hello {first name}',
						},
					],
				},
				options: { coolDown: 120 },
			},
			{ credentials: [credential] },
		);
		const { id } = await main.createWorkflow({
			name: 'queue auto-reply',
			nodes: [hears, replies],
			connections: chain(hears, replies),
		});
		await main.activate(id);
		for (let person = 1; person <= CROWD; person += 1) bot.say(person, 'hello');
		for (let word = 1; word <= FLOOD; word += 1) bot.say(CROWD + 1, `word ${word}`);
		await until(async () => (await ended(main, id)) >= CROWD + FLOOD, {
			what: `${CROWD + FLOOD} runs`,
			timeout: 120_000,
			every: 500,
		});
		await main.deactivate(id);
		const counts = new Map<number, number>();
		for (const { chatId } of bot.sent) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
		for (let person = 1; person <= CROWD; person += 1) {
			if (counts.get(person) !== 1)
				throw new Error(`person ${person} got ${counts.get(person) ?? 0} replies`);
		}
		const flood = counts.get(CROWD + 1) ?? 0;
		// the store of n8n is not atomic: what two workers ask in the same moment may pass in both, and no more
		if (flood < 1 || flood > workers.length) throw new Error(`the flood got ${flood} replies`);
		return `${CROWD} people answered once each; ${FLOOD} messages by one person answered ${flood} times by ${workers.length} workers`;
	} finally {
		await telegram.stop();
	}
}

async function ended(main: QueueStage['main'], workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	const page = await main.call<{ count: number }>('GET', `/rest/executions?filter=${filter}&limit=1`);
	return page.count;
}
