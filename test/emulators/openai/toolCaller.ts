import { EmulatorServer, type Received, type Reply } from '../server';

interface Turn {
	role: string;
	content: unknown;
}

interface Chat {
	messages: Turn[];
	tools?: Array<{ function: { name: string } }>;
}

/**
 * A chat model behind the interface of OpenAI on loopback that uses its tool: it calls it once in each conversation,
 * and when it has heard what came of that, it says so and ends.
 */
export class ToolCallerEmulator extends EmulatorServer {
	/** What it gives the tool, as it writes it: a model may write anything. */
	input: object = {};

	constructor() {
		super((request) => this.respond(request));
	}

	private respond({ path, body }: Received): Reply {
		if (path !== '/v1/chat/completions') return { status: 404, body: { error: { message: 'Not found' } } };
		const { messages, tools = [] } = JSON.parse(body.toString('utf8')) as Chat;
		const heard = messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
		const name = tools[0]?.function.name;
		const said =
			heard.length > 0 || name === undefined
				? { role: 'assistant', content: `I heard: ${heard.join('; ')}` }
				: { role: 'assistant', content: null, tool_calls: [this.callOf(name)] };
		return { status: 200, body: completion(said) };
	}

	private callOf(name: string) {
		return { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(this.input) } };
	}
}

const textOf = (content: unknown): string =>
	typeof content === 'string' ? content : JSON.stringify(content);

const completion = (message: object) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 1_700_000_000,
	model: 'gpt-4o-mini',
	choices: [{ index: 0, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop', message }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
