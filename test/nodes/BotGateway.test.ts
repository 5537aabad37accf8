import { BotGatewayTelegramApi } from '../../credentials/BotGatewayTelegramApi.credentials';
import { BotGateway } from '../../nodes/BotGateway/BotGateway.node';
import { TelegramEmulator } from '../emulators/telegram';
import { Bench } from '../support/harness';

it('works', async () => {
	const telegram = await new TelegramEmulator().start();
	const token = '123456:AAbb';
	const bot = telegram.addBot({ token, username: 'shop_bot', firstName: 'Shop' });
	bot.addPerson({ id: 42, firstName: 'Ann' });
	const bench = new Bench(new BotGateway(), { type: new BotGatewayTelegramApi(), data: { accessToken: token, apiRoot: telegram.url } });
	const run = await bench.run({ service: 'telegram', resource: 'message', operation: 'send', recipient: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, text: '=hi {{ $json.id }} {{ $json.missing }}', attachment: '={{ $json.missing }}' }, [{ id: 42 }, { id: 43 }, {id: 42}]);
	console.log(JSON.stringify(run.outputs, null, 1), run.error, telegram.calls);
	const run2 = await bench.run({ service: 'telegram', resource: 'message', operation: 'send', recipient: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, text: '={{ $json.missing }}', simplify: false }, [{ id: 42 }]);
	console.log(JSON.stringify(run2.outputs, null, 1), run2.error, telegram.calls);
	await telegram.stop();
});
