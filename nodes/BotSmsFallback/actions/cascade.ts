import { sendByCascade } from '../../../client/fallback/flow';
import type { SmsWish } from '../../../client/fallback/guard';
import { keyOfMessage, keyOfUser, type Key } from '../../../client/fallback/key';
import { InvalidInput } from '../../../client/model/error';
import { readWord } from '../../../client/n8n/read/parameters';
import type { ItemWork } from '../../../client/n8n/together';
import { readStages } from '../../../client/read/stages';
import { toResultItems } from './items';
import { readWish } from './read';
import type { Run } from './run';

interface Request {
	key: Key;
	wish: SmsWish;
}

/** Send and Fall Back, where the service is to decide: one request, by its own cascade. */
export function cascade(run: Run): ItemWork<Request> {
	const { session, use, inTurn } = run;
	return {
		done: 'sent',
		read: (item) => readRequest(run, item),
		known: ({ key, wish }) => ({
			service: session.gateway.id,
			recipient: { form: 'phone', value: wish.phone },
			key: key.mark,
		}),
		run: async (request) =>
			toResultItems(session, await inTurn(request.key, async () => await sendByCascade(use, request))),
	};
}

function readRequest({ session, use, began }: Run, item: number): Request {
	const { context, gateway } = session;
	if (!gateway.sendCascade || !use.road) {
		const detail = use.road
			? `cannot be kept: ${gateway.name} has no cascades`
			: 'needs an account that sends SMS';
		throw new InvalidInput('Strategy', detail, 'Choose Bot, Then SMS', 'unsupported');
	}
	const wish = {
		...readWish(context, item, use.phones),
		stages: readStages(context.getNodeParameter('stages', item, '')),
	};
	const own = readWord(context, 'key', item);
	// however it is written, it is one person's; what is no number at all is refused later on
	const phone = use.phones.read(wish.phone, wish.home);
	const value = phone instanceof InvalidInput ? wish.phone : phone.digits;
	const to = { recipient: { form: 'phone', value } as const };
	return {
		key: own === '' ? keyOfMessage(gateway.id, to, JSON.stringify(wish.stages), began) : keyOfUser(own),
		wish,
	};
}
