/** Webhook: what `webhook()` does with one request of the service. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { compileFilter } from '../../client/events/filter';
import { Once, type Verdict } from '../../client/events/once';
import type { Line } from '../../client/gateway';
import type { BotEvent } from '../../client/model/event';
import { isGenuine } from '../../client/n8n/genuine';
import { lineOf } from '../../client/n8n/line';
import { requestOf, wireOf } from '../../client/n8n/wire';
import type { Answer, Arrival, Door, Reading } from '../../client/receiver';
import type { Memory } from './hooks';
import { prepare } from './prepare';
import { answered, isAnswer } from './question';
import { readSetup, type Setup } from './read';
import { registryFor } from './registry';

/** Bytes, where the door says nothing else: a message has some kilobytes, a list of statuses a little more. */
const USUAL_LARGEST = 1_000_000;

/** Ids that are kept in the database. */
const KEPT = 200;

const LONGEST_WAIT = 10;

const TOO_LARGE: Answer = { status: 413, body: '' };

/** What was let through, by node; see Once. */
const doors = new Map<string, Once>();

export async function answerCall(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const setup = readSetup((name, usual) => context.getNodeParameter(name, usual));
	const door = setup.receiver.webhook;
	if (!setup.byWebhook || !door) return answer(context, { status: 404, body: '' });
	if (sizeOf(context) > (door.largest ?? USUAL_LARGEST)) return answer(context, TOO_LARGE);
	const request = requestOf(context);
	const probed = door.probe?.(request);
	if (probed) return answer(context, probed);
	if (!(await isGenuine(context, setup.gateway, door, request))) {
		const why = door.whyRefused?.(request);
		context.logger.warn(
			`${setup.gateway.name}: a request without the right secret was refused${why ? `; ${why}` : ''}`,
			{ node: context.getNode().name },
		);
		return answer(context, { status: door.refused, body: '' });
	}
	const line = lineOf(context, setup.gateway, LONGEST_WAIT);
	const about = await aboutOf(context, line);
	const arrivals = await newOf(context, door.arrivals(request, new Date()));
	const events = arrivals.flatMap(({ update }) => setup.receiver.read(update, about));
	return await started(context, setup, door, line, events);
}

async function started(
	context: IWebhookFunctions,
	setup: Setup,
	door: Door,
	line: Line,
	events: BotEvent[],
): Promise<IWebhookResponseData> {
	const wants = compileFilter(setup.filter, setup.receiver);
	const registry = registryFor(context, setup, door);
	const left = await Promise.all(
		events.map(async (event) =>
			isAnswer(setup, event) ? await answered(event, { context, setup, line }) : event,
		),
	);
	const wanted = left.filter((event) => event !== undefined).filter(wants);
	if (wanted.length === 0) return answer(context, door.accepted);
	const items = await Promise.all(
		wanted.map(async (event) => await prepare(event, { context, setup, line, registry })),
	);
	const { accepted } = door;
	const response = wireOf(context).response;
	if (accepted.contentType) response.setHeader('content-type', accepted.contentType);
	// n8n answers when it has stored the run: a crash before that makes the service send it again
	return { workflowData: [items], webhookResponse: accepted.body };
}

async function aboutOf(context: IWebhookFunctions, line: Line): Promise<Reading> {
	const { bot = null }: Memory = context.getWorkflowStaticData('node');
	const settings = await line.settings?.();
	return { bot, receivedAt: new Date().toISOString(), ...(settings && { settings }) };
}

/** Those that did not come before. */
async function newOf(context: IWebhookFunctions, arrivals: Arrival[]): Promise<Arrival[]> {
	const isTest = context.getMode() === 'manual';
	const once = onceOf(`${context.getWorkflow().id ?? ''}/${context.getNode().id}${isTest ? '/test' : ''}`);
	const memory: Memory = context.getWorkflowStaticData('node');
	if (!isTest) once.known(memory.seen ?? []);
	const outcome = taken(context);
	const fresh = await entered(once, arrivals, outcome);
	if (!isTest && fresh.length > 0) {
		const ids = fresh.map(({ id }) => id);
		memory.seen = [...once.list(KEPT).filter((id) => !ids.includes(id)), ...ids].slice(-KEPT);
	}
	return fresh;
}

/**
 * All of a request enter together, before any of them waits: two requests with the same updates would else wait for
 * each other, and one with the same update twice for itself.
 */
async function entered(once: Once, arrivals: Arrival[], outcome: Promise<Verdict>): Promise<Arrival[]> {
	const distinct = [...new Map(arrivals.map((arrival) => [arrival.id, arrival])).values()];
	const isNew = await Promise.all(distinct.map(async ({ id }) => await once.enter(id, outcome)));
	return distinct.filter((_, index) => isNew[index]);
}

function onceOf(node: string): Once {
	const known = doors.get(node);
	if (known) return known;
	const once = new Once();
	doors.set(node, once);
	return once;
}

/**
 * Whether the service heard that its update was taken; n8n says so only when it has stored the run. Where it hung up
 * before, n8n has the run and may let it wait (for its limit of simultaneous runs, say): the service tells the update
 * again, and it would run twice. So that counts as taken, unless n8n is seen to have failed with it in the end.
 */
async function taken(context: IWebhookFunctions): Promise<Verdict> {
	const response = wireOf(context).response;
	return await new Promise((resolve) => {
		response.once('finish', () => {
			const isGood = response.statusCode < 300;
			resolve(() => isGood);
		});
		response.once('close', () => resolve(() => !response.writableEnded || response.statusCode < 300));
	});
}

function answer(context: IWebhookFunctions, { status, body, contentType }: Answer): IWebhookResponseData {
	const response = wireOf(context).response;
	response.writeHead(status, contentType ? { 'content-type': contentType } : {});
	response.end(body);
	return { noWebhookResponse: true };
}

function sizeOf(context: IWebhookFunctions): number {
	const { rawBody } = wireOf(context).request;
	return rawBody?.length ?? Number(context.getHeaderData()['content-length'] ?? 0);
}
