/** Which links the server takes, with its texts: td `LinkManager::check_link`, `parse_url` in HttpUrl.cpp. */
export type LinkCheck = { url: string } | { error: string };

interface HttpUrl {
	protocol: 'http' | 'https';
	userinfo: string;
	host: string;
	port: number;
	path: string;
}

/** `tg://user?id=42` names a person. */
export function userOfLink(link: string): number | undefined {
	const id = /^tg:(?:\/\/)?user\?(?:.*&)?id=(\d+)/i.exec(link)?.[1];
	return id ? Number(id) : undefined;
}

export function checkLink(link: string, only: { https?: boolean } = {}): LinkCheck {
	const internal = /^(tg|ton|tonsite):(?:\/\/)?/i.exec(link);
	const parsed = parseUrl(internal ? link.slice(internal[0].length) : link);
	const fail = (why: string): LinkCheck => ({ error: `URL '${link}' is invalid: ${why}` });
	if ('error' in parsed) return fail(parsed.error);
	if (only.https && (internal || parsed.protocol !== 'https')) return fail('Only HTTPS links are allowed');
	if (internal) {
		if (parsed.userinfo !== '' || parsed.port !== 0) return fail('Wrong tg URL');
		if (!/^[\w-]+$/.test(parsed.host)) return fail('Unallowed characters in URL host');
		return {
			url: `${(internal[1] ?? 'tg').toLowerCase()}://${parsed.host}${parsed.path.replace(/^\/(?=\?|$)/, '')}`,
		};
	}
	if (!parsed.host.includes('.') && !parsed.host.startsWith('[')) return fail('Wrong HTTP URL');
	const at = parsed.userinfo === '' ? '' : `${parsed.userinfo}@`;
	const port = parsed.port === 0 ? '' : `:${parsed.port}`;
	return { url: `${parsed.protocol}://${at}${parsed.host}${port}${parsed.path}` };
}

export function parseUrl(url: string, byDefault: 'http' | 'https' = 'http'): HttpUrl | { error: string } {
	const scheme = /^([^:/?#@[\]]*):\/\//.exec(url);
	const protocol = scheme ? (scheme[1] ?? '').toLowerCase() : byDefault;
	if (protocol !== 'http' && protocol !== 'https') return { error: 'Unsupported URL protocol' };
	const rest = scheme ? url.slice(scheme[0].length) : url;
	const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
	const atPosition = authority.lastIndexOf('@');
	const hostAndPort = authority.slice(atPosition + 1);
	const colon = /^(.+):([^\]]*)$/.exec(hostAndPort);
	const host = (colon?.[1] ?? hostAndPort).toLowerCase();
	const port = colon ? Number(colon[2]) : 0;
	if (colon && (!/^\d+$/.test(colon[2] ?? '') || port === 0 || port > 65535)) {
		return { error: 'Wrong port number specified in the URL' };
	}
	if (host === '') return { error: 'URL host is empty' };
	if (host === '.') return { error: 'Host is invalid' };
	if (!/^\[[\da-f:.]+\]$/.test(host) && /[^\w.\-!$,~*'();&+=%\u0080-\uffff]/.test(host)) {
		return { error: 'Disallowed character in URL host' };
	}
	const tail = rest.slice(authority.length).trimEnd();
	const path = tail.startsWith('/') ? tail : `/${tail}`;
	return {
		protocol,
		userinfo: atPosition < 0 ? '' : authority.slice(0, atPosition),
		host,
		port,
		path: path.replace(
			/[\0- ]/g,
			(char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
		),
	};
}
