import { furthest, goalsOf, usualGoal, verdictOf } from '../../client/fallback/reached';
import type { Capabilities } from '../../client/gateway';
import type { DeliveryStatus } from '../../client/model/status';

const upTo = (status: DeliveryStatus, ...skips: DeliveryStatus[]): Capabilities =>
	({ furthestStatus: { status, note: '', skips } }) as Partial<Capabilities> as Capabilities;
const getStatuses = async () => await Promise.resolve([]);

it('offers only what the service can know, and replies, which the registry knows', () => {
	expect(goalsOf(upTo('sent'))).toEqual(['accepted', 'replied']);
	expect(goalsOf(upTo('delivered'))).toEqual(['accepted', 'delivered', 'replied']);
	expect(goalsOf(upTo('clicked'))).toEqual(['accepted', 'delivered', 'read', 'clicked', 'replied']);
	expect(goalsOf(upTo('clicked', 'delivered', 'read'))).toEqual(['accepted', 'clicked', 'replied']);
});

it('waits for what the service can be asked about, where nobody has chosen', () => {
	expect(usualGoal({ can: upTo('sent'), getStatuses })).toBe('accepted');
	expect(usualGoal({ can: upTo('read'), getStatuses })).toBe('delivered');
	expect(usualGoal({ can: upTo('clicked', 'delivered'), getStatuses })).toBe('accepted');
	// it reports to a webhook only: whoever waits for that here would send an SMS to everybody
	expect(usualGoal({ can: upTo('read') })).toBe('accepted');
});

it.each([
	['queued', 'accepted', 'reached'],
	['sent', 'delivered', 'pending'],
	['delivered', 'delivered', 'reached'],
	['read', 'delivered', 'reached'],
	['delivered', 'read', 'pending'],
	['clicked', 'read', 'reached'],
	['read', 'replied', 'pending'],
	['blocked', 'accepted', 'ended'],
	['expired', 'replied', 'ended'],
	['unknown', 'accepted', 'unknown'],
] as const)('%s, where %s is wanted: %s', (status, goal, verdict) => {
	expect(verdictOf(status, goal)).toBe(verdict);
});

it.each([
	['sent', 'delivered', 'delivered'],
	['delivered', 'sent', 'delivered'],
	['sent', 'blocked', 'blocked'],
	['unknown', 'sent', 'sent'],
	['sent', 'unknown', 'sent'],
	['blocked', 'delivered', 'delivered'],
] as const)('of %s and later %s, %s holds', (known, later, status) => {
	expect(furthest(known, later)).toBe(status);
});
