import { languageTag } from '../language';
import type { BotEvent, EventContact } from '../model/event';
import { toPhone, toUsername } from '../registry/merge';
import type { SubscriberRecord } from '../registry/types';

/** Digits that an international number can have. Source: ITU-T E.164; no country has numbers of fewer than 7. */
const E164 = /^[1-9]\d{6,14}$/;

/** A number as other systems write it, `+79990000000`; null for what is no international number. */
export function toE164(phone: string | null | undefined): string | null {
	const digits = toPhone(phone) ?? '';
	return E164.test(digits) ? `+${digits}` : null;
}

/**
 * Who an event is about, for other systems.
 *
 * The registry's row holds already what the event told, and keeps the newest; so where there is one, it decides.
 * The card of a shared phone never counts by itself: a phone is here only when the person shared it as their own.
 * @param prefix stands before the service's id; see Receiver.idPrefix
 */
export function contactOf(
	{ service, subscriber }: BotEvent,
	record: SubscriberRecord | null | undefined,
	prefix: string = service,
): EventContact {
	const { phone, firstName, lastName, username, language } = record ?? subscriber ?? NOBODY;
	return {
		serviceId: subscriber === null || subscriber.id === '' ? null : `${prefix}-${subscriber.id}`,
		externalId: record?.externalId ?? subscriber?.externalId ?? null,
		phone: toE164(phone),
		email: (record?.email ?? subscriber?.email)?.trim().toLowerCase() || null,
		firstName: firstName || null,
		lastName: lastName || null,
		username: toUsername(username),
		language: languageTag(language),
	};
}

const NOBODY = { phone: null, firstName: null, lastName: null, username: null, language: null };
