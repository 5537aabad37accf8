import { hostOf } from '../../client/events/door';
import { InvalidInput } from '../../client/model/error';

/** The bot's updates go to somebody else, and this node may not change that. */
export const foreignWebhook = (url: string, advice: string): InvalidInput =>
	new InvalidInput('The bot', `sends its updates to a webhook at ${hostOf(url)}`, advice, 'unsupported');
