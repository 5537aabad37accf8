/**
 * What Telegram finds in a text by itself: commands, links, mentions.
 * assumed: the patterns are near those of td `find_entities`, not the same.
 */
import { inOrder, type Entity } from './entity';

const PATTERNS: ReadonlyArray<[type: string, pattern: RegExp]> = [
	['bot_command', /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])/g],
	['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/g],
	[
		'url',
		/(?<![\w@])(?:https?:\/\/[^\s<>"']+|(?:[a-z0-9-]+\.)+(?:com|org|net|me|io|dev|app|ru|ua|de|uk)(?:\/[^\s<>"']*)?)(?<![.,!?;:)])/gi,
	],
	['mention', /(?<![\w@/])@[A-Za-z]\w{3,31}(?!\w)/g],
	['hashtag', /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/gu],
	['cashtag', /(?<![\w$])\$[A-Z]{3,8}(?!\w)/g],
];

/** What is found where nothing stands already; code and links keep their contents to themselves. */
export function withFound(text: string, entities: Entity[]): Entity[] {
	const taken = entities.filter(({ type }) =>
		/^(code|pre|text_link|text_mention|custom_emoji|date_time)$/.test(type),
	);
	const all = [...entities];
	for (const [type, pattern] of PATTERNS) {
		for (const match of text.matchAll(pattern)) {
			const found = { type, offset: match.index, length: match[0].length };
			const overlaps = taken.some(
				({ offset, length }) => offset < found.offset + found.length && found.offset < offset + length,
			);
			if (overlaps) continue;
			taken.push(found);
			all.push(found);
		}
	}
	return inOrder(all);
}
