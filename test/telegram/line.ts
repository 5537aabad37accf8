/** A bot on an emulator, and the line that a node would have to it. */
import { inspect } from 'node:util';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Line } from '../../client/gateway';
import type { HttpAnswer, HttpRequest } from '../../client/http/request';
import type { Recipient } from '../../client/model/recipient';
import { BotGatewayTelegramApi } from '../../credentials/BotGatewayTelegramApi.credentials';
import { TelegramEmulator, type EmulatedBot } from '../emulators/telegram';
import { fetchRoad } from '../support/road';

export { failureOf } from '../support/failure';
export { LEEWAY, message } from '../support/message';

/** Odd enough to be found wherever it should not be. */
export const TOKEN = '123456:AAsecret-Token_0123456789abcdefghij';
export const ME = { id: 123456, username: 'shop_bot', firstName: 'Shop' };

/** When everything happens at our side; never a time that the emulator gives. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

/** When everything happens at Telegram's side. */
export const THEN = new Date('2026-02-28T23:59:58.000Z');

/** Above 2^32, as today's ids are. */
export const ANN = 7_000_000_042;
export const BOB = 43;
export const GROUP = -4_200;
export const FORUM = -1_001_234_567_890;
export const CHANNEL = -1_009_876_543_210;
export const OTHER_BOT = 777_000;

export const lineTo = (url: string, changes: ICredentialDataDecryptedObject = {}): Line => ({
	send: fetchRoad(new BotGatewayTelegramApi(), {
		accessToken: TOKEN,
		apiRoot: url,
		environment: 'production',
		...changes,
	}),
	now: () => NOW,
});

/** An answer of the Bot API, or any other. */
type Answer = { ok: boolean; [field: string]: unknown } | (Partial<HttpAnswer> & { ok?: never });

/** A line whose answers are given, the last one again and again; keeps what was asked. */
export function answering(...answers: Answer[]): Line & { asked: HttpRequest[] } {
	const asked: HttpRequest[] = [];
	const send = (request: HttpRequest): Promise<HttpAnswer> => {
		const answer = answers[Math.min(asked.length, answers.length - 1)] ?? {};
		asked.push(request);
		const given = answer.ok === undefined ? answer : { body: JSON.stringify(answer) };
		return Promise.resolve({ status: 200, headers: {}, body: '', ...given });
	};
	return { send, now: () => NOW, asked };
}

/** An emulator with a bot that knows a person, two groups, a channel and another bot. */
export async function startTelegram(): Promise<{ telegram: TelegramEmulator; bot: EmulatedBot }> {
	const telegram = await new TelegramEmulator().start();
	const bot = telegram.addBot({
		token: TOKEN,
		username: ME.username,
		firstName: ME.firstName,
		description: 'Sells things',
		shortDescription: 'A shop',
	});
	telegram.addBot({ token: `${OTHER_BOT}:other`, username: 'Other_Bot', firstName: 'Other' });
	bot.addPerson({ id: ANN, firstName: 'Ann', username: 'ann' });
	bot.addPerson({ id: BOB, firstName: 'Bob' });
	bot.addChat({ id: GROUP, type: 'group', title: 'Group' });
	bot.addChat({ id: FORUM, type: 'supergroup', title: 'Forum', isForum: true, threads: [7] });
	bot.addChat({ id: CHANNEL, type: 'channel', title: 'News', username: 'Shop_News' });
	atRest(telegram);
	return { telegram, bot };
}

/** Between two tests: nothing said, nothing ordered, and the clock of Telegram stands. */
export function atRest(telegram: TelegramEmulator): void {
	telegram.reset();
	telegram.settings.now = () => THEN.getTime();
}

export const id = (value: number | string): Recipient => ({ form: 'id', value: String(value) });
export const named = (value: string): Recipient => ({ form: 'username', value });

/** What a function throws. */
export function thrownBy(work: () => unknown): unknown {
	try {
		work();
	} catch (error) {
		return error;
	}
	throw new Error('Nothing was thrown');
}

/** Everything that a failure holds, hidden or not. */
export const insideOf = (failure: unknown): string => inspect(failure, { showHidden: true, depth: Infinity });
