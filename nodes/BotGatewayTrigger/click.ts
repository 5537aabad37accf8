/** A click on a tracked link: leads on to the page, and starts the workflow where it was a person's. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { compileFilter } from '../../client/events/filter';
import { CLICK_PATH } from '../../client/links/address';
import { Bursts } from '../../client/links/bursts';
import { readClick, toEvent, type Clicker } from '../../client/links/click';
import type { Link } from '../../client/links/link';
import { NOTHING_HERE } from '../../client/links/page';
import { isFailure } from '../../client/model/outcome';
import { lineOf } from '../../client/n8n/line';
import { sealOf } from '../../client/n8n/seal';
import { requestOf, wireOf } from '../../client/n8n/wire';
import type { Registry } from '../../client/registry/types';
import { prepare } from './prepare';
import { readSetup, type Setup } from './read';
import { registryOf } from './registry';

/** Of clicks, by node. */
const bursts = new Map<string, Bursts>();

const LONGEST_WAIT = 10;

/** n8n knows two names of webhooks only, so the address tells. */
export const isClick = (context: IWebhookFunctions): boolean =>
	wireOf(context).request.path.replace(/\/+$/, '').endsWith(`/${CLICK_PATH}`);

export async function answerClick(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const setup = readSetup((name, usual) => context.getNodeParameter(name, usual));
	const seal = await sealOf(context, setup.gateway);
	const now = new Date();
	const click = readClick(requestOf(context), seal, setup.gateway.id, now);
	if (click.kind === 'forged') {
		wireOf(context).response.writeHead(NOTHING_HERE.status, NOTHING_HERE.headers);
		wireOf(context).response.end(NOTHING_HERE.body);
		return { noWebhookResponse: true };
	}
	// first of all the person gets where they want to go, whatever becomes of the rest
	leadOn(context, click.link);
	if (click.kind === 'passing' || !burstsOf(context).isFirst(click.link.ref, now.getTime())) {
		return { noWebhookResponse: true };
	}
	return await started(context, setup, click.link, now);
}

/** The address was checked when the link was made and again when it was read; written so that no browser misreads it. */
function leadOn(context: IWebhookFunctions, { url }: Link): void {
	const { response } = wireOf(context);
	response.writeHead(302, {
		location: new URL(url).href,
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-robots-tag': 'noindex, nofollow',
	});
	response.end('');
}

async function started(
	context: IWebhookFunctions,
	setup: Setup,
	link: Link,
	now: Date,
): Promise<IWebhookResponseData> {
	const registry = registryOf(context, setup);
	const event = toEvent(link, await whose(setup, link, registry), now);
	if (!compileFilter(setup.filter, setup.receiver)(event)) return { noWebhookResponse: true };
	const line = lineOf(context, setup.gateway, LONGEST_WAIT);
	const item = await prepare(event, { context, setup, line, registry });
	return { workflowData: [[item]], noWebhookResponse: true };
}

/** Whom a message was for that was sent to a phone or a name: the registry knows, where it is used. */
async function whose(
	{ receiver, gateway }: Setup,
	{ recipient, bot }: Link,
	registry: Registry | undefined,
): Promise<Clicker> {
	const id = recipient.form === 'id' ? recipient.value : await idOf();
	return { id, chat: id === undefined ? 'unknown' : (receiver.chatType?.(id) ?? 'private') };

	async function idOf(): Promise<string | undefined> {
		const query = { service: gateway.id, recipient, ...(bot !== '' && { botId: bot }) };
		const found = await registry?.find(query).catch((failure: unknown) => {
			// the click counts all the same: only whose it is stays open
			if (isFailure(failure)) return [];
			throw failure;
		});
		return found?.length === 1 ? found[0]?.subscriberId : undefined;
	}
}

function burstsOf(context: IWebhookFunctions): Bursts {
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const known = bursts.get(node) ?? new Bursts();
	bursts.set(node, known);
	return known;
}
