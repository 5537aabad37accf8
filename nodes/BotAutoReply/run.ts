import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toFaultItem } from '../../client/n8n/fault';
import { TRANSLATOR_FIELD } from '../../client/n8n/fields/translation';
import { readChoice } from '../../client/n8n/read/parameters';
import { openSession, type Session } from '../../client/n8n/session';
import { openTranslator, type TranslatorChoice } from '../../client/n8n/translator';
import { failing, together, type ItemWork } from '../../client/n8n/together';
import { mayHaveBeenSent } from '../../client/model/outcome';
import type { Match } from '../../client/rules/match';
import { HELD_BACK, type HeldBack } from '../../client/rules/sender';
import { translating, type Translate } from '../../client/rules/translate';
import { answering, hasGoneOut, type Answer, type Answered } from './answer';
import { branchesOf, byOutput, outputNames, sendOut } from './outputs';
import { reading, type Request } from './read';

/** Answers all items, and lets each out where it belongs. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = context.getNode();
	const names = outputNames(node.parameters);
	const opened = await open(context);
	if ('failure' in opened) return byOutput(await together(context, failing(opened.failure)), node, names);
	const { session, translate } = opened;
	const items = await together(context, work(session, translate, names));
	const hints = session.notes.toHints();
	if (hints.length > 0) context.addExecutionHints(...hints);
	return byOutput(items, node, names);
}

interface Opened {
	session: Session;
	/** Set where missing languages are translated. */
	translate: Translate | undefined;
}

async function open(context: IExecuteFunctions): Promise<Opened | { failure: unknown }> {
	try {
		return { session: openSession(context), translate: await openTranslate(context) };
	} catch (failure) {
		return { failure };
	}
}

async function openTranslate(context: IExecuteFunctions): Promise<Translate | undefined> {
	const choice = readChoice<TranslatorChoice | 'off'>(context, 0, {
		name: TRANSLATOR_FIELD,
		label: 'Translate Missing Languages',
		of: ['off', 'chatModel', 'deepl', 'libreTranslate'],
		usual: 'off',
	});
	return choice === 'off' ? undefined : translating(await openTranslator(context, choice));
}

function work(
	session: Session,
	translate: Translate | undefined,
	names: readonly string[],
): ItemWork<Request> {
	const { gateway, context } = session;
	const answer = answering(session, translate);
	return {
		done: 'worked on',
		read: reading(session),
		final: mayHaveBeenSent,
		lane: ({ event: { subscriber, chat } }) => subscriber?.id ?? chat?.id,
		known: ({ event, matches }) => ({
			service: gateway.id,
			event: event.event,
			subscriber: event.subscriber?.id ?? null,
			rules: matches.map(({ rule }) => rule.title),
		}),
		run: async (request, item) => {
			const out = outFor(context, item, names);
			if (request.heldBack) return [out.heldBack(request.heldBack)];
			if (request.matches.length === 0) return [out.noMatch()];
			return await answered(context, item, request, answer, out);
		},
	};
}

/** By input item: the rules that were done before one failed; n8n runs a node again with the same items. */
const done = new WeakMap<INodeExecutionData, Map<number, INodeExecutionData>>();

async function answered(
	context: IExecuteFunctions,
	item: number,
	request: Request,
	answer: Answer,
	out: Out,
): Promise<INodeExecutionData[]> {
	const input = context.getInputData()[item] ?? { json: {} };
	const before = done.get(input) ?? new Map<number, INodeExecutionData>();
	done.delete(input);
	const results: INodeExecutionData[] = [];
	const failures: unknown[] = [];
	for (const match of request.matches) {
		const { number, title } = match.rule;
		const result = before.get(number) ?? (await one(request, match, answer, out));
		if ('failure' in result) {
			failures.push(result.failure);
			if (!context.continueOnFail()) break;
			results.push({ json: toFaultItem(result.failure, { rule: title }) });
		} else {
			before.set(number, result);
			results.push(result);
		}
	}
	const isAllBad = failures.length === request.matches.length;
	if (failures.length === 0 || (context.continueOnFail() && !isAllBad)) return results;
	done.set(input, before);
	throw failures[0];
}

const one = async (
	request: Request,
	match: Match,
	answer: Answer,
	out: Out,
): Promise<INodeExecutionData | { failure: unknown; json?: never }> =>
	await answer(request, match).then(
		(told) => (typeof told === 'string' ? out.heldBack(told, match) : out.replied(match, told)),
		(failure: unknown) => ({ failure }),
	);

interface Out {
	heldBack: (why: HeldBack, match?: Match) => INodeExecutionData;
	noMatch: () => INodeExecutionData;
	replied: (match: Match, told: Answered) => INodeExecutionData;
}

/** The item goes on as it came, with what was done about it beside. */
function outFor(context: IExecuteFunctions, item: number, names: readonly string[]): Out {
	const branches = branchesOf(names);
	const { json = {}, binary } = context.getInputData()[item] ?? {};
	const made = (autoReply: IDataObject): INodeExecutionData => ({
		json: { ...json, autoReply },
		...(binary && { binary }),
		pairedItem: { item },
	});
	const ruleOf = ({ rule }: Match): IDataObject => ({ rule: rule.name || null, ruleNumber: rule.number });
	return {
		heldBack: (why, match) =>
			sendOut(
				made({ replied: false, ...(match && ruleOf(match)), heldBack: why, note: HELD_BACK[why] }),
				'Held Back',
			),
		noMatch: () => sendOut(made({ replied: false }), 'No Match'),
		replied: (match, told) =>
			sendOut(
				made({ replied: told.receipt !== undefined && hasGoneOut(told.receipt), ...ruleOf(match), ...told }),
				branches.includes(match.rule.name) ? match.rule.name : 'Replied',
			),
	};
}
