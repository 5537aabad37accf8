/** What the service tells: by push to an address, into a queue, or both. No signature, as documented: none exists. */
import type { State } from './state';

/** Status reports, inbound messages (MO), and the rest. */
export type Kind = 'status' | 'inbound' | 'notification';

export type Item = Record<string, unknown>;

/** One try of a push, and what it met with. */
export interface Delivery {
	kind: Kind;
	url: string;
	items: unknown;
	/** 0 when nobody answered in time. */
	status: number;
	body: string;
	contentType: string;
	/** Whether the service takes it for an answer. */
	good: boolean;
}

/** Minutes after the first push and after the second. */
const AGAIN = [1, 5];

/** Tells items of one kind together. Resolves when all pushes have ended, repeats among them. */
export async function tell(state: State, kind: Kind, items: Item[]): Promise<void> {
	const queue = state.queues.get(state.queueOf.get(kind) ?? '');
	if (queue) for (const body of bodiesOf(state, items)) queue.put(body);
	const url = state.addresses[kind];
	if (url === undefined) return;
	const pushes = 1 + state.settings.duplicates;
	await Promise.all(Array.from({ length: pushes }, async () => await push(state, kind, url, items)));
}

/** assumed: one object a message, in base64; settings */
function bodiesOf({ settings }: State, items: Item[]): string[] {
	const texts = (settings.queueItems === 'array' ? [items] : items).map((body) => JSON.stringify(body));
	return settings.queueBody === 'base64' ? texts.map((text) => Buffer.from(text).toString('base64')) : texts;
}

async function push(state: State, kind: Kind, url: string, items: unknown): Promise<void> {
	for (const minutes of [0, ...AGAIN]) {
		if (minutes > 0) await new Promise((resolve) => setTimeout(resolve, minutes * state.settings.minuteMs));
		const delivery = await once(state, kind, url, items);
		state.deliveries.push(delivery);
		if (delivery.good) return;
	}
}

async function once({ settings }: State, kind: Kind, url: string, items: unknown): Promise<Delivery> {
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': settings.contentType },
		body: JSON.stringify(items),
		signal: AbortSignal.timeout(settings.patienceMs),
	})
		.then(async (response) => ({
			status: response.status,
			body: await response.text(),
			contentType: response.headers.get('content-type') ?? '',
		}))
		.catch(() => ({ status: 0, body: '', contentType: '' }));
	const good = answer.status === 200 && hasCode(answer.body);
	return { kind, url, items, ...answer, good };
}

/** A JSON object with a numeric `code` of 0; an empty 200 is a failure. */
function hasCode(body: string): boolean {
	try {
		return (JSON.parse(body) as { code?: unknown }).code === 0;
	} catch {
		return false;
	}
}
