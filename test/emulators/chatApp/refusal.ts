import { randomUUID } from 'node:crypto';

import type { Reply } from '../server';
import type { Settings } from './state';

/** What the gateway in front of the service refuses, and the setting with its HTTP status. */
export type GatewayKind = keyof Settings['gatewayStatus'];

/** A request that is refused. Names of codes are the vendor's where nothing else is said. */
export class Refused extends Error {
	private constructor(
		readonly code: string,
		text: string,
		private readonly kind: GatewayKind | 'business',
		private readonly headers: Record<string, string> = {},
	) {
		super(text);
	}

	/** By the service itself. assumed: its HTTP status, a setting */
	static business(code: string, text = `The request was refused with ${code}.`): Refused {
		return new Refused(code, text, 'business');
	}

	/** By the gateway, before the service sees the request. assumed: the HTTP statuses, settings */
	static gateway(kind: GatewayKind, code: string, text: string, headers?: Record<string, string>): Refused {
		return new Refused(code, text, kind, headers);
	}

	reply(settings: Settings, host: string): Reply {
		const own = { RequestId: randomUUID().toUpperCase(), Code: this.code, Message: this.message };
		if (this.kind === 'business') return { status: settings.businessStatus, body: own };
		const body = { ...own, HostId: host };
		return { status: settings.gatewayStatus[this.kind], body, headers: this.headers };
	}
}
