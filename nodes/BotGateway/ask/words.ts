/** What whoever answers reads, as the node has it. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { confirmPage, textPage } from '../../../client/ask/page';
import {
	LONGEST_TEXT,
	RESPONSE_TYPES,
	toChoice,
	type AnswerQuery,
	type Choice,
	type ResponseType,
} from '../../../client/ask/question';
import type { TextFormat } from '../../../client/model/message';
import { toPlain } from '../../../client/text/plain';
import { APPROVE, DECLINE, USUAL_TEXTS } from './fields';

/** The page on which an answer is given. */
export function pageFor(
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

export function typeOf(context: IWebhookFunctions): ResponseType {
	const given = context.getNodeParameter('responseType', 'approval');
	return RESPONSE_TYPES.find((type) => type === given) ?? 'approval';
}

export const textOf = (context: IWebhookFunctions, name: keyof typeof USUAL_TEXTS): string =>
	String(context.getNodeParameter(`options.${name}`, '')).trim() || USUAL_TEXTS[name];
