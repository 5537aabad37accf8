/** Who the bot is, and whom it knows. */
import { chatOf, userOf, type KnownChat } from '../chats';
import { badRequest } from '../refusal';
import { isRecord } from '../params';
import type { Call, Method, MethodTable } from './call';

const getMe: Method = ({ bot }) => {
	const { profile } = bot;
	return {
		...bot.user,
		can_join_groups: profile.canJoinGroups ?? true,
		can_read_all_group_messages: profile.canReadAllGroupMessages ?? false,
		supports_inline_queries: profile.supportsInlineQueries ?? false,
		supports_guest_queries: profile.supportsGuestQueries ?? false,
		can_connect_to_business: profile.canConnectToBusiness ?? false,
		has_main_web_app: profile.hasMainWebApp ?? false,
		has_topics_enabled: profile.hasTopicsEnabled ?? false,
		allows_users_to_create_topics: false,
		can_manage_bots: profile.canManageBots ?? false,
		supports_join_request_queries: false,
	};
};

type TextName = keyof Call['bot']['texts'];

/** assumed: the names of these refusals; the limits are documented. */
const TEXTS: Record<TextName, { field: string; limit: number; tooLong: string }> = {
	name: { field: 'name', limit: 64, tooLong: 'NAME_INVALID' },
	description: { field: 'description', limit: 512, tooLong: 'BOT_DESCRIPTION_TOO_LONG' },
	shortDescription: { field: 'short_description', limit: 120, tooLong: 'BOT_SHORT_DESCRIPTION_TOO_LONG' },
};

/** A language without a text of its own has that of all languages. */
const getText =
	(name: TextName): Method =>
	({ bot, params }) => {
		const texts = bot.texts[name];
		return { [TEXTS[name].field]: texts.get(params.text('language_code')) ?? texts.get('') ?? '' };
	};

const setText =
	(name: TextName): Method =>
	({ bot, params }) => {
		const { field, limit, tooLong } = TEXTS[name];
		const text = params.text(field);
		const language = params.text('language_code');
		if ([...text].length > limit) throw badRequest(tooLong);
		if (text === '' && language !== '') bot.texts[name].delete(language);
		else bot.texts[name].set(language, text === '' && name === 'name' ? bot.profile.firstName : text);
		bot.changed();
		return true;
	};

/** Commands are kept apart by scope and language. */
function commandKey({ bot, method, params }: Call): string {
	const scope = params.json('scope', 'BotCommandScope') ?? { type: 'default' };
	if (!isRecord(scope)) throw badRequest("Can't parse BotCommandScope: BotCommandScope must be an Object");
	const type = String(scope['type']);
	const types = [
		'default',
		'all_private_chats',
		'all_group_chats',
		'all_chat_administrators',
		'chat',
		'chat_administrators',
		'chat_member',
	];
	if (!types.includes(type)) throw badRequest("Can't parse BotCommandScope: Unsupported type specified");
	if (type.startsWith('chat')) bot.chats.resolve(String(scope['chat_id'] ?? ''), 'read', method);
	return `${type} ${String(scope['chat_id'] ?? '')} ${String(scope['user_id'] ?? '')}|${params.text('language_code')}`;
}

const getMyCommands: Method = (call) => call.bot.commands.get(commandKey(call)) ?? [];

const setMyCommands: Method = (call) => {
	const value = call.params.json('commands', 'commands') ?? [];
	if (!Array.isArray(value)) throw badRequest('Expected an Array of BotCommand');
	const commands = value.map((item: unknown) => {
		if (!isRecord(item)) throw badRequest("Can't parse BotCommand: expected an Object");
		for (const field of ['command', 'description']) {
			if (item[field] === undefined) throw badRequest(`Can't parse BotCommand: Can't find field "${field}"`);
		}
		const command = String(item['command']).replace(/^\//, '');
		const description = String(item['description']);
		if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
		if (description.length < 1 || [...description].length > 256)
			throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
		return { command, description };
	});
	if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
	call.bot.commands.set(commandKey(call), commands);
	return true;
};

const deleteMyCommands: Method = (call) => {
	call.bot.commands.delete(commandKey(call));
	return true;
};

const fullInfo = (chat: KnownChat): Record<string, unknown> => ({
	...chatOf(chat),
	...(chat.person?.username && { active_usernames: [chat.person.username] }),
	...(chat.group?.username && { active_usernames: [chat.group.username] }),
	...(chat.person?.bio && { bio: chat.person.bio }),
	...(chat.group && { permissions: { can_send_messages: true } }),
	accent_color_id: Math.abs(chat.id) % 7,
	max_reaction_count: 11,
	accepted_gift_types: {
		unlimited_gifts: chat.type === 'private',
		limited_gifts: chat.type === 'private',
		unique_gifts: chat.type === 'private',
		premium_subscription: chat.type === 'private',
		gifts_from_channels: false,
	},
});

const getChat: Method = ({ bot, method, params }) =>
	fullInfo(bot.chats.resolve(params.text('chat_id'), 'read', method));

/** assumed: everybody known is a member of every chat, the bot an administrator. */
const getChatMember: Method = ({ bot, method, params }) => {
	const chat = bot.chats.resolve(params.text('chat_id'), 'read', method);
	const userId = params.integer('user_id');
	if (userId <= 0) throw badRequest('Invalid user_id specified');
	if (userId === bot.id) {
		return { user: bot.user, status: chat.type === 'private' ? 'member' : 'administrator' };
	}
	const person = bot.chats.get(userId)?.person;
	if (!person) throw badRequest('user not found');
	return { user: userOf(person), status: 'member' };
};

const getUserProfilePhotos: Method = ({ bot, params }) => {
	if (!bot.chats.get(params.integer('user_id'))?.person) throw badRequest('user not found');
	return { total_count: 0, photos: [] };
};

const getFile: Method = ({ bot, params }) => {
	const file = bot.files.get(params.text('file_id'));
	return {
		file_id: file.fileId,
		file_unique_id: file.uniqueId,
		file_size: file.bytes.length,
		file_path: file.path,
	};
};

/** From then on only another server may be used. */
const logOut: Method = ({ bot }) => {
	bot.loggedOut = true;
	return true;
};

/** assumed: the 429 of the first ten minutes is left out. */
const close: Method = () => true;

export const ACCOUNT_METHODS: MethodTable = {
	getMe,
	getMyName: getText('name'),
	setMyName: setText('name'),
	getMyDescription: getText('description'),
	setMyDescription: setText('description'),
	getMyShortDescription: getText('shortDescription'),
	setMyShortDescription: setText('shortDescription'),
	getMyCommands,
	setMyCommands,
	deleteMyCommands,
	getChat,
	getChatMember,
	getUserProfilePhotos,
	getFile,
	logOut,
	close,
};
