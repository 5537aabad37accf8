import type { Send } from '../http/request';
import { Rejected } from '../model/error';
import { ask, retryAfterOf, type Service, textsOf } from './call';
import { chunksOf, type Carrier } from './carrier';
import { libreCodes } from './languages';

/** Source for all of it: LibreTranslate, libretranslate/app.py (`/translate`, `access_check`, the error handlers). */
const SERVICE: Service = {
	name: 'LibreTranslate',
	said: 'error',
	refusals: new Map([
		[
			400,
			{
				reason: 'invalidMessage',
				description: 'LibreTranslate did not take the text',
				advice:
					'Check that it has both languages, that the text is not over its limit, and whether it wants an API key',
			},
		],
		[
			403,
			{
				reason: 'unauthorized',
				description: 'LibreTranslate refuses this account',
				advice:
					'Check the API key in its credential; after too many requests it also bans an address for a while',
			},
		],
		[
			429,
			{
				reason: 'rateLimited',
				description: 'LibreTranslate takes no more requests for now',
				advice: 'Raise its limit, get an API key, or translate fewer texts at a time',
			},
		],
	]),
};

/** assumed: it tells no time to wait (its limiter's headers are off unless an operator turns them on). */
export const libreRetryAfter = retryAfterOf([429], 10);

/** Texts in one request. An operator may set `--batch-limit` lower; by default there is none. */
const MOST = 50;
const MOST_BYTES = 100 * 1024;

/**
 * assumed: tags that HTML does not know are carried over like those that it knows. Its answer is HTML with all
 * entities resolved, so no `<` may stand in the words; see survivors.ts.
 */
export class LibreTranslate implements Carrier {
	readonly name = SERVICE.name;

	constructor(private readonly send: Send) {}

	async carry(segments: readonly string[], to: string, from?: string): Promise<string[]> {
		const targets = libreCodes(to);
		for (const [index, target] of targets.entries()) {
			const answers = await this.carryAs(segments, target, from).catch((failure: unknown) => {
				// the next best form of the language, where it does not have this one
				if (index + 1 < targets.length && isUnknownLanguage(failure)) return undefined;
				throw failure;
			});
			if (answers) return answers;
		}
		return [];
	}

	private async carryAs(segments: readonly string[], target: string, from?: string): Promise<string[]> {
		const answers: string[] = [];
		for (const q of chunksOf(segments, MOST, MOST_BYTES)) {
			const source = from === undefined ? 'auto' : (libreCodes(from)[0] ?? 'auto');
			const body = await ask(this.send, SERVICE, '/translate', { q, source, target, format: 'html' });
			answers.push(...textsOf(this.name, body.translatedText, q.length));
		}
		return answers;
	}
}

/** Source: app.py: "%(lang)s is not supported", "… is not available as a target language from …". */
const isUnknownLanguage = (failure: unknown): boolean =>
	failure instanceof Rejected && /is not (supported|available)/.test(failure.facts.description);
