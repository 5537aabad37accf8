import { unsupported } from './capability';
import { conclude, isUnknown, type Handling } from './deliver';
import { fit } from './fit';
import type { Gateway, Line, Sending } from './gateway';
import { isFailure, keepFailure, NO_RESULT, type Failure } from './model/outcome';
import type { Receipt } from './model/receipt';

/** A message, and what becomes of it where it does not simply succeed. */
export interface Delivery extends Sending {
	handling: Handling;
}

/**
 * Delivers messages that go out by one request: each has its own receipt, or its own failure. When the answer to
 * the request never came, all of them are unknown; those that are to be sent again then go together once more.
 */
export async function deliverMany(
	gateway: Gateway,
	line: Line,
	deliveries: readonly Delivery[],
): Promise<Array<Receipt | Failure>> {
	const { bulk } = gateway;
	if (!bulk) throw unsupported(gateway, 'sendMessage');
	const results = new Map<Delivery, Receipt | Failure>();
	const send = async (some: readonly Delivery[]): Promise<void> => {
		const fitted = some.flatMap((delivery) => fitOr(gateway, delivery, results));
		if (fitted.length === 0) return;
		const answer = await bulk.send(line, fitted).catch(keepFailure);
		fitted.forEach(({ delivery, degraded }, index) => {
			const own = isFailure(answer) ? answer : (answer[index] ?? NO_RESULT);
			results.set(delivery, isFailure(own) ? own : { ...own, degraded: [...degraded, ...own.degraded] });
		});
	};
	await send(deliveries);
	await send(deliveries.filter((one) => isUnknown(results.get(one)) && one.handling.unknown === 'again'));
	return deliveries.map((one) =>
		conclude(gateway, line, one.address, results.get(one) ?? NO_RESULT, one.handling),
	);
}

/** The message as the service can take it; nothing where it cannot, and the result is known then. */
function fitOr(
	gateway: Gateway,
	delivery: Delivery,
	results: Map<Delivery, Receipt | Failure>,
): Array<Sending & { delivery: Delivery; degraded: string[] }> {
	try {
		const { message, degraded } = fit(gateway, delivery.message);
		return [{ address: delivery.address, message, degraded, delivery }];
	} catch (failure) {
		results.set(delivery, keepFailure(failure));
		return [];
	}
}
