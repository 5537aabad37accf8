import type { Update } from '../vendor/grammy';

type Member = keyof NonNullable<Update['message']>;

/**
 * Messages by which Telegram tells what happened in a chat: nobody has written them, and nobody expects an answer.
 * What somebody does for the bot (pays, shares a chat, sends the data of a web app) is none of these.
 * Source: Bot API 10.3, "Message", its service messages.
 */
const HAPPENINGS = [
	'boost_added',
	'channel_chat_created',
	'chat_background_set',
	'chat_owner_changed',
	'chat_owner_left',
	'checklist_tasks_added',
	'checklist_tasks_done',
	'delete_chat_photo',
	'direct_message_price_changed',
	'forum_topic_closed',
	'forum_topic_created',
	'forum_topic_edited',
	'forum_topic_reopened',
	'general_forum_topic_hidden',
	'general_forum_topic_unhidden',
	'giveaway_completed',
	'giveaway_created',
	'group_chat_created',
	'left_chat_member',
	'message_auto_delete_timer_changed',
	'migrate_from_chat_id',
	'migrate_to_chat_id',
	'new_chat_members',
	'new_chat_photo',
	'new_chat_title',
	'paid_message_price_changed',
	'pinned_message',
	'poll_option_added',
	'poll_option_deleted',
	'proximity_alert_triggered',
	'supergroup_chat_created',
	'video_chat_ended',
	'video_chat_participants_invited',
	'video_chat_scheduled',
	'video_chat_started',
] as const satisfies readonly Member[];

/** Telegram's word for what happened; undefined for a message that somebody wrote. */
export const happeningIn = (message: object): string | undefined =>
	HAPPENINGS.find((name) => name in message);
