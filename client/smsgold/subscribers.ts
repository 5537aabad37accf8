import type { Line } from '../gateway';
import { firstText } from '../http/json';
import { redact } from '../http/redact';
import { InvalidInput } from '../model/error';
import type { Subscriber } from '../model/subscriber';
import type { Entry } from './answer';
import { askList, subscribersRequest } from './call';
import { usernameOf } from './username';

/**
 * Everybody who has connected to a bot, in one request: no paging is documented.
 * @param bot the bot's id, from the list of bots or the column "Идентификатор" of the cabinet
 */
export async function listSubscribers(line: Line, bot: string): Promise<Subscriber[]> {
	if (bot.trim() === '')
		throw new InvalidInput('Bot', 'is not named', 'Choose the bot whose subscribers you want');
	return (await askList(line, subscribersRequest(bot))).map(toSubscriber);
}

const toSubscriber = ({ id, label, fields }: Entry): Subscriber => ({
	id,
	name: label,
	username: usernameOf(fields),
	phone: firstText(fields.phone, fields.number),
	raw: redact(fields),
});
