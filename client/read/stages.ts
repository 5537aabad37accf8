import type { CascadeStage } from '../gateway';
import { isObject, parseJson, type JsonObject } from '../http/json';
import { InvalidInput } from '../model/error';

/**
 * The stages of a cascade: a list of objects with a `type`, or the JSON text of one. What else a stage holds is
 * between the user and the service.
 * @throws InvalidInput naming the stage
 */
export function readStages(given: unknown): CascadeStage[] {
	const value = typeof given === 'string' ? parseJson(given) : given;
	if (!Array.isArray(value)) throw invalid('Stages', 'are no JSON list');
	if (value.length === 0) throw invalid('Stages', 'are empty');
	return value.map((stage: unknown, n) => {
		const field = `Stages, stage ${n + 1}`;
		if (!isObject(stage)) throw invalid(field, 'is no object');
		if (!hasType(stage)) throw invalid(field, 'has no type');
		return stage;
	});
}

const hasType = (stage: JsonObject): stage is CascadeStage =>
	typeof stage.type === 'string' && stage.type.trim() !== '';

const invalid = (field: string, detail: string): InvalidInput =>
	new InvalidInput(field, detail, 'Write them as [{ "type": "telegramBot" }, { "type": "sms" }]');
