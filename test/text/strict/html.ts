import type { Formatting, Seen } from './seen';

const NAMES: Record<string, string> = {
	b: 'bold',
	strong: 'bold',
	i: 'italic',
	em: 'italic',
	u: 'underline',
	ins: 'underline',
	s: 'strike',
	strike: 'strike',
	del: 'strike',
	'tg-spoiler': 'spoiler',
	span: 'spoiler',
	a: 'link',
	'tg-emoji': 'emoji',
	'tg-time': 'time',
	code: 'code',
	pre: 'pre',
	blockquote: 'quote',
};

const PIECE =
	/<(\/?)([a-z-]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>|&(lt|gt|amp|quot|#\d+|#x[\da-fA-F]+);|([^<&])/gsuy;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Reads Telegram's HTML in its strict form, and throws wherever the server would refuse it. */
export function seeHtml(source: string): Seen[] {
	const seen: Seen[] = [];
	const open: Array<{ tag: string; formatting: Formatting }> = [];
	PIECE.lastIndex = 0;
	while (PIECE.lastIndex < source.length) {
		const at = PIECE.lastIndex;
		const found = PIECE.exec(source);
		if (!found) throw new Error(`cannot read ${JSON.stringify(source.slice(at, at + 30))} at ${at}`);
		const [, slash, tag, attributes = '', entity, character] = found;
		if (tag === undefined) {
			const text = character ?? entityText(entity ?? '');
			seen.push({ text, marks: new Set(open.map(({ formatting }) => formatting)) });
		} else if (slash) {
			if (open.pop()?.tag !== tag) throw new Error(`unmatched </${tag}> at ${at}`);
		} else {
			const name = NAMES[tag];
			if (name === undefined) throw new Error(`unsupported <${tag}> at ${at}`);
			if (tag === 'span' && !/class="tg-spoiler"/.test(attributes))
				throw new Error('a span without its class');
			open.push({
				tag,
				formatting: { name: tag === 'span' ? name : (name + attributes).replace(/\s+/g, ':') },
			});
		}
	}
	if (open.length > 0) throw new Error(`no end of <${open.at(-1)?.tag}>`);
	return seen;
}

const entityText = (entity: string): string =>
	ENTITIES[entity] ??
	String.fromCodePoint(entity[1] === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1)));
