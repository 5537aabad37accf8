import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { BotGatewayTelegramApi } from '../../../credentials/BotGatewayTelegramApi.credentials';
import { readUpdate } from '../../../client/telegram/updates';
import { BotAutoReply } from '../../../nodes/BotAutoReply/BotAutoReply.node';
import { TelegramEmulator } from '../../emulators/telegram';
import { Bench, type NodeRun } from '../../support/harness';
import { processed, provideProcessed } from '../../support/processed';

export const TOKEN = '123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx';
export const [ANN, BOB, ROBOT] = [42, 43, 99];

/** A bot on the emulated Bot API, the events that reach it, and the node that answers them. */
export class ReplyBench {
	readonly telegram = new TelegramEmulator();
	readonly bot = this.telegram.addBot({ token: TOKEN, username: 'shop_bot', firstName: 'Shop' });

	async start(): Promise<this> {
		await provideProcessed();
		await this.telegram.start();
		this.bot.addPerson({ id: ANN, firstName: 'Ann', lastName: 'Smith', username: 'ann', languageCode: 'de' });
		this.bot.addPerson({ id: BOB, firstName: 'Bob' });
		this.bot.addPerson({ id: ROBOT, firstName: 'Robot', username: 'robo_bot', isBot: true });
		return this;
	}

	async stop(): Promise<void> {
		await this.telegram.stop();
	}

	reset(): void {
		this.telegram.reset();
		processed.empty();
	}

	/** A node with an account, and with it a past, of its own. */
	bench(): Bench {
		const data = { accessToken: TOKEN, apiRoot: this.telegram.url, environment: 'production' };
		return new Bench(new BotAutoReply(), { type: new BotGatewayTelegramApi(), data });
	}

	/** What people did since, as items of the trigger. */
	events(): IDataObject[] {
		const updates = this.bot.updates.waiting().map(({ update }) => update);
		this.bot.updates.clear();
		const about = { bot: { id: String(this.bot.id), name: 'Shop' }, receivedAt: new Date().toISOString() };
		return updates
			.flatMap((update) => readUpdate(update, about))
			.map(({ raw: _, ...event }) => event as unknown as IDataObject);
	}

	get texts(): Array<string | undefined> {
		return this.bot.sent.map(({ text }) => text);
	}
}

/** One rule, as a workflow stores it. */
export const rule = (
	conditions: IDataObject | IDataObject[],
	text: string,
	more: IDataObject = {},
): IDataObject => ({
	conditions: { condition: [conditions].flat() },
	replyWith: 'text',
	text,
	...more,
});

export const ANYTHING = { when: 'anything' };

export const contains = (words: string): IDataObject => ({ when: 'containsAny', words });

export const rules = (list: IDataObject[], more: IDataObject = {}): INodeParameters =>
	({ service: 'telegram', rules: { rule: list }, ...more }) as INodeParameters;

/** What the items at an output say about the reply. */
export const told = ({ outputs }: NodeRun, output: number): IDataObject[] =>
	(outputs[output] ?? []).map(({ json }: INodeExecutionData) => (json['autoReply'] ?? json) as IDataObject);
