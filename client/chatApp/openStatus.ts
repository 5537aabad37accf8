import type { AccountStatus, Line } from '../gateway';
import { ask } from './call';
import { rawOf } from './answer';

/** Whether the service was opened in the console. Opening it is a contract, and never done from here. */
export async function getAccountStatus(line: Line): Promise<AccountStatus> {
	const answer = await ask(line, { action: 'GetChatappOpenStatus', effect: 'read' });
	return { open: String(answer.value.OpenStatus) === 'true', raw: rawOf(answer) };
}
