/** assumed: the service documents none of its answers, so each form that a client must understand is a setting. */
import type { Reply } from '../server';

/** Where a list stands: bare, under a key, under the key of its own name, or two layers deep. */
export type Envelope = 'array' | 'data' | 'items' | 'result' | 'named' | 'data.items';

/** What a good `sendMessage` or cascade answers. */
export type SuccessBody = 'empty' | 'text' | 'id' | 'data.messageId' | 'success';

// assumed: all of them
export function inEnvelope(style: Envelope, name: 'bots' | 'subscribers', list: unknown[]): unknown {
	switch (style) {
		case 'array':
			return list;
		case 'named':
			return { [name]: list };
		case 'data.items':
			return { data: { items: list, total: list.length } };
		default:
			return { [style]: list };
	}
}

// assumed: all of them
export function accepted(style: SuccessBody, messageId: string): Reply {
	switch (style) {
		case 'empty':
			return { status: 200, body: '' };
		case 'text':
			return { status: 200, body: 'OK', headers: { 'content-type': 'text/plain' } };
		case 'id':
			return { status: 201, body: { id: messageId } };
		case 'success':
			return { status: 200, body: { success: true, error: null } };
		case 'data.messageId':
			return { status: 200, body: { data: { messageId } } };
	}
}

/** A request that the documented side of the contract does not allow, or an assumed refusal. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		text: string,
	) {
		super(`assumed: ${text}`);
	}

	// assumed: the code and the body
	get reply(): Reply {
		return { status: this.status, body: { error: this.message } };
	}
}
