/** Progress of a message, in this order; a message only moves forward. */
export const PROGRESS = ['queued', 'sent', 'delivered', 'read', 'clicked'] as const;

/** A message that ended without reaching anybody. */
export const ENDED = ['notSubscribed', 'blocked', 'rejected', 'expired', 'failed'] as const;

/** One scale for all services. `unknown`: a request broke off and nobody can tell whether it was carried out. */
export type DeliveryStatus = (typeof PROGRESS)[number] | (typeof ENDED)[number] | 'unknown';
