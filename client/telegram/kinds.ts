import type { EventName } from '../model/event';
import type { Update } from '../vendor/grammy';

/** Every kind of update, each named once. Source: Bot API 10.3, "Update". */
const KINDS = {
	message: true,
	edited_message: true,
	channel_post: true,
	edited_channel_post: true,
	business_connection: true,
	business_message: true,
	edited_business_message: true,
	deleted_business_messages: true,
	guest_message: true,
	stopped_message_generation: true,
	inline_query: true,
	chosen_inline_result: true,
	callback_query: true,
	shipping_query: true,
	pre_checkout_query: true,
	purchased_paid_media: true,
	poll: true,
	poll_answer: true,
	my_chat_member: true,
	managed_bot: true,
	chat_join_request: true,
	chat_boost: true,
	removed_chat_boost: true,
	subscription: true,
	chat_member: true,
	message_reaction: true,
	message_reaction_count: true,
} as const satisfies Record<Exclude<keyof Update, 'update_id'>, true>;

export type UpdateKind = keyof typeof KINDS;

export const ALL_KINDS = Object.keys(KINDS) as UpdateKind[];

/** The kinds from which each event can come. */
const OF_EVENT: Partial<Record<EventName, readonly UpdateKind[]>> = {
	message: ['message', 'channel_post', 'business_message'],
	buttonPressed: ['callback_query'],
	subscribed: ['message', 'my_chat_member'],
	unsubscribed: ['my_chat_member'],
	phoneShared: ['message'],
	notification: ALL_KINDS,
};

export const TELEGRAM_EVENTS = Object.keys(OF_EVENT) as EventName[];

/**
 * What to name in `allowed_updates`. It is always named: a call without it keeps the list of an earlier one.
 * `my_chat_member` is always in it, as a block or its end must reach whoever keeps the list of subscribers.
 */
export const kindsOf = (wanted: readonly EventName[]): UpdateKind[] => {
	const named = new Set<UpdateKind>(wanted.flatMap((event) => OF_EVENT[event] ?? []));
	return ALL_KINDS.filter((kind) => named.has(kind) || kind === 'my_chat_member');
};
