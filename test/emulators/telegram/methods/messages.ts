/** sendMessage and everything else that puts a message into a chat. */
import { mediaFields, type MediaKind, type StoredFile } from '../files';
import { isRecord } from '../params';
import { badRequest } from '../refusal';
import { parseFormatted } from '../text/formatted';
import type { Call, Method, MethodTable } from './call';
import { prepare, put, reach, readCaption, readText, send, textFields, type Content } from './send';

const sendMessage: Method = (call) => {
	const text = readText(call);
	const preview = call.params.json('link_preview_options', 'link preview options');
	if (preview !== undefined && !isRecord(preview))
		throw badRequest('Object expected as link preview options');
	return send(call, () => ({
		fields: {
			...textFields(call, 'text', text),
			...(preview !== undefined && Object.keys(preview).length > 0 && { link_preview_options: preview }),
		},
	}));
};

const mediaContent = (call: Call, file: StoredFile, caption: Record<string, unknown>): Content => ({
	fields: {
		...mediaFields(file),
		...caption,
		...(call.params.flag('has_spoiler') && { has_media_spoiler: true }),
		...(call.params.flag('show_caption_above_media') && { show_caption_above_media: true }),
	},
	media: file,
});

/** Kinds without a caption take none. */
const sendMedia =
	(kind: MediaKind, hasCaption = true): Method =>
	(call) => {
		const caption = hasCaption ? readCaption(call) : { text: '', entities: [] };
		requireFile(call, kind);
		return send(call, () => {
			const file = call.bot.files.input(call.params, kind, kind);
			return mediaContent(call, file, textFields(call, 'caption', caption));
		});
	};

/** A missing file is noticed before the chat is looked at. */
function requireFile({ params }: Call, kind: MediaKind): void {
	if (params.text(kind) === '' && !params.upload(kind)) {
		throw badRequest(`There is no ${kind.replace('_', ' ')} in the request`);
	}
}

const sendMediaGroup: Method = (call) => {
	const { bot, params } = call;
	const media = params.json('media', 'media');
	if (!Array.isArray(media)) throw badRequest('Expected an Array of InputMedia');
	const items: unknown[] = media;
	const captions = items.map((item) =>
		isRecord(item)
			? parseFormatted(
					String(item['caption'] ?? ''),
					String(item['parse_mode'] ?? ''),
					Array.isArray(item['caption_entities']) ? (item['caption_entities'] as unknown[]) : undefined,
				)
			: { text: '', entities: [] },
	);
	const prepared = prepare(call);
	if (items.length > 10) throw badRequest('Too many messages to send as an album');
	// documented as 2–10; assumed: one alone is refused with this text
	if (items.length < 2) throw badRequest('media group must contain 2-10 items');
	const contents = items.map((item, index): Content => {
		const { file } = bot.files.inputMedia(params, item);
		return mediaContent(
			call,
			file,
			textFields(call, 'caption', captions[index] ?? { text: '', entities: [] }),
		);
	});
	const kinds = new Set(contents.map(({ media: file }) => (file?.kind === 'video' ? 'photo' : file?.kind)));
	if (kinds.size > 1 || kinds.has('animation')) {
		throw badRequest("Can't use the media of the specified type in the album");
	}
	reach(call, prepared.chat);
	const album = `${bot.id}${bot.sent.length}`;
	return contents.map(({ fields, media: file }) =>
		put(
			call,
			prepared,
			{ fields: { media_group_id: album, ...fields }, ...(file && { media: file }) },
			undefined,
		),
	);
};

const sendLocation: Method = (call) => {
	const { params } = call;
	const coordinate = (name: string, most: number): number => {
		if (params.text(name) === '') throw badRequest(`${name} is empty`);
		const value = Number(params.text(name));
		// assumed: the text
		if (!(Math.abs(value) <= most)) throw badRequest('wrong location specified');
		return value;
	};
	const location = { latitude: coordinate('latitude', 90), longitude: coordinate('longitude', 180) };
	return send(call, () => ({ fields: { location } }));
};

const sendVenue: Method = (call) => {
	const { params } = call;
	const location = { latitude: Number(params.text('latitude')), longitude: Number(params.text('longitude')) };
	return send(call, () => ({
		fields: { location, venue: { location, title: params.text('title'), address: params.text('address') } },
	}));
};

