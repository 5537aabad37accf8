import type { Line } from '../gateway';
import { InvalidInput } from '../model/error';
import { QUEUE_SETTINGS } from './queues';

/** What requests have to say of the bot. None of it is secret: the keys stay in the credential. */
export interface Account {
	/** `CustSpaceId`, the channel's id. A channel has one bot, so it is also what the bot is known by. */
	channel: string;
	/** `From`. What it holds for Telegram is not documented, so it goes out as it was typed. */
	sender: string;
}

/** The fields of the credential that are read here. */
export const SETTINGS: readonly string[] = ['channel', 'sender', ...QUEUE_SETTINGS];

export async function accountOf(line: Line): Promise<Account> {
	const { channel = '', sender = '' } = (await line.settings?.()) ?? {};
	return { channel: channel.trim(), sender: sender.trim() };
}

/** @throws InvalidInput when the credential names no channel */
export async function channelOf(line: Line): Promise<string> {
	const { channel } = await accountOf(line);
	if (channel !== '') return channel;
	throw new InvalidInput(
		'Channel',
		'is empty in the credential',
		'Enter the ID that Channel Management shows in the console of the service',
	);
}
