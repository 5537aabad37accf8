import { sendAndFallBack as send, type SendRequest } from '../../../client/fallback/flow';
import { keyOfMessage, keyOfUser } from '../../../client/fallback/key';
import { smsTextOf } from '../../../client/fallback/text';
import type { Message } from '../../../client/model/message';
import { mayHaveBeenSent } from '../../../client/model/outcome';
import { readAddress } from '../../../client/n8n/read/address';
import { loadMedia, readAttachment, readPlace } from '../../../client/n8n/read/attachment';
import {
	readButtons,
	readChoice,
	readFormat,
	readOptions,
	readWord,
} from '../../../client/n8n/read/parameters';
import { readContent } from '../../../client/n8n/read/template';
import type { ItemWork } from '../../../client/n8n/together';
import { toResultItems } from './items';
import { readUnknown, readWish } from './read';
import type { Run } from './run';

/** Send and Fall Back. */
export function sendAndFallBack(run: Run): ItemWork<SendRequest> {
	const { session, use, inTurn } = run;
	return {
		done: 'sent',
		read: (item) => readRequest(run, item),
		final: mayHaveBeenSent,
		lane: ({ address }) => `${address.bot ?? ''}/${address.recipient.form}/${address.recipient.value}`,
		known: ({ address, key }) => ({
			service: session.gateway.id,
			recipient: { ...address.recipient },
			key: key.mark,
		}),
		run: async (request) =>
			toResultItems(session, await inTurn(request.key, async () => await send(use, session, request))),
	};
}

function readRequest({ session, use, withPhone }: Run, item: number): SendRequest {
	const { context, gateway, line } = session;
	const { getStatuses } = gateway;
	const address = readAddress(session, item);
	const { options, leeway } = readOptions(context, item);
	const place = readPlace(context, item);
	const attachment = readAttachment(gateway, context, item);
	const message = {
		...readContent(gateway, context, item),
		format: readFormat(gateway, context, item),
		buttons: readButtons(context, item),
		...(place && { location: place }),
		options,
		leeway,
	};
	const wish = readWish(context, item, use.phones);
	const text = wish.text.trim() === '' ? smsTextOf(message) : wish.text;
	const own = readWord(context, 'key', item);
	const { clientId } = options;
	return {
		key: own === '' ? keyOfMessage(gateway.id, address, contentOf(message), use.now()) : keyOfUser(own),
		address,
		message: async () => ({ ...message, ...(await loadMedia(context, item, attachment)) }),
		unknown: readUnknown(context, item),
		...(getStatuses &&
			clientId !== undefined && {
				ask: async () =>
					(await getStatuses(line, [{ recipient: address.recipient, messageId: clientId }]))[0],
			}),
		botFailure: readChoice(context, item, {
			name: 'options.botFailure',
			label: 'Bot Cannot Send',
			of: ['fail', 'sms'],
			usual: 'fail',
		}),
		wish: async (report) => await withPhone({ ...wish, text }, report),
	};
}

/** What makes two messages the same. */
const contentOf = ({ text, template }: Pick<Message, 'text' | 'template'>): string =>
	template ? JSON.stringify({ text, template }) : text;
