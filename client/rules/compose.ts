import { DEFAULT_LANGUAGE, usualTag } from '../language';
import type { Button, ButtonRows } from '../model/button';
import type { TextFormat } from '../model/message';
import type { Original } from '../translate/translations';
import { fill } from './fill';
import type { Facts } from './placeholders';
import type { Reply } from './rule';
import { choose, type Chosen } from './texts';
import type { Translate, Translation } from './translate';

/** What is sent, and what the item says about its language. */
export interface Composed {
	text: string;
	buttons: ButtonRows;
	notice: string;
	language: string | null;
	translated?: boolean;
	translationError?: string;
}

export interface Composing {
	facts: Facts;
	format: TextFormat;
	/** In which the texts for everybody are written; null where nobody said so. */
	usual: string | null;
	/** Set where missing languages are translated. */
	translate?: Translate | undefined;
}

/** The text, the buttons and the notice for one person. */
export async function compose(reply: Reply, notice: string, composing: Composing): Promise<Composed> {
	const { facts, format, translate } = composing;
	const { event } = facts;
	const language = usualTag(event.language) ?? DEFAULT_LANGUAGE;
	// English is what people get of whom nothing is known: no reason to put a text into it
	const isKnown = (event.subscriber?.language ?? null) !== null || language !== DEFAULT_LANGUAGE;
	const chosen = choose(reply, language, composing.usual);
	const labels = reply.buttons.flat().map((button) => button.text);
	const originals: Original[] = [
		{ text: chosen.text, format },
		...[notice, ...labels].map((text): Original => ({ text, format: 'plain' })),
	];
	const translation =
		translate && isKnown && !chosen.isOwn
			? await translate(originals, language, chosen.language)
			: untouched(originals);
	const [text = '', shown = '', ...names] = translation.texts;
	return {
		text: fill(text, facts, { format }),
		notice: fill(shown, facts),
		buttons: withLabels(reply.buttons, names).map((row) => row.map((button) => filled(button, facts))),
		...languageOf(chosen, translation, language),
	};
}

const untouched = (originals: readonly Original[]): Translation & { asked: false } => ({
	texts: originals.map(({ text }) => text),
	translated: false,
	asked: false,
});

function languageOf(
	chosen: Chosen,
	translation: Translation,
	language: string,
): Pick<Composed, 'language' | 'translated' | 'translationError'> {
	if ('asked' in translation) return { language: chosen.language };
	const { texts: _, ...told } = translation;
	return { language: told.translated ? language : chosen.language, ...told };
}

function withLabels(rows: ButtonRows, labels: readonly string[]): ButtonRows {
	let at = 0;
	return rows.map((row) => row.map((button) => ({ ...button, text: labels[at++] ?? button.text })));
}

/** Values in a link are encoded, so that nobody's name leads elsewhere. */
function filled(button: Button, facts: Facts): Button {
	const text = fill(button.text, facts);
	if (button.kind === 'callback') return { ...button, text, data: fill(button.data, facts) };
	if (button.kind === 'copyText') return { ...button, text, value: fill(button.value, facts) };
	if (button.kind === 'url' || button.kind === 'webApp')
		return { ...button, text, url: fill(button.url, facts, { isAddress: true }) };
	return { ...button, text };
}
