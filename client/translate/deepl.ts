import { isObject, type JsonObject } from '../http/json';
import type { Send } from '../http/request';
import { ask, notUnderstood, retryAfterOf, type Service, textsOf } from './call';
import { chunksOf, type Carrier } from './carrier';
import { carryFragments, hasTags, toPlainText, toSegment } from './fragments';
import { deeplHandlesTags, deeplSource, deeplTarget } from './languages';

/** Source: DeepL API, "Request Translation" (statuses) and "Error handling". */
const SERVICE: Service = {
	name: 'DeepL',
	said: 'message',
	refusals: new Map([
		[
			400,
			{
				reason: 'invalidMessage',
				description: 'DeepL did not take the text',
				advice: 'Check that DeepL translates from and into these languages',
			},
		],
		[
			403,
			{
				reason: 'unauthorized',
				description: 'DeepL does not accept the key',
				advice: 'Check the key in its credential: that it is whole, active, and may translate',
			},
		],
		[
			413,
			{
				reason: 'invalidMessage',
				description: 'The text is too long for DeepL',
				advice: 'Shorten the text',
			},
		],
		[
			429,
			{
				reason: 'rateLimited',
				description: 'DeepL takes no more requests for now',
				advice: 'Translate fewer texts at a time',
			},
		],
		[
			456,
			{
				reason: 'noMoney',
				description: 'The characters of the DeepL account are used up',
				advice: 'Wait for the next period, or raise the limit of the account',
			},
		],
		[
			529,
			{
				reason: 'rateLimited',
				description: 'DeepL has too much to do',
				advice: 'Try again later',
			},
		],
	]),
};

/** assumed: it names no time to wait; "exponential backoff" is recommended. */
export const deeplRetryAfter = retryAfterOf([429, 529], 2);

/** Texts in one request, and bytes of it with room to spare. Source: "Translate text": 50; "Usage and limits": 128 KiB. */
const MOST = 50;
const MOST_BYTES = 100 * 1024;

export class DeepL implements Carrier {
	readonly name = SERVICE.name;

	constructor(private readonly send: Send) {}

	async carry(segments: readonly string[], to: string, from?: string): Promise<string[]> {
		const target = deeplTarget(to);
		const languages = {
			target_lang: target,
			...(from !== undefined && { source_lang: deeplSource(from) }),
		};
		if (!segments.some(hasTags)) {
			const answers = await this.translate(segments.map(toPlainText), languages);
			return answers.map(toSegment);
		}
		if (!deeplHandlesTags(target)) {
			return await carryFragments(segments, async (texts) => await this.translate(texts, languages));
		}
		return await this.translate(segments, { ...languages, ...TAGS });
	}

	private async translate(texts: readonly string[], settings: JsonObject): Promise<string[]> {
		const answers: string[] = [];
		for (const text of chunksOf(texts, MOST, MOST_BYTES)) {
			const { translations } = await ask(this.send, SERVICE, '/v2/translate', { text, ...settings });
			if (!Array.isArray(translations)) throw notUnderstood(this.name);
			const given = translations.map((one: unknown) => (isObject(one) ? one.text : undefined));
			answers.push(...textsOf(this.name, given, text.length));
		}
		return answers;
	}
}

/** Source: "XML handling"; v2 wants strict XML, which segments are. */
const TAGS = { tag_handling: 'xml', tag_handling_version: 'v2' };
