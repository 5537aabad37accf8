/** Who opens links without being a person: they are led to the page like anybody, and not counted. */

/** A word of the User-Agent, in lower case, who says it, and where that is documented. */
const ROBOTS: ReadonlyArray<[word: string, who: string, source: string]> = [
	[
		'telegrambot',
		'Telegram’s link preview: "TelegramBot (like TwitterBot)"',
		'seen in server logs; core.telegram.org names none',
	],
	['whatsapp', 'WhatsApp’s link preview: "WhatsApp/2.23"', 'developers.facebook.com, WhatsApp link previews'],
	[
		'facebookexternalhit',
		'Facebook, Instagram and Messenger',
		'developers.facebook.com/docs/sharing/webmasters/web-crawlers',
	],
	['facebookcatalog', 'Facebook', 'developers.facebook.com/docs/sharing/webmasters/web-crawlers'],
	['meta-external', 'Meta’s fetchers', 'developers.facebook.com/docs/sharing/webmasters/web-crawlers'],
	['slackbot', 'Slack’s link expanding', 'api.slack.com/robots'],
	['slack-imgproxy', 'Slack’s pictures', 'api.slack.com/robots'],
	['discordbot', 'Discord’s embeds', 'discord.com/developers, "User Agent"'],
	['twitterbot', 'X cards', 'developer.x.com, "Cards: URL crawling"'],
	['linkedinbot', 'LinkedIn previews', 'linkedin.com/help, "Post Inspector"'],
	['skypeuripreview', 'Skype and Teams previews', 'seen in server logs; n8n leaves it out as well'],
	['microsoftpreview', 'Microsoft previews', 'bing.com/webmasters, "MicrosoftPreview"'],
	['google-safety', 'Google’s abuse checks', 'developers.google.com/crawling/docs/crawlers-fetchers'],
	['googleother', 'Google', 'developers.google.com/crawling/docs/crawlers-fetchers'],
	['google-inspectiontool', 'Google', 'developers.google.com/crawling/docs/crawlers-fetchers'],
	['google-read-aloud', 'Google', 'developers.google.com/crawling/docs/crawlers-fetchers'],
	['googleimageproxy', 'Gmail’s pictures', 'developers.google.com/crawling/docs/crawlers-fetchers'],
	['vkshare', 'VK previews', 'dev.vk.com'],
	['redditbot', 'Reddit previews', 'support.reddithelp.com'],
	['embedly', 'Embedly', 'embed.ly/docs'],
	['iframely', 'Iframely', 'iframely.com/docs/about'],
	['barracuda', 'mail and link scanners', 'seen in server logs'],
	['headlesschrome', 'browsers without a person', 'developer.chrome.com/docs/chromium/headless'],
	['curl/', 'programs', 'curl.se'],
	['wget/', 'programs', 'gnu.org/software/wget'],
	['python-', 'programs', 'the usual User-Agent of requests and urllib'],
	['go-http-client', 'programs', 'the usual User-Agent of Go'],
	['okhttp', 'programs', 'the usual User-Agent of OkHttp'],
	['axios/', 'programs', 'the usual User-Agent of axios'],
	['undici', 'programs', 'the usual User-Agent of undici'],
	['node-fetch', 'programs', 'the usual User-Agent of node-fetch'],
	['java/', 'programs', 'the usual User-Agent of Java'],
];

/** Googlebot, YandexBot, SomethingCrawler …: the words by which robots name themselves; and Node’s own fetch. */
const NAMES_ITSELF = /^node$|bot\b|bot[/;_-]|crawl|spider|preview|scanner|fetcher|monitor(?:ing)?[/;]/;

/** A phone’s name, not a robot: Cubot makes phones. */
const NO_ROBOT = /\bcubot\b/g;

/**
 * Whether a request is a robot's, or a browser's that only gets ready for a click that may never come.
 * Who lies about the User-Agent counts as a person: nobody can tell.
 * @param headers names in lower case
 */
export function isRobot(headers: Readonly<Record<string, string>>): boolean {
	if (isPrefetch(headers)) return true;
	const agent = (headers['user-agent'] ?? '').toLowerCase().replace(NO_ROBOT, '').trim();
	// every browser has one
	if (agent === '') return true;
	return ROBOTS.some(([word]) => agent.includes(word)) || NAMES_ITSELF.test(agent);
}

/** Sources: the Speculation Rules specification (Sec-Purpose), older Chrome and Safari (Purpose), older Firefox (X-Moz). */
const isPrefetch = (headers: Readonly<Record<string, string>>): boolean =>
	['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
		/prefetch|prerender|preview/i.test(headers[name] ?? ''),
	);