const sendContact: Method = (call) => {
	const phone = required(call, 'phone_number');
	const firstName = required(call, 'first_name');
	const lastName = call.params.text('last_name');
	return send(call, () => ({
		fields: {
			contact: {
				phone_number: phone,
				first_name: firstName,
				...(lastName !== '' && { last_name: lastName }),
			},
		},
	}));
};

function required({ params }: Call, name: string): string {
	const text = params.text(name);
	if (text === '') throw badRequest(`Parameter "${name}" is required`);
	return text;
}

/** assumed: the texts of the limits. */
const sendPoll: Method = (call) => {
	const { params, bot } = call;
	const question = params.text('question');
	const options = params.json('options', 'options');
	if (!Array.isArray(options)) throw badRequest('Expected an Array of String as options');
	const texts = options.map((option: unknown) =>
		isRecord(option) ? String(option['text'] ?? '') : String(option),
	);
	return send(call, () => {
		if (question === '') throw badRequest('Poll question must be non-empty');
		if ([...question].length > 300) throw badRequest('Poll question length must not exceed 300');
		if (texts.length < 2) throw badRequest('Poll must have at least 2 option');
		if (texts.length > 12) throw badRequest("Poll can't have more than 12 options");
		if (texts.includes('')) throw badRequest('Poll options must be non-empty');
		if (texts.some((text) => [...text].length > 100))
			throw badRequest('Poll options length must not exceed 100');
		return {
			fields: {
				poll: {
					id: `${bot.id}${bot.sent.length}`,
					question,
					options: texts.map((text, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
					total_voter_count: 0,
					is_closed: params.flag('is_closed'),
					is_anonymous: !params.has('is_anonymous') || params.flag('is_anonymous'),
					type: params.text('type') === 'quiz' ? 'quiz' : 'regular',
					allows_multiple_answers: params.flag('allows_multiple_answers'),
					allows_revoting: false,
					members_only: false,
				},
			},
		};
	});
};

const DICE: Record<string, number> = { '🎲': 6, '🎯': 6, '🏀': 5, '⚽': 5, '🎳': 6, '🎰': 64 };

const sendDice: Method = (call) => {
	const emoji = call.params.text('emoji') || '🎲';
	const sides = DICE[emoji];
	if (sides === undefined) throw badRequest('dice emoji is invalid');
	// the same run throws the same dice
	return send(call, () => ({ fields: { dice: { emoji, value: 1 + (call.bot.sent.length % sides) } } }));
};

/** Only the number comes back. */
const copyMessage: Method = (call) => {
	const { bot, method, params } = call;
	required(call, 'from_chat_id');
	const caption = params.has('caption') ? readCaption(call) : undefined;
	const from = bot.chats.resolve(params.text('from_chat_id'), 'read', method);
	const original = bot.messages.get(from.id, params.integer('message_id'));
	if (!original) throw badRequest('message to copy not found');
	const {
		message_id: _id,
		from: _from,
		sender_chat: _sender,
		chat: _chat,
		date: _date,
		edit_date: _edited,
		reply_to_message: _reply,
		reply_markup: _markup,
		message_thread_id: _thread,
		is_topic_message: _topic,
		...fields
	} = original;
	const { caption: _caption, caption_entities: _entities, ...rest } = fields;
	const message = send(call, () => ({
		fields: caption ? { ...rest, ...textFields(call, 'caption', caption) } : fields,
	}));
	return { message_id: message.message_id };
};

export const MESSAGE_METHODS: MethodTable = {
	sendMessage,
	sendPhoto: sendMedia('photo'),
	sendDocument: sendMedia('document'),
	sendVideo: sendMedia('video'),
	sendAnimation: sendMedia('animation'),
	sendAudio: sendMedia('audio'),
	sendVoice: sendMedia('voice'),
	sendVideoNote: sendMedia('video_note', false),
	sendSticker: sendMedia('sticker', false),
	sendMediaGroup,
	sendLocation,
	sendVenue,
	sendContact,
	sendPoll,
	sendDice,
	copyMessage,
};
