import { inspect } from 'node:util';

import {
	gatewayNode,
	PASSWORD,
	run,
	stageSmsgold,
	stageTelegram,
	to,
	TOKEN,
	type SmsgoldStage,
	type TelegramStage,
} from './gateway';
import { sharedN8n, type CredentialRef } from './n8n';
import type { Reply } from '../emulators/server';

/** Neither a token nor a password may be found after a failing send, wherever one looks. */

const n8n = sharedN8n();
let telegram: TelegramStage;
let smsgold: SmsgoldStage;

beforeAll(async () => {
	telegram = await stageTelegram('Telegram secrets');
	smsgold = await stageSmsgold('SMSGOLD secrets');
});

afterAll(async () => {
	await telegram.telegram.stop();
	await smsgold.smsgold.stop();
});

const SECRETS = [TOKEN, TOKEN.split(':')[1] as string, PASSWORD];

const WAYS: Array<[what: string, reply: Reply]> = [
	[
		'a refusal',
		{
			status: 400,
			body: { ok: false, error_code: 400, description: 'Bad Request: nothing', error: 'nothing' },
		},
	],
	['401', { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized', error: 'no' } }],
	['404', { status: 404, body: { ok: false, error_code: 404, description: 'Not Found', error: 'no' } }],
	['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } }],
	['half a JSON', { status: 200, body: '{"ok":tr' }],
	['a broken socket before the service acts', { drop: 'before' }],
	['a broken socket after it acted', { drop: 'after' }],
	// a proxy's page that quotes the whole request
	[
		'HTML that quotes the address and the body',
		{
			status: 502,
			body: `<html>POST /bot${TOKEN}/sendMessage?pass=${PASSWORD} {"auth":{"user":"1","pass":"${PASSWORD}"}}</html>`,
		},
	],
	[
		'a refusal that quotes them',
		{
			status: 400,
			body: {
				ok: false,
				error_code: 400,
				description: `no /bot${TOKEN}/sendMessage`,
				error: `pass=${PASSWORD}`,
				auth: { pass: PASSWORD },
			},
		},
	],
];

function expectNoSecret(what: string, text: string): void {
	for (const secret of SECRETS) expect([what, text.includes(secret)]).toEqual([what, false]);
}

async function sendAndSearch(
	what: string,
	service: string,
	recipient: string,
	credential: CredentialRef,
): Promise<void> {
	const before = n8n.log().length;
	const parameters = {
		service,
		resource: 'message',
		operation: 'send',
		recipient: to(recipient),
		text: 'Hello',
	};
	for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
		const options = { unknownOutcome: 'fail' };
		const execution = await run(
			what,
			gatewayNode({ ...parameters, options } as never, credential, { onError }),
		);
		expectNoSecret(`${what}: execution`, JSON.stringify(execution));
		expectNoSecret(`${what}: inspected`, inspect(execution, { depth: Infinity, showHidden: true }));
		expect(JSON.stringify(execution)).toMatch(/"error"/);
	}
	expectNoSecret(`${what}: log of n8n`, n8n.log().slice(before));
}

describe.each(WAYS)('after %s', (what, reply) => {
	it('Telegram’s token is nowhere', async () => {
		telegram.telegram.reset();
		telegram.telegram.failNext(reply, { times: 99 });
		await sendAndSearch(`Telegram, ${what}`, 'telegram', '42', telegram.credential);
	});

	it('SMSGOLD’s password is nowhere', async () => {
		smsgold.smsgold.reset();
		smsgold.smsgold.failNext(reply, { times: 99 });
		await sendAndSearch(`SMSGOLD, ${what}`, 'smsgold', '5f2b6c0e1d3a4f0012ab34c1', smsgold.credential);
	});
});

it('is nowhere when nobody listens at the address', async () => {
	const dead = 'http://127.0.0.1:9';
	const bot = await n8n.createCredential('dead Telegram', 'botGatewayTelegramApi', {
		accessToken: TOKEN,
		apiRoot: dead,
	});
	const account = { user: '12345.1', password: PASSWORD, baseUrl: dead, smsBaseUrl: dead };
	const gold = await n8n.createCredential('dead SMSGOLD', 'botGatewaySmsgoldApi', account);
	await sendAndSearch('dead Telegram', 'telegram', '42', bot);
	await sendAndSearch('dead SMSGOLD', 'smsgold', '5f2b6c0e1d3a4f0012ab34c1', gold);
});
