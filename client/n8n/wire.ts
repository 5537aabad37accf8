import type { IWebhookFunctions } from 'n8n-workflow';

import type { Callback } from '../receiver';

/** Of n8n's request and response, what is used here. */
interface Wire {
	request: { method: string; path: string; rawBody?: Buffer };
	response: {
		statusCode: number;
		/** Whether an answer was given, heard or not. */
		writableEnded: boolean;
		setHeader: (name: string, value: string) => void;
		writeHead: (status: number, headers: Record<string, string>) => void;
		end: (body: string) => void;
		once: (event: 'finish' | 'close', then: () => void) => void;
	};
}

export const wireOf = (context: IWebhookFunctions): Wire => ({
	request: context.getRequestObject() as unknown as Wire['request'],
	response: context.getResponseObject() as unknown as Wire['response'],
});

export const requestOf = (context: IWebhookFunctions): Callback => ({
	method: wireOf(context).request.method,
	headers: texts(context.getHeaderData()),
	query: texts(context.getQueryData() as Record<string, unknown>),
	body: context.getBodyData(),
	...textOf(wireOf(context)),
});

const textOf = ({ request: { rawBody } }: Wire): Pick<Callback, 'text'> =>
	rawBody ? { text: rawBody.toString('utf8') } : {};

const texts = (values: Record<string, unknown>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), String(value)]));
