import { EmulatorServer, type Received, type Reply } from '../server';
import { spoken } from '../speech';

/**
 * A chat model behind the interface of OpenAI on loopback: `POST /v1/chat/completions`. It translates what this
 * package's prompt asks for, and puts its JSON into a fence as models like to.
 */
export class OpenAiEmulator extends EmulatorServer {
	/** Changes each translated segment; a model that does what it should leaves it alone. */
	spoils: (segment: string) => string = (segment) => segment;

	constructor(readonly apiKey: string) {
		super((request) => this.respond(request));
	}

	/** What it was asked to translate, request by request. */
	get asked(): Array<{ system: string; segments: string[] }> {
		return this.log.map((request) => askedIn(request));
	}

	override reset(): void {
		super.reset();
		this.spoils = (segment) => segment;
	}

	private respond(request: Received): Reply {
		if (request.headers.authorization !== `Bearer ${this.apiKey}`) {
			return {
				status: 401,
				body: { error: { message: `Incorrect API key provided: ${this.apiKey}`, code: 'invalid_api_key' } },
			};
		}
		if (request.path !== '/v1/chat/completions')
			return { status: 404, body: { error: { message: 'Not found' } } };
		const { system, segments } = askedIn(request);
		const language = /IETF tag "([^"]+)"/.exec(system)?.[1] ?? '?';
		const content = JSON.stringify({ segments: segments.map((one) => this.spoils(spoken(one, language))) });
		return {
			status: 200,
			body: {
				id: 'chatcmpl-1',
				object: 'chat.completion',
				created: 1_700_000_000,
				model: 'gpt-4o-mini',
				choices: [
					{
						index: 0,
						finish_reason: 'stop',
						message: { role: 'assistant', content: `\`\`\`json\n${content}\n\`\`\`` },
					},
				],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			},
		};
	}
}

interface Chat {
	messages: Array<{ role: string; content: string }>;
}

function askedIn({ body }: Received): { system: string; segments: string[] } {
	const { messages } = JSON.parse(body.toString('utf8')) as Chat;
	const said = (role: string): string => messages.find((one) => one.role === role)?.content ?? '';
	return {
		system: said('system'),
		segments: (JSON.parse(said('user')) as { segments: string[] }).segments,
	};
}
