import type { Line, MessagePart, PressAnswer, Target } from '../gateway';
import type { JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';
import { KEYBOARD_KINDS } from '../model/button';
import type { Message } from '../model/message';
import type { Receipt } from '../model/receipt';
import { toReplyMarkup } from './buttons';
import { call } from './call';
import { linkPreview, parseMode, toId } from './compose';
import { isClass } from './errors';
import { CAPTION_LIMIT, excess, isEmpty, TEXT_LIMIT } from './limits';
import { toReceipt } from './receipt';
import { chatIdOf } from './recipient';

const METHODS: Record<MessagePart, string> = {
	text: 'editMessageText',
	caption: 'editMessageCaption',
	buttons: 'editMessageReplyMarkup',
};

const ANSWER_CHARACTERS = 200;

/** See Operations.editMessage. Asking twice does no harm: the second time nothing is left to change. */
export async function editMessage(
	line: Line,
	target: Target,
	part: MessagePart,
	message: Message,
): Promise<Receipt> {
	const payload: JsonObject = { ...idsOf(target), ...content(part, message), ...markup(message) };
	return await call(line, { method: METHODS[part], payload, effect: 'read' }).then(
		(result) => toReceipt(target.chat, [result], [], line.now()),
		(failure: unknown) => unchanged(failure, target, line.now()),
	);
}

export async function deleteMessage(line: Line, target: Target): Promise<void> {
	await call(line, { method: 'deleteMessage', payload: idsOf(target), effect: 'write' });
}

export async function answerPress(line: Line, answer: PressAnswer): Promise<void> {
	const { pressId, text, alert, url, cacheSeconds } = answer;
	if (pressId.trim() === '')
		throw new InvalidInput(
			'Press ID',
			'is empty',
			'Give the id of the button press that the trigger received',
		);
	const length = [...text].length;
	if (length > ANSWER_CHARACTERS) {
		throw new InvalidInput(
			'Answer Text',
			`has ${length} characters, Telegram takes ${ANSWER_CHARACTERS}`,
			'Shorten it, or send a message',
		);
	}
	const payload: JsonObject = {
		callback_query_id: pressId,
		...(text && { text }),
		...(alert && { show_alert: true }),
		...(url && { url }),
		...(cacheSeconds !== undefined && { cache_time: cacheSeconds }),
	};
	await call(line, { method: 'answerCallbackQuery', payload, effect: 'read' });
}

const idsOf = ({ chat, messageId }: Target) => ({
	chat_id: chatIdOf(chat, { botRecipients: 'allow' }),
	message_id: toId(messageId, 'Message ID'),
});

function content(part: MessagePart, { text, format, options }: Message): JsonObject {
	if (part === 'buttons') return {};
	if (part === 'text' && isEmpty(text, format))
		throw new InvalidInput('Text', 'is empty', 'Give the new text');
	const tooLong = excess(text, format, part === 'text' ? TEXT_LIMIT : CAPTION_LIMIT);
	if (tooLong !== undefined)
		throw new InvalidInput('Text', tooLong, 'Shorten it; an edited message cannot be split');
	const preview = part === 'text' ? linkPreview(options.linkPreview) : undefined;
	return { [part]: text, ...parseMode(format), ...(preview && { link_preview_options: preview }) };
}

/** Only buttons under the message can be edited; none given removes those that are there. */
function markup({ buttons }: Message): JsonObject {
	if (buttons.flat().some(({ kind }) => KEYBOARD_KINDS.has(kind))) {
		throw new InvalidInput(
			'Buttons',
			'hold some of the person’s keyboard',
			'Only buttons under the message can be changed later',
		);
	}
	const replyMarkup = toReplyMarkup(buttons);
	return replyMarkup ? { reply_markup: replyMarkup } : {};
}

/** Telegram calls it a refusal when nothing would change; for the workflow it is what it wanted. */
function unchanged(failure: unknown, { chat, messageId }: Target, now: Date): Receipt {
	if (!isClass(failure, 'not_modified')) throw failure;
	const known = { message_id: messageId, ...(chat.form === 'id' && { chat: { id: chat.value } }) };
	const receipt = toReceipt(chat, [known], ['The message already looked like this'], now);
	return { ...receipt, raw: failure.facts.raw };
}
