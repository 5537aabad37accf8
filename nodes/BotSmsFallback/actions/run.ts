import type { IExecuteFunctions } from 'n8n-workflow';

import { Budget } from '../../../client/fallback/budget';
import type { SmsRoad, SmsWish } from '../../../client/fallback/guard';
import type { Key } from '../../../client/fallback/key';
import { international, openPhones } from '../../../client/fallback/phone';
import { lastThere, phoneIn } from '../../../client/fallback/person';
import type { BotReport, Result } from '../../../client/fallback/result';
import type { Use } from '../../../client/fallback/sms';
import { findGateway } from '../../../client/gateways';
import { InvalidInput } from '../../../client/model/error';
import { dayOf, openClaims } from '../../../client/n8n/fallback/claims';
import { countOf } from '../../../client/n8n/fallback/count';
import { lineOf } from '../../../client/n8n/line';
import { readNumber, readWord } from '../../../client/n8n/read/parameters';
import { LONGEST_WAIT, openSession, type Session } from '../../../client/n8n/session';
import type { SubscriberRecord } from '../../../client/registry/types';
import { Turns } from '../../../client/turns';
import { NO_SMS, SAME_ACCOUNT } from '../fields/through';

/** What all items of one run share. */
export interface Run {
	session: Session;
	use: Use;
	/** When it began. All keys of a run count from there, so that two items alike have one key. */
	began: Date;
	/** Items of one key run one after another, so that the second sees how the first ended. */
	inTurn: (key: Key, work: () => Promise<Result>) => Promise<Result>;
	/** Fills in the phone where the workflow gave none. */
	withPhone: (wish: SmsWish, report: BotReport) => Promise<SmsWish>;
	/** ISO 8601: when the person last did something but leave, after the registry; null where it does not know. */
	lastSeen: (report: BotReport) => Promise<string | null>;
}

export async function openRun(context: IExecuteFunctions): Promise<Run> {
	const session = openSession(context);
	const longestWait = readNumber(context, 0, LONGEST_WAIT);
	const road = readRoad(session, longestWait);
	const claims = openClaims(context, longestWait);
	const sentToday = async (): Promise<number> => (await claims.sentOn?.(dayOf(context, new Date()))) ?? 0;
	const budget = new Budget(readLimits(session), sentToday, countOf(context));
	const turns = new Turns();
	const use: Use = {
		claims,
		budget,
		handed: new Map(),
		phones: await openPhones(),
		now: () => new Date(),
		...(road && { road }),
	};
	return {
		session,
		use,
		began: new Date(),
		inTurn: async ({ mark }, work) => await turns.take(mark, work),
		withPhone: async (wish, report) => {
			if (wish.phone !== '') return wish;
			const { recipient } = report;
			if (recipient.form === 'phone') return { ...wish, phone: international(recipient.value) };
			return { ...wish, phone: international(phoneIn(await rowsOf(session, report)) ?? '') };
		},
		lastSeen: async (report) => lastThere(await rowsOf(session, report)),
	};
}

/** Who sends the SMS; undefined where the workflow does it by another node. */
function readRoad({ context, gateway, line }: Session, longestWait: number): SmsRoad | undefined {
	if (gateway.sendSms) {
		const from = readWord(context, 'smsFrom', 0) || SAME_ACCOUNT;
		return from === NO_SMS ? undefined : { gateway, line };
	}
	const id = readWord(context, 'smsService', 0) || NO_SMS;
	if (id === NO_SMS) return undefined;
	const sending = findGateway(id);
	if (sending?.sendSms) return { gateway: sending, line: lineOf(context, sending, longestWait) };
	throw new InvalidInput(
		'SMS Through',
		`“${id}” sends no SMS`,
		'Choose a service in this node',
		'unsupported',
	);
}

/** 0 is no limit. The one for the day needs a record of the day. */
function readLimits({ context, registry }: Session): { perRun: number; perDay: number } {
	const limit = (name: string, label: string, usual: number): number =>
		readNumber(context, 0, { name, label, least: 0, usual }) || Infinity;
	return {
		perRun: limit('mostPerRun', 'Most SMS per Run', 100),
		perDay: registry ? limit('guard.mostPerDay', 'Most per Day', 0) : Infinity,
	};
}

/** The rows of the registry that are about the recipient of a message, by whom it reached where that is known. */
async function rowsOf(
	{ registry, gateway, onlyBot }: Session,
	{ recipient, bot }: BotReport,
): Promise<SubscriberRecord[]> {
	if (!registry) return [];
	const botId = bot?.id ?? (gateway.can.bots === 'one' ? await onlyBot() : undefined);
	return await registry.find({
		service: gateway.id,
		recipient: recipient.id === null ? recipient : { form: 'id', value: recipient.id },
		...(botId !== undefined && { botId }),
	});
}
