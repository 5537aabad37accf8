import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readPeople } from '../../../client/ask/presser';
import { endOf, LIMIT_UNITS } from '../../../client/ask/until';
import {
	offersOf,
	RESPONSE_TYPES,
	toChoice,
	type Choice,
	type Question,
	type ResponseType,
} from '../../../client/ask/question';
import type { Gateway } from '../../../client/gateway';
import { InvalidInput } from '../../../client/model/error';
import {
	readChoice,
	readMomentOf,
	readNumber,
	readText,
	readWord,
} from '../../../client/n8n/read/parameters';
import { APPROVE, DECLINE, USUAL_TEXTS } from './fields';

/** Whether the buttons answer by themselves, instead of leading to a page. @throws InvalidInput for too many of them */
export function readIsPress(
	{ can, name }: Gateway,
	context: IExecuteFunctions,
	item: number,
	question: Question,
): boolean {
	const most = can.carriedAddresses ?? 0;
	if (most === 0 || question.type === 'freeText') return false;
	const of = ['links', 'press'] as const;
	const by = readChoice(context, item, { name: 'answerBy', label: 'Answer By', of, usual: 'links' });
	const count = offersOf(question).flat().length;
	if (by === 'press' && count > most) {
		throw new InvalidInput(
			'Choices',
			`are ${count}, and a message of ${name} carries the answers of ${most} buttons`,
			'Remove some, or set Answer By to Links',
			'unsupported',
		);
	}
	return by === 'press';
}

/**
 * The people whose answer counts; empty for everybody. An expression that gives nobody opens the question to no one.
 * @throws InvalidInput naming the field
 */
export function readMayAnswer(context: IExecuteFunctions, item: number, byPress: boolean): string[] {
	const { options } = context.getNode().parameters as { options?: IDataObject };
	if (options?.mayAnswer === undefined) return [];
	const people = readPeople(readText(context, 'options.mayAnswer', item));
	if (people.length === 0)
		throw new InvalidInput(MAY_ANSWER, 'is empty', 'Name somebody, or remove this option');
	if (byPress) return people;
	throw new InvalidInput(
		MAY_ANSWER,
		'is known only of presses in the chat',
		'Set Answer By to Buttons in the Chat, or remove this option',
		'unsupported',
	);
}

const MAY_ANSWER = 'Who May Answer';

/** Bytes of a choice's value: it travels in the link. */
const LONGEST_VALUE = 200;

export const readResponseType = (context: IExecuteFunctions, item: number): ResponseType =>
	readChoice(context, item, {
		name: 'responseType',
		label: 'Response Type',
		of: RESPONSE_TYPES,
		usual: 'approval',
	});

/** @throws InvalidInput naming the field */
export function readQuestion(context: IExecuteFunctions, item: number): Question {
	const type = readResponseType(context, item);
	if (type === 'choices') return { type, choices: readChoices(context, item) };
	if (type === 'freeText') {
		return {
			type,
			button: readWord(context, 'options.messageButtonLabel', item) || USUAL_TEXTS.messageButtonLabel,
		};
	}
	const at = 'approvalOptions.values';
	const kind = readChoice(context, item, {
		name: `${at}.approvalType`,
		label: 'Type of Approval',
		of: ['single', 'double'],
		usual: 'double',
	});
	return {
		type,
		approve: readWord(context, `${at}.approveLabel`, item) || APPROVE,
		decline: kind === 'single' ? undefined : readWord(context, `${at}.disapproveLabel`, item) || DECLINE,
	};
}

function readChoices(context: IExecuteFunctions, item: number): Choice[] {
	const given = context.getNodeParameter('choices.choice', item, []) as Array<Record<keyof Choice, unknown>>;
	const choices = given.map(toChoice);
	if (choices.length === 0) throw new InvalidInput('Choices', 'are empty', 'Add what can be chosen');
	choices.forEach(({ label, value }, index) => {
		const field = `Choices, choice ${index + 1}`;
		if (label === '') throw new InvalidInput(field, 'has no label', 'Give every choice a label');
		if (Buffer.byteLength(value) > LONGEST_VALUE)
			throw new InvalidInput(field, `has a value over ${LONGEST_VALUE} bytes`, 'Shorten it');
	});
	if (new Set(choices.map(({ value }) => value)).size < choices.length)
		throw new InvalidInput('Choices', 'have the same value twice', 'Give each its own value');
	return choices;
}

/** Until when to wait; undefined for ever. @throws InvalidInput */
export function readEnd(context: IExecuteFunctions, item: number, now: Date): Date | undefined {
	const given = context.getNodeParameter('options.limitWaitTime', item, {}) as { values?: unknown };
	if (given.values === undefined) return undefined;
	const at = 'options.limitWaitTime.values';
	const type = readChoice(context, item, {
		name: `${at}.limitType`,
		label: 'Limit Type',
		of: ['afterTimeInterval', 'atSpecifiedTime'],
		usual: 'afterTimeInterval',
	});
	if (type === 'atSpecifiedTime') {
		const moment = readMomentOf(context, item, { name: `${at}.maxDateAndTime`, label: 'Max Date and Time' });
		return endOf({ at: moment }, now);
	}
	const amount = readNumber(context, item, {
		name: `${at}.resumeAmount`,
		label: 'Limit Wait Time, Amount',
		least: 0,
		usual: 1,
	});
	const unit = readChoice(context, item, {
		name: `${at}.resumeUnit`,
		label: 'Limit Wait Time, Unit',
		of: Object.keys(LIMIT_UNITS) as Array<keyof typeof LIMIT_UNITS>,
		usual: 'hours',
	});
	return endOf({ amount, unit }, now);
}

export function readMessage(context: IExecuteFunctions, item: number): string {
	const text = readText(context, 'message', item);
	if (text.trim() === '') throw new InvalidInput('Message', 'is empty', 'Write what the person is asked');
	return text;
}
