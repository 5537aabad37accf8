import type { IExecuteFunctions } from 'n8n-workflow';

import { sendAndFallBack as send, type SendRequest } from '../../../client/fallback/flow';
import { contentOf, keyOfMessage, keyOfUser, type Attached } from '../../../client/fallback/key';
import { smsTextOf } from '../../../client/fallback/text';
import { mayHaveBeenSent } from '../../../client/model/outcome';
import { readAddress } from '../../../client/n8n/read/address';
import { loadMedia, readAttachment, readPlace, type Attachment } from '../../../client/n8n/read/attachment';
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
		anew: (output) => output.some(({ json: { key } }) => use.handed.has(String(key))),
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

function readRequest({ session, use, began, withPhone }: Run, item: number): SendRequest {
	const { context, gateway, line } = session;
	const { getStatuses } = gateway;
	const address = readAddress(session, item);
	const { options, leeway } = readOptions(context, item);
	const place = readPlace(context, item);
	const attachment = readAttachment(gateway, context, item);
	const attached = attachment && describe(attachment, context, item);
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
		key: own === '' ? keyOfMessage(gateway.id, address, contentOf(message, attached), began) : keyOfUser(own),
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

/** A file of the item is known by its name and size: its place in n8n's store is another one in every run. */
function describe({ kind, from, value }: Attachment, context: IExecuteFunctions, item: number): Attached {
	const file = from === 'file' ? context.getInputData()[item]?.binary?.[value] : undefined;
	return { kind, value, name: file?.fileName, size: file?.fileSize };
}
