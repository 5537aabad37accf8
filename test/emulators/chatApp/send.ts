/** SendChatappMessage on a Telegram channel. What its Content must hold is assumed, and so is when each code comes. */
import { Refused } from './refusal';
import { tell } from './callbacks';
import type { Sent, State } from './state';

const bad = (name: string): Refused => Refused.business(`InvalidParameter.${name}`);

/** The message types that the vendor lists for Telegram, and what each needs. */
const NEEDS: Record<string, string[]> = {
	text: ['text'],
	image: ['link'],
	video: ['link'],
	audio: ['link'],
	document: ['link'],
	gif: ['link'],
	sticker: ['link'],
	location: ['longitude', 'latitude'],
};

const CODE_OF: Record<string, string> = { text: 'TextNotEmpty', link: 'LinkNotEmpty' };

const KNOWN = new Set([
	'ChannelType',
	'Type',
	'MessageType',
	'Content',
	'From',
	'To',
	'CustSpaceId',
	'TaskId',
	'ContextMessageId',
]);

export function send(state: State, parameters: Record<string, string>): Record<string, unknown> {
	const { From: from, To: to } = checkAddress(state, parameters);
	const { type, content } = checkContent(parameters);
	const refusal = state.refusals.get(to);
	if (refusal) throw Refused.business(refusal);
	if (
		state.settings.fallBack === 'refused' &&
		Object.keys(parameters).some((name) => name.startsWith('FallBack'))
	)
		throw bad('SendSmsNotSupport');
	if (state.settings.window && !state.isOpenTo(to)) throw Refused.business('SessionWindowExpired');
	const messageId = state.nextId();
	const sent: Sent = {
		messageId,
		to,
		from,
		channel: parameters.CustSpaceId ?? null,
		type,
		content,
		taskId: parameters.TaskId ?? messageId,
		replyTo: parameters.ContextMessageId ?? null,
		others: Object.fromEntries(Object.entries(parameters).filter(([name]) => !KNOWN.has(name))),
		hasButtons: /"(buttons|action|keyboard|quickReplies)"/.test(parameters.Content ?? ''),
	};
	state.sent.push(sent);
	void follow(state, sent);
	return state.settings.messageIdIn === 'top' ? { MessageId: messageId } : { Data: { MessageId: messageId } };
}

/** assumed: which receipts a Telegram channel gives, a setting; and that From and To are those of the call */
async function follow(state: State, sent: Sent): Promise<void> {
	for (const word of state.settings.receipts) await tell(state, 'status', [receiptOf(state, sent, word)]);
}

export const receiptOf = (state: State, sent: Sent, Status: string): Record<string, unknown> => ({
	Status,
	MsgFrameType: 'message',
	Type: 'none',
	TaskId: sent.taskId,
	From: sent.from,
	To: sent.to,
	Timestamp: state.now(),
	MessageId: sent.messageId,
});

function checkAddress(
	{ settings, channels }: State,
	{ ChannelType = '', Type = '', From = '', To = '', CustSpaceId }: Record<string, string>,
) {
	for (const [name, value] of Object.entries({ ChannelType, Type, From, To })) {
		// assumed: the name of the code
		if (value === '')
			throw Refused.gateway('parameter', `Missing${name}`, `${name} is mandatory for this action.`);
	}
	if (ChannelType.toLowerCase() !== 'telegram' || Type !== 'message') throw bad('ChannelTypeNotSupport');
	if (CustSpaceId !== undefined && !channels.has(CustSpaceId))
		throw Refused.business('Authentication.NoAuth');
	if (settings.senders && !settings.senders.includes(From))
		throw Refused.business('PhoneNumberNotRegistered');
	if (settings.numericTo && !/^\d+$/.test(To)) throw bad('ToOnlyNumeric');
	return { From, To };
}

function checkContent({ MessageType: type = '', Content = '' }: Record<string, string>) {
	if (type === '') throw bad('MessageTypeNotEmpty');
	const needs = NEEDS[type];
	if (!needs) throw bad('MessageTypeNotSupport');
	if (Content === '') throw bad('ContentNotEmpty');
	const content = parse(Content);
	if (typeof content !== 'object' || content === null || Array.isArray(content)) throw bad('ContentError');
	const fields = content as Record<string, unknown>;
	for (const name of needs) {
		const value = fields[name];
		if (typeof value === 'number' && type === 'location') continue;
		if (typeof value !== 'string' || value === '') throw bad(CODE_OF[name] ?? 'MessageInvalid');
	}
	return { type, content: fields };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
