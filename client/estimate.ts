import { unsupported } from './capability';
import { fit } from './fit';
import { fitSms } from './fitSms';
import type { Address, CostEstimate, Gateway, Line, Sms } from './gateway';
import type { Message } from './model/message';

/** What a message would cost as it would go out, and what would be changed for that. Nothing is sent. */
export async function estimate(
	gateway: Gateway,
	line: Line,
	address: Address,
	message: Message,
): Promise<CostEstimate & { degraded: string[] }> {
	if (!gateway.estimateCost) throw unsupported(gateway, 'estimateCost');
	const fitted = fit(gateway, message);
	return { ...(await gateway.estimateCost(line, address, fitted.message)), degraded: fitted.degraded };
}

/** The same for an SMS. */
export async function estimateSms(gateway: Gateway, line: Line, sms: Sms): Promise<CostEstimate> {
	if (!gateway.estimateSms) throw unsupported(gateway, 'estimateSms');
	fitSms(gateway, sms);
	return await gateway.estimateSms(line, sms);
}
