import type { Cascade, Line } from '../gateway';
import type { Receipt } from '../model/receipt';
import { messageIdsIn } from './answer';
import { ask } from './call';
import type { Advice } from './errors';
import { accepted } from './receipt';
import { numberOf } from './recipient';

const ADVICE: Advice = {
	refused: 'Check the phone and the stages against what SMSGOLD says',
	address: 'Base URL',
};

/**
 * Hands a cascade to the service. Its page "Каскадная рассылка" documents the number, the types of the stages and
 * their order; which fields a stage needs and what makes the service go on to the next are not documented, so
 * stages travel as the user wrote them.
 */
export async function sendCascade(line: Line, { phone, stages }: Cascade): Promise<Receipt> {
	const number = numberOf(phone, 'Phone');
	const answer = await ask(
		line,
		{ method: 'POST', path: '/v1/cascade/', json: { number, stages }, effect: 'write' },
		ADVICE,
	);
	return {
		channel: 'cascade',
		...accepted(line, answer, messageIdsIn(answer.value)),
		recipient: { form: 'phone', value: number, id: null },
	};
}
