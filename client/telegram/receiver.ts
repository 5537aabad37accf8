import type { Line } from '../gateway';
import { asText, firstText, isObject } from '../http/json';
import type { OwnBot, Receiver } from '../receiver';
import { call } from './call';
import { download } from './download';
import { TELEGRAM_EVENTS } from './kinds';
import { polling } from './polling';
import { pressOf } from './press';
import { compileQuery } from './query';
import { readUpdate } from './updates';
import { webhook } from './webhook';

async function whose(line: Line): Promise<OwnBot> {
	const me = await call(line, { method: 'getMe', effect: 'read' });
	const { id, first_name: name, username } = isObject(me) ? me : {};
	return { id: asText(id) ?? '', name: firstText(name, username), username: asText(username) };
}

/** How a Telegram bot receives. */
export const receiver: Receiver = {
	events: TELEGRAM_EVENTS,
	idPrefix: 'tg',
	polling,
	webhook,
	whose,
	read: readUpdate,
	pressOf,
	chatType: (id) => (id.startsWith('-') ? 'group' : 'private'),
	nativeFilter: {
		label: 'grammY Filter Query',
		description:
			'For those who know grammY: only updates that fit one of these filter queries, separated by commas',
		placeholder: 'e.g. message:photo, callback_query:data',
		compile: compileQuery,
	},
	download,
};
