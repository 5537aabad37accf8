import { InvalidInput } from '../../client/model/error';
import { readStages } from '../../client/read/stages';

const STAGES = [
	{ type: 'telegramBot', botId: 'b1', any: { depth: [1] } },
	{ type: 'a type that nobody knows yet' },
];

it.each([
	['a list', STAGES],
	['the JSON text of one', JSON.stringify(STAGES)],
])('reads %s as it stands', (_, given) => {
	expect(readStages(given)).toEqual(STAGES);
});

it.each([
	['nothing', undefined, 'Stages are no JSON list'],
	['an empty text', '', 'Stages are no JSON list'],
	['half a JSON', '[{', 'Stages are no JSON list'],
	['an object', { type: 'sms' }, 'Stages are no JSON list'],
	['an empty list', [], 'Stages are empty'],
	['a text in the list', ['sms'], 'Stages, stage 1 is no object'],
	['null in the list', [{ type: 'sms' }, null], 'Stages, stage 2 is no object'],
	['a stage without a type', [{ type: 'sms' }, { botId: 'b1' }], 'Stages, stage 2 has no type'],
	['a type that is no text', [{ type: 1 }], 'Stages, stage 1 has no type'],
	['an empty type', '[{"type":" "}]', 'Stages, stage 1 has no type'],
])('refuses %s', (_, given, message) => {
	expect(() => readStages(given)).toThrow(InvalidInput);
	expect(() => readStages(given)).toThrow(message);
});
