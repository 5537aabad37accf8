/** What `webhook()` does with whoever opens a link of a question. n8n has checked the link's signature by then. */
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { confirmPage, donePage, OVER, PAGE_HEADERS, textPage } from '../../../client/ask/page';
import {
	answerOf,
	LONGEST_TEXT,
	RESPONSE_TYPES,
	toChoice,
	type AnswerQuery,
	type Choice,
	type ResponseType,
} from '../../../client/ask/question';
import { BY_PRESS, TAKEN } from '../../../client/ask/verdict';
import { Bursts } from '../../../client/links/bursts';
import { isRobot } from '../../../client/links/robots';
import type { TextFormat } from '../../../client/model/message';
import { requestOf, wireOf } from '../../../client/n8n/wire';
import type { Callback } from '../../../client/receiver';
import { toPlain } from '../../../client/text/plain';
import { APPROVE, DECLINE, USUAL_TEXTS } from './fields';
import { isReview } from './review';

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

export async function answerQuestion(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = requestOf(context);
	const query: Partial<AnswerQuery> = request.query;
	const index = Number(query.item ?? NaN);
	const item = (context.getNodeParameter('askedItems', []) as INodeExecutionData[])[index];
	const asked = item?.json.data as { question?: unknown; message?: IDataObject } | undefined;
	// a link from an earlier round of a loop
	if (!item || !asked || asked.question !== query.question) return show(context, donePage(OVER));
	const type = typeOf(context);
	const answer = mayAnswer(request) ? answerOf(type, query, formOf(request), new Date()) : undefined;
	if (!answer) return show(context, pageFor(context, type, query, asked.message));
	if (!taken.isFirst(`${context.getExecutionId()}/${query.question}`, Date.now())) {
		return show(context, donePage(OVER));
	}
	const { response } = wireOf(context);
	for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
	const data = { ...answer, message: asked.message } as IDataObject;
	const json = isReview(context.getNode()) ? { data } : { ...item.json, data };
	const byPress = request.headers[BY_PRESS] !== undefined;
	if (byPress) response.setHeader(TAKEN, '1');
	return {
		workflowData: [[{ ...item, json, pairedItem: { item: index } }]],
		webhookResponse: byPress ? textOf(context, 'noticeText') : donePage(textOf(context, 'doneText')),
	};
}

/** Opening a page decides nothing: previews and scanners open pages too. */
const mayAnswer = ({ method, headers }: Callback): boolean => method === 'POST' && !isRobot(headers);

function pageFor(
	context: IWebhookFunctions,
	type: ResponseType,
	query: Partial<AnswerQuery>,
	sent: IDataObject | undefined,
): string {
	const format = context.getNodeParameter('format', 'plain') as TextFormat;
	const message = toPlain(String(sent?.text ?? context.getNodeParameter('message', '')), format);
	if (type === 'freeText') {
		const button = textOf(context, 'responseFormButtonLabel');
		return textPage({ message, hint: '', button }, LONGEST_TEXT);
	}
	return confirmPage({
		message,
		hint: textOf(context, 'confirmText'),
		button: labelOf(context, type, query),
	});
}

/** What the button said that led here. */
function labelOf(context: IWebhookFunctions, type: ResponseType, query: Partial<AnswerQuery>): string {
	const given = (name: string, usual: string): string =>
		String(context.getNodeParameter(name, usual)).trim() || usual;
	if (type === 'approval') {
		return query.approved === 'true'
			? given('approvalOptions.values.approveLabel', APPROVE)
			: given('approvalOptions.values.disapproveLabel', DECLINE);
	}
	const { choice = '' } = query;
	const choices = context.getNodeParameter('choices.choice', []) as Array<Record<keyof Choice, unknown>>;
	return choices.map(toChoice).find(({ value }) => value === choice)?.label ?? choice;
}

function typeOf(context: IWebhookFunctions): ResponseType {
	const given = context.getNodeParameter('responseType', 'approval');
	return RESPONSE_TYPES.find((type) => type === given) ?? 'approval';
}

const textOf = (context: IWebhookFunctions, name: keyof typeof USUAL_TEXTS): string =>
	String(context.getNodeParameter(`options.${name}`, '')).trim() || USUAL_TEXTS[name];

const formOf = ({ body }: Callback): Record<string, unknown> =>
	typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

function show(context: IWebhookFunctions, html: string): IWebhookResponseData {
	const { response } = wireOf(context);
	response.writeHead(200, PAGE_HEADERS);
	response.end(html);
	return { noWebhookResponse: true };
}
