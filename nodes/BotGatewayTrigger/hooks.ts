/** Webhook: what n8n asks of the node when a workflow is activated, deactivated or tried out. */
import type { IHookFunctions } from 'n8n-workflow';

import { sameDoor } from '../../client/events/door';
import { compileFilter } from '../../client/events/filter';
import type { Line } from '../../client/gateway';
import { InvalidInput } from '../../client/model/error';
import type { Receipt } from '../../client/model/receipt';
import { toNodeError } from '../../client/n8n/fault';
import { whatLacks } from '../../client/n8n/genuine';
import { lineOf } from '../../client/n8n/line';
import { listenersOf } from '../../client/poller/pollers';
import type { Door, WebhookState } from '../../client/receiver';
import { foreignWebhook } from './foreign';
import { readSetup, type Setup } from './read';

/** What stays between activation and the requests, in the node's static data. */
export interface Memory {
	/** Whose updates come. */
	bot?: Receipt['bot'];
	/** Where they went before a test run. */
	before?: WebhookState;
	/** Ids of the last updates that started the workflow, the newest last. */
	seen?: string[];
}

const LONGEST_WAIT = 10;

interface Visit {
	context: IHookFunctions;
	setup: Setup;
	door: Door;
	line: Line;
	/** This node's address: the one of the test, in a test run. */
	url: string;
}

/** A hook for the address that the service calls; the other descriptions have nothing to set up. */
const hooked =
	(work: (visit: Visit) => Promise<void>) =>
	async (context: IHookFunctions): Promise<boolean> => {
		const failure = await visited(context, work).catch((reason: unknown) => ({ reason }));
		if (failure) throw toNodeError(context.getNode(), failure.reason, 0);
		return true;
	};

async function visited(context: IHookFunctions, work: (visit: Visit) => Promise<void>): Promise<void> {
	const setup = readSetup((name, usual) => context.getNodeParameter(name, usual));
	const door = setup.receiver.webhook;
	const url = context.getNodeWebhookUrl('default');
	if (!setup.byWebhook || !door || url === undefined || setup.onlyClicks) return;
	await work({ context, setup, door, url, line: lineOf(context, setup.gateway, LONGEST_WAIT) });
}

const create = hooked(async ({ context, setup, door, line, url }) => {
	compileFilter(setup.filter, setup.receiver);
	const lack = await whatLacks(context, setup.gateway, door);
	if (lack) throw lack;
	const memory: Memory = context.getWorkflowStaticData('node');
	memory.bot = (await setup.receiver.whose?.(line)) ?? null;
	refuseWhenPolled(context, setup, memory.bot);
	const { registration } = door;
	if (!registration) return;
	const before = await registration.inspect(line);
	const isTest = context.getMode() === 'manual';
	if (before && !sameDoor(before.url, url)) refuseForeign(before, isTest, setup.overForeign);
	if (isTest && before && before.url !== url) memory.before = before;
	await registration.register(line, url, setup.filter.events);
});

const remove = hooked(async ({ context, door: { registration }, line, url }) => {
	const memory: Memory = context.getWorkflowStaticData('node');
	const { before } = memory;
	delete memory.before;
	if (!registration) return;
	const now = await registration.inspect(line);
	// somebody else has taken over meanwhile: theirs to remove
	if (now?.url !== url) return;
	await (before ? registration.restore(line, before) : registration.remove(line));
});

function refuseForeign({ url }: WebhookState, isTest: boolean, mayTakeOver: boolean): void {
	if (isTest) {
		throw foreignWebhook(
			url,
			'A test run never takes over: deactivate what uses the bot, or test another bot',
		);
	}
	if (mayTakeOver) return;
	throw foreignWebhook(
		url,
		'Switch that off, or turn on Take Over a Foreign Webhook in the options of this node',
	);
}

/** Setting a webhook would cut off the workflows of this n8n that poll the same bot. */
function refuseWhenPolled(context: IHookFunctions, { gateway }: Setup, bot: Receipt['bot']): void {
	const own = `${context.getWorkflow().id ?? ''}/`;
	const others = bot ? listenersOf(`${gateway.id}/${bot.id}`).filter((id) => !id.startsWith(own)) : [];
	if (others.length === 0) return;
	throw new InvalidInput(
		'The bot',
		'is received from by polling in another active workflow of this n8n',
		'Use Polling here too: several workflows may poll one bot',
		'unsupported',
	);
}

/**
 * Always “no”: the webhook is registered at every activation. Neither its secret nor, after a change of the
 * events, its kinds could be seen from outside, and the same settings once more cost nothing.
 */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return false;
}

const nothing = async function (this: IHookFunctions): Promise<boolean> {
	return true;
};

export const hooks = {
	default: {
		checkExists,
		async create(this: IHookFunctions): Promise<boolean> {
			return await create(this);
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			return await remove(this);
		},
	},
	setup: { checkExists: nothing, create: nothing, delete: nothing },
};
