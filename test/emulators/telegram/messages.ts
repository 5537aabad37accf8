/** Messages of one bot's chats, as the Bot API writes them. */
import type { Chat, User } from './chats';
import type { Entity } from './text/entity';
import type { Markup } from './keyboard';

export interface Message {
	message_id: number;
	date: number;
	edit_date?: number;
	chat: Chat;
	from?: User;
	sender_chat?: Chat;
	message_thread_id?: number;
	is_topic_message?: true;
	text?: string;
	entities?: Entity[];
	caption?: string;
	caption_entities?: Entity[];
	reply_to_message?: Message;
	/** Inline keyboards only: others are shown at the input field, not at the message. */
	reply_markup?: Markup;
	/** photo, document, … */
	[content: string]: unknown;
}

export class Messages {
	private readonly byChat = new Map<number, Map<number, Message>>();
	/** One numbering for people and basic groups, one for each supergroup or channel. */
	private readonly lastIds = new Map<number, number>();

	nextId(chat: { id: number; type: string }): number {
		const numbering = chat.type === 'private' || chat.type === 'group' ? 0 : chat.id;
		const id = (this.lastIds.get(numbering) ?? 0) + 1;
		this.lastIds.set(numbering, id);
		return id;
	}

	put(message: Message): Message {
		const chat = this.byChat.get(message.chat.id) ?? new Map<number, Message>();
		this.byChat.set(message.chat.id, chat.set(message.message_id, message));
		return message;
	}

	get(chatId: number, messageId: number): Message | undefined {
		return this.byChat.get(chatId)?.get(messageId);
	}

	/** In order of their ids; for pages that show a chat. */
	of(chatId: number): Message[] {
		return [...(this.byChat.get(chatId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
	}

	/** The last message with this id, whatever its chat. */
	find(messageId: number): Message | undefined {
		return [...this.byChat.values()].flatMap((chat) => chat.get(messageId) ?? []).at(-1);
	}

	delete(chatId: number, messageId: number): boolean {
		return this.byChat.get(chatId)?.delete(messageId) ?? false;
	}

	clear(): void {
		this.byChat.clear();
	}
}
