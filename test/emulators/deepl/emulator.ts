import { EmulatorServer, type Received, type Reply } from '../server';
import { spoken } from '../speech';

/**
 * The DeepL API on loopback: `POST /v2/translate` with a JSON body, and `GET /v2/usage`.
 * Source: DeepL API, "Translate text", "Request Translation", "XML handling", "Usage and limits", "Error handling".
 *
 *     const deepl = await new DeepLEmulator('secret:fx').start();
 */
export class DeepLEmulator extends EmulatorServer {
	/** Characters that the account has left. */
	left = 500_000;

	constructor(readonly key: string) {
		super((request) => this.respond(request));
	}

	/** The bodies of the translations asked for, in order. */
	get asked(): Array<Record<string, unknown>> {
		return this.log
			.filter(({ path }) => path === '/v2/translate')
			.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
	}

	override reset(): void {
		super.reset();
		this.left = 500_000;
	}

	private respond(request: Received): Reply {
		if (request.headers.authorization !== `DeepL-Auth-Key ${this.key}`) {
			return { status: 403, body: { message: 'Forbidden' } }; // assumed: the words
		}
		if (request.path === '/v2/usage' && request.method === 'GET') {
			return { status: 200, body: { character_count: 500_000 - this.left, character_limit: 500_000 } };
		}
		if (request.path !== '/v2/translate' || request.method !== 'POST') return refusal(404, 'Not found');
		if (request.body.length > 128 * 1024) return refusal(413, 'Payload too large');
		return this.translate(JSON.parse(request.body.toString('utf8')) as Record<string, unknown>);
	}

	private translate({
		text,
		target_lang: target,
		source_lang: source,
		...more
	}: Record<string, unknown>): Reply {
		if (!Array.isArray(text) || text.length === 0)
			return refusal(400, "Bad request. Reason: 'text' is missing");
		// "Up to 50 texts can be sent for translation in one request"
		if (text.length > 50) return refusal(400, 'Too many texts in request');
		if (typeof target !== 'string' || !TARGETS.has(target)) {
			return refusal(400, "Value for 'target_lang' not supported.");
		}
		if (source !== undefined && (typeof source !== 'string' || !SOURCES.has(source))) {
			return refusal(400, "Value for 'source_lang' not supported.");
		}
		const texts = text.map(String);
		if (more.tag_handling === 'xml' && texts.some((one) => !isXml(one))) {
			return refusal(400, 'Tag handling parsing failed, please check input.');
		}
		const characters = texts.reduce((sum, one) => sum + [...one].length, 0);
		if (characters > this.left) return refusal(456, 'Quota Exceeded');
		this.left -= characters;
		return {
			status: 200,
			body: {
				translations: texts.map((one) => ({
					detected_source_language: source ?? 'EN',
					// without tag handling, tags are words like others
					text:
						more.tag_handling === 'xml'
							? spoken(one, target)
							: one.replaceAll(/[\p{L}\p{M}]+/gu, `$&-${target}`),
				})),
			},
		};
	}
}

const refusal = (status: number, message: string): Reply => ({ status, body: { message } });

/** Some of them, with those that are targets only. */
const SOURCES = new Set('DE EN ES FR HE HI NB PT RU UK VI ZH'.split(' '));
const TARGETS = new Set([...SOURCES, ...'EN-GB EN-US ES-419 PT-BR PT-PT ZH-HANS ZH-HANT'.split(' ')]);

/** "V2 enforces strict XML parsing": tags in order, and no `&` that begins nothing. */
function isXml(text: string): boolean {
	const open: string[] = [];
	for (const [, slash, name = '', rest = ''] of text.matchAll(
		/<(\/?)([A-Za-z][\w-]*)((?:\s+[\w-]+="[^"<]*")*\s*\/?)>/g,
	)) {
		if (rest.endsWith('/')) continue;
		if (slash !== '/') open.push(name);
		else if (open.pop() !== name) return false;
	}
	const words = text.replaceAll(/<\/?[A-Za-z][\w-]*(?:\s+[\w-]+="[^"<]*")*\s*\/?>/g, '');
	return open.length === 0 && !/<|&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/.test(words);
}
