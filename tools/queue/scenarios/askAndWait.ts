import { TelegramEmulator } from '../../../test/emulators/telegram';
import { chain, itemsOf, node, readPackageJson, until } from '../../n8n/driver';
import type { QueueStage } from '../stage';

const TOKEN = '7123456781:AAHsecretsecretsecretsecretsecret-ask';
const PACKAGE = readPackageJson().name;

type Keyboard = { inline_keyboard?: Array<Array<{ text: string; url?: string }>> };

/**
 * A worker asks and is killed; the answer comes to the webhook processor, and another worker goes on with it. It asks
 * once more, and the main process, which hears of the press, says who pressed.
 */
export async function askAndWait({ main, workers, webhook }: QueueStage): Promise<string> {
	const telegram = await new TelegramEmulator().start();
	try {
		const bot = telegram.addBot({ token: TOKEN, username: 'ask_bot', firstName: 'Ask' });
		bot.addPerson({ id: 42, firstName: 'Ann' });
		const data = { accessToken: TOKEN, apiRoot: telegram.url, environment: 'production' };
		const credential = await main.createCredential('Ask', 'botGatewayTelegramApi', data);
		const hears = node(
			'Trigger',
			`${PACKAGE}.botGatewayTrigger`,
			{ service: 'telegram', receive: 'polling', events: ['message', 'buttonPressed'] },
			{ credentials: [credential] },
		);
		const question = {
			service: 'telegram',
			resource: 'message',
			operation: 'sendAndWait',
			recipient: { __rl: true, mode: 'id', value: '42' },
			message: 'Shall we deliver?',
		};
		const credentials = [credential];
		const asks = node('Ask', `${PACKAGE}.botGateway`, question, { credentials });
		const inChat = { ...question, answerBy: 'press', options: { mayAnswer: '42' } };
		const asksAgain = node('Ask again', `${PACKAGE}.botGateway`, inChat, { credentials });
		const { id } = await main.createWorkflow({
			name: 'queue ask',
			nodes: [hears, asks, asksAgain],
			connections: chain(hears, asks, asksAgain),
		});
		await main.activate(id);
		bot.say(42, 'order');
		const run = await until(async () => (await main.executions(id))[0], { what: 'a run', timeout: 60_000 });
		await main.waitExecution(run.id, ['waiting'], 60_000);

		// whoever asked is gone; a worker that comes back is one that knows nothing of it
		await Promise.all(workers.map(async (worker) => await worker.kill()));
		await Promise.all(workers.map(async (worker) => await worker.start()));

		const markup = bot.sent.at(-1)?.replyMarkup as Keyboard | undefined;
		const link = markup?.inline_keyboard?.flat()[0]?.url ?? '';
		if (!link.startsWith(webhook.url)) throw new Error(`the link leads to ${link}`);
		const answer = await fetch(link, {
			method: 'POST',
			headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0' },
		});
		if (answer.status !== 200) throw new Error(`the answer was not taken: HTTP ${answer.status}`);
		await until(() => bot.sent.length === 2, { what: 'the second question', timeout: 60_000 });
		await main.waitExecution(run.id, ['waiting'], 60_000);
		bot.tap(bot.sent.at(-1)?.messageId ?? 0, 'Approve', { chatId: 42 });
		const done = await main.waitExecution(run.id, ['success', 'error', 'crashed'], 60_000);
		type Given = { approved?: boolean; respondedBy?: { id: string } } | undefined;
		const [first, second] = ['Ask', 'Ask again'].map((name) => itemsOf(done, name)[0]?.json['data'] as Given);
		if (first?.approved !== true || second?.approved !== true || second.respondedBy?.id !== '42')
			throw new Error(`the run ended with ${JSON.stringify([first, second])}`);
		await main.deactivate(id);
		return 'both workers killed during the wait, the answer by the webhook processor went on in a new one; then a press';
	} finally {
		await telegram.stop();
	}
}
