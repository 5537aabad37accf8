/** What `webhook()` does with whoever opens a link of a question. n8n has checked the link's signature by then. */
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { donePage, IN_THE_CHAT, OVER, PAGE_HEADERS } from '../../../client/ask/page';
import { answerOf, type AnswerQuery } from '../../../client/ask/question';
import { mayAnswer, readProof, type Presser } from '../../../client/ask/presser';
import { BY_PRESS, OUTCOME, type Outcome } from '../../../client/ask/verdict';
import { Bursts } from '../../../client/links/bursts';
import { findGateway } from '../../../client/gateways';
import { isRobot } from '../../../client/links/robots';
import { sealOf } from '../../../client/n8n/seal';
import { requestOf, wireOf } from '../../../client/n8n/wire';
import type { Callback } from '../../../client/receiver';
import { isReview } from './review';
import { pageFor, textOf, typeOf } from './words';

/** One address, opened and answered. n8n finds the waiting execution by it. */
export const answerWebhooks: IWebhookDescription[] = (['GET', 'POST'] as const).map((httpMethod) => ({
	name: 'default',
	httpMethod,
	responseMode: 'onReceived',
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
}));

/**
 * Answers of a moment ago: until n8n says that the run goes on, a second one could be told that it counts. Forgotten
 * soon, in case n8n could not go on and the person tries again.
 */
const taken = new Bursts();

/** What an item holds while its question is open. */
interface Waiting {
	question?: string;
	mayAnswer?: string[];
	message?: IDataObject;
}

export async function answerQuestion(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = requestOf(context);
	const query: Partial<AnswerQuery> = request.query;
	const index = Number(query.item ?? NaN);
	const item = (context.getNodeParameter('askedItems', []) as INodeExecutionData[])[index];
	const asked = item?.json.data as Waiting | undefined;
	// a link from an earlier round of a loop
	if (!item || asked?.question === undefined || asked.question !== query.question)
		return show(context, donePage(OVER));
	const byPress = request.headers[BY_PRESS];
	const respondedBy = await presserOf(context, byPress, asked.question);
	if (!mayAnswer(asked.mayAnswer ?? [], respondedBy)) {
		return byPress === undefined ? show(context, donePage(IN_THE_CHAT)) : turnAway(context);
	}
	const type = typeOf(context);
	const answer = isAnswering(request) ? answerOf(type, query, formOf(request), new Date()) : undefined;
	if (!answer) return show(context, pageFor(context, type, query, asked.message));
	if (!taken.isFirst(`${context.getExecutionId()}/${query.question}`, Date.now())) {
		return show(context, donePage(OVER));
	}
	const { response } = wireOf(context);
	for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
	const data = { ...answer, ...(respondedBy && { respondedBy }), message: asked.message } as IDataObject;
	const json = isReview(context.getNode()) ? { data } : { ...item.json, data };
	if (byPress !== undefined) response.setHeader(OUTCOME, 'taken' satisfies Outcome);
	return {
		workflowData: [[{ ...item, json, pairedItem: { item: index } }]],
		webhookResponse:
			byPress === undefined ? donePage(textOf(context, 'doneText')) : textOf(context, 'noticeText'),
	};
}

/** Opening a page decides nothing: previews and scanners open pages too. */
const isAnswering = ({ method, headers }: Callback): boolean => method === 'POST' && !isRobot(headers);

const formOf = ({ body }: Callback): Record<string, unknown> =>
	typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

/** Who pressed, where the trigger of the same account says so. */
async function presserOf(
	context: IWebhookFunctions,
	proof: string | undefined,
	question: string,
): Promise<Presser | undefined> {
	const gateway = findGateway(String(context.getNodeParameter('service', '')));
	if (!proof || !gateway) return undefined;
	return readProof(proof, question, await sealOf(context, gateway));
}

const show = (context: IWebhookFunctions, html: string): IWebhookResponseData =>
	answerWith(context, html, PAGE_HEADERS);

/** Somebody pressed who may not answer. The question stays open. */
const turnAway = (context: IWebhookFunctions): IWebhookResponseData =>
	answerWith(context, textOf(context, 'refusedText'), {
		...PAGE_HEADERS,
		[OUTCOME]: 'refused' satisfies Outcome,
	});

function answerWith(
	context: IWebhookFunctions,
	body: string,
	headers: Record<string, string>,
): IWebhookResponseData {
	const { response } = wireOf(context);
	response.writeHead(200, headers);
	response.end(body);
	return { noWebhookResponse: true };
}
