import { TelegramEmulator } from '../../../test/emulators/telegram';
import { chain, node, readPackageJson, until } from '../../n8n/driver';
import type { QueueStage } from '../stage';

const TOKEN = '7123456789:AAHsecretsecretsecretsecretsecret-que';
const PACKAGE = readPackageJson().name;

/** What is polled in the main process is answered once by a worker. */
export async function echo({ main }: QueueStage): Promise<string> {
	const telegram = await new TelegramEmulator().start();
	try {
		const bot = telegram.addBot({ token: TOKEN, username: 'queue_bot', firstName: 'Queue' });
		bot.addPerson({ id: 42, firstName: 'Ann' });
		const data = { accessToken: TOKEN, apiRoot: telegram.url, environment: 'production' };
		const credential = await main.createCredential('Echo', 'botGatewayTelegramApi', data);
		const hears = node(
			'Trigger',
			`${PACKAGE}.botGatewayTrigger`,
			{ service: 'telegram', receive: 'polling', events: ['message'] },
			{ credentials: [credential] },
		);
		const says = node(
			'Echo',
			`${PACKAGE}.botGateway`,
			{
				service: 'telegram',
				resource: 'message',
				operation: 'send',
				recipient: { __rl: true, mode: 'id', value: '={{ $json.chat.id }}' },
				text: '={{ "You said " + $json.message.text }}',
			},
			{ credentials: [credential] },
		);
		const { id } = await main.createWorkflow({
			name: 'queue echo',
			nodes: [hears, says],
			connections: chain(hears, says),
		});
		await main.activate(id);
		const before = bot.sent.length;
		for (let number = 1; number <= 10; number += 1) bot.say(42, `word ${number}`);
		await until(async () => bot.sent.length >= before + 10, { what: 'ten answers', timeout: 60_000 });
		await main.deactivate(id);
		const texts = bot.sent.slice(before).map(({ text }) => text);
		if (new Set(texts).size !== 10 || texts.length !== 10)
			throw new Error(`not once each: ${texts.join(', ')}`);
		return '10 messages, each answered once';
	} finally {
		await telegram.stop();
	}
}
