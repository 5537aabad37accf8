/** A bot's service and an SMS service that answer as they are told, and a record in memory. */
import { Budget, type Limits } from '../../client/fallback/budget';
import type { Claims } from '../../client/fallback/claims';
import type { SmsWish } from '../../client/fallback/guard';
import type { Key } from '../../client/fallback/key';
import { MarkedClaims } from '../../client/fallback/markedClaims';
import { openPhones } from '../../client/fallback/phone';
import type { BotReport } from '../../client/fallback/result';
import type { Use } from '../../client/fallback/sms';
import type { Capabilities, Cascade, CostEstimate, Gateway, Line, Sms } from '../../client/gateway';
import { Rejected, Unreachable, type Reason } from '../../client/model/error';
import type { Message } from '../../client/model/message';
import type { Receipt } from '../../client/model/receipt';
import { message } from '../support/message';

export const NOW = new Date('2026-03-01T12:00:00Z');
export const KEY: Key = { mark: 'order-1', also: [] };

export const refusal = (reason: Reason): Rejected =>
	new Rejected({ reason, description: 'Forbidden: no', advice: 'Ask them', code: '403' });

export const silence = (outcome: 'notSent' | 'unknown'): Unreachable =>
	new Unreachable({ outcome, code: 'ECONNREFUSED', description: 'No answer came', advice: 'Look first' });

export const line: Line = { send: async () => ({ status: 200, headers: {}, body: '' }), now: () => NOW };

export const MESSAGE = message({ text: 'Your order is ready' });

const receiptOf = (service: string, value: string): Receipt => ({
	service,
	bot: null,
	recipient: { form: 'id', value, id: value },
	messageId: '7',
	messageIds: ['7'],
	status: 'sent',
	reason: null,
	cost: null,
	time: NOW.toISOString(),
	degraded: [],
	raw: null,
});

export const report = (over: Partial<BotReport> = {}): BotReport => ({ ...receiptOf('bot', '42'), ...over });

export const wish = (over: Partial<SmsWish> = {}): SmsWish => ({
	phone: '+79990000001',
	text: 'Your order is ready',
	home: '',
	countries: [],
	mostParts: 0,
	longText: 'refuse',
	zone: 'UTC',
	mostCost: 0,
	...over,
});

export class Stage {
	readonly sms: Sms[] = [];
	readonly messages: Message[] = [];
	readonly cascades: Cascade[] = [];
	/** What the next sends come to; sent where there is nothing. */
	readonly smsResults: Array<Partial<Receipt> | Error> = [];
	readonly botResults: Array<Partial<Receipt> | Error> = [];
	estimate: CostEstimate | Error = { cost: { amount: 1, currency: 'EUR' }, parts: 1, raw: null };
	readonly marks = new Set<string>();

	private readonly can: Capabilities = {
		bots: 'one',
		formats: ['plain'],
		buttons: [],
		media: [],
		mediaFrom: [],
		location: false,
		options: [],
		missing: {},
		furthestStatus: { status: 'read', note: '' },
	} as Partial<Capabilities> as Capabilities;

	readonly bot: Gateway = {
		...this.service('bot'),
		sendMessage: async (_line, { recipient }, message) => {
			this.messages.push(message);
			return settled(receiptOf('bot', recipient.value), this.botResults.shift());
		},
	};

	readonly smsService: Gateway = {
		...this.service('sms'),
		sendSms: async (_line, sms) => {
			this.sms.push(sms);
			return settled(receiptOf('sms', sms.phone), this.smsResults.shift());
		},
		sendCascade: async (_line, cascade) => {
			this.cascades.push(cascade);
			return settled(receiptOf('sms', cascade.phone), this.smsResults.shift());
		},
		estimateSms: async () => {
			if (this.estimate instanceof Error) throw this.estimate;
			return this.estimate;
		},
	};

	private service(id: string): Gateway {
		return { id, name: id, credential: `${id}Api`, can: this.can, parallel: 4, retryAfter: () => undefined };
	}

	/** The claims of one run; all share the record. */
	claims(): Claims {
		return new MarkedClaims({
			add: async (marks) => {
				const before = new Set(marks.filter((mark) => this.marks.has(mark)));
				for (const mark of marks) this.marks.add(mark);
				return before;
			},
			remove: async (marks) => marks.forEach((mark) => this.marks.delete(mark)),
		});
	}

	/** What a run works with. */
	async run(over: Partial<Use> = {}, limits: Partial<Limits> = {}, sentToday = 0): Promise<Use> {
		return {
			road: { gateway: this.smsService, line },
			claims: this.claims(),
			budget: new Budget({ perRun: Infinity, perDay: Infinity, ...limits }, async () => sentToday),
			handed: new Map(),
			phones: await openPhones(),
			now: () => NOW,
			...over,
		};
	}
}

function settled(receipt: Receipt, result: Partial<Receipt> | Error | undefined): Receipt {
	if (result instanceof Error) throw result;
	return { ...receipt, ...result };
}
