import { InvalidInput, Rejected, Unreachable } from '../model/error';
import type { TextFormat } from '../model/message';
import { keepFailure, type Failure } from '../model/outcome';
import { NOT_UNDERSTOOD } from './call';
import type { Carrier } from './carrier';
import { primaryOf } from './languages';
import { LONGEST, protect, type Protected } from './protect';

/** A text as its author wrote it: placeholders are not filled in, so that nothing of a person leaves n8n. */
export interface Original {
	text: string;
	format: TextFormat;
}

export interface Translation {
	/** The translation, or the original where there is none. */
	text: string;
	/** Why the original stands there; null where the text is in the language that was asked for. */
	failure: Failure | null;
}

/**
 * What one run of a node has translated. Equal segments are asked for once, also while the first answer is still on
 * its way. A translator that is down, or does not take the account, is not asked again in this run.
 */
export class Translations {
	readonly name: string;
	private readonly known = new Map<string, Promise<string>>();
	/** Whole texts: to take one apart and to look whether all of it came back takes longer than to send it. */
	private readonly whole = new Map<string, Promise<Translation>>();
	private down: Failure | null = null;

	constructor(private readonly carrier: Carrier) {
		this.name = carrier.name;
	}

	/**
	 * Never rejects for a translator's sake: each text is translated, or comes back as it was and says why.
	 * @param to IETF language tag in lower case
	 * @param from the same; found out by the translator when left out
	 */
	async ofEach(originals: readonly Original[], to: string, from?: string): Promise<Translation[]> {
		if (from !== undefined && sameLanguage(from, to)) {
			return originals.map(({ text }) => ({ text, failure: null }));
		}
		const keys = originals.map(({ text, format }) => keyOf(text, format, to, from));
		const fresh = originals.flatMap(({ text, format }, index) =>
			text.length > LONGEST || this.whole.has(keys[index] ?? '')
				? []
				: [{ key: keys[index] ?? '', text, prepared: protect(text, format) }],
		);
		this.askFor(
			fresh.flatMap(({ prepared }) => prepared.segments),
			to,
			from,
		);
		for (const { key, text, prepared } of fresh) {
			this.whole.set(key, this.translate(text, prepared, to, from));
		}
		return await Promise.all(
			originals.map(
				async ({ text }, index) => await (this.whole.get(keys[index] ?? '') ?? { text, failure: tooLong() }),
			),
		);
	}

	private async translate(text: string, one: Protected, to: string, from?: string): Promise<Translation> {
		const answers = await Promise.all(
			one.segments.map(async (segment) => await this.answerTo(segment, to, from)),
		).catch(keepFailure);
		if (!Array.isArray(answers)) return { text, failure: answers };
		const translated = one.restore(answers);
		return translated === null ? { text, failure: spoiled(this.name) } : { text: translated, failure: null };
	}

	/** One request for all segments that nobody has asked for yet. */
	private askFor(segments: readonly string[], to: string, from?: string): void {
		const wanted = [...new Set(segments)].filter((segment) => !this.known.has(keyOf(segment, to, from)));
		if (wanted.length === 0) return;
		const asked = this.carry(wanted, to, from);
		for (const [index, segment] of wanted.entries()) {
			const answer = asked.then((answers) => answers[index] ?? '');
			// whoever wants it hears of the failure; until then it is nobody's
			answer.catch(() => undefined);
			this.known.set(keyOf(segment, to, from), answer);
		}
	}

	private async answerTo(segment: string, to: string, from?: string): Promise<string> {
		return await (this.known.get(keyOf(segment, to, from)) ?? '');
	}

	private async carry(segments: readonly string[], to: string, from?: string): Promise<string[]> {
		if (this.down) throw this.down;
		const answers = await this.carrier.carry(segments, to, from).catch(keepFailure);
		if (Array.isArray(answers)) return answers;
		if (concernsAll(answers)) this.down = answers;
		throw answers;
	}
}

const keyOf = (...parts: Array<string | undefined>): string => JSON.stringify(parts);

/** A variant is another language only where both say which: `pt` serves `pt-br`. */
const sameLanguage = (one: string, other: string): boolean =>
	one === other || (primaryOf(one) === primaryOf(other) && (!one.includes('-') || !other.includes('-')));

/** Whether the next text would fare no better. An answer that is none may be about one text only. */
const concernsAll = (failure: Failure): boolean =>
	(failure instanceof Unreachable && failure.facts.code !== NOT_UNDERSTOOD) ||
	failure instanceof InvalidInput ||
	(failure instanceof Rejected && ['unauthorized', 'noMoney', 'rateLimited'].includes(failure.facts.reason));

const tooLong = (): InvalidInput =>
	new InvalidInput(
		'Text',
		`is too long to be translated: more than ${LONGEST} characters`,
		'Shorten it, or write it in this language yourself',
	);

const spoiled = (name: string): Rejected =>
	new Rejected({
		reason: 'other',
		description: `${name} has lost or changed a placeholder, an address or the formatting`,
		advice:
			'Write the text in this language yourself, or make it simpler: fewer placeholders and less formatting',
		kind: 'spoiled',
	});
