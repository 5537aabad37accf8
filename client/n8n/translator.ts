import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';

import { gateOf } from '../http/gate';
import { hold } from '../http/hold';
import { redactText } from '../http/redact';
import { wrap, type RetryAfter, type Send } from '../http/request';
import { retry } from '../http/retry';
import { InvalidInput } from '../model/error';
import type { Carrier } from '../translate/carrier';
import { isChatModel, MODEL_NAME, ModelTranslator } from '../translate/chatModel';
import { DeepL, deeplRetryAfter } from '../translate/deepl';
import { LibreTranslate, libreRetryAfter } from '../translate/libreTranslate';
import { Translations } from '../translate/translations';
import { clockOf } from './clock';
import { n8nRoad } from './road';

/** The n8n credential types of the services. n8n has a DeepL credential of its own, of another name. */
export const LIBRE_TRANSLATE_CREDENTIAL = 'botGatewayLibreTranslateApi';
export const DEEPL_CREDENTIAL = 'botGatewayDeepLApi';

/** Who translates, as it is stored in workflows. */
export type TranslatorChoice = 'libreTranslate' | 'deepl' | 'chatModel';

/** Requests under way together: a server of one's own has few hands. */
const PARALLEL = 4;

/** Tries after the first where the service could not be reached: people wait for the reply. */
const RECONNECTS = 1;

const OPENERS: Record<
	TranslatorChoice,
	(caller: IExecuteFunctions, longestWait: number) => Promise<Carrier>
> = {
	libreTranslate: async (caller, longestWait) =>
		new LibreTranslate(roadTo(caller, LIBRE_TRANSLATE_CREDENTIAL, libreRetryAfter, longestWait)),
	deepl: async (caller, longestWait) =>
		new DeepL(roadTo(caller, DEEPL_CREDENTIAL, deeplRetryAfter, longestWait)),
	chatModel: async (caller) => await Promise.resolve(new AttachedModel(caller)),
};

/**
 * The translator of one run of a node.
 * @param longestWait seconds that one request may spend on rate limits
 */
export const openTranslator = async (
	caller: IExecuteFunctions,
	choice: TranslatorChoice,
	longestWait = 30,
): Promise<Translations> => new Translations(await OPENERS[choice](caller, longestWait));

function roadTo(
	caller: IExecuteFunctions,
	credential: string,
	retryAfter: RetryAfter,
	longestWait: number,
): Send {
	const account = caller.getNode().credentials?.[credential]?.id ?? 'none';
	const clock = clockOf(caller);
	const patience = longestWait * 1_000;
	return wrap(
		n8nRoad(caller, credential),
		retry(retryAfter, { tries: RECONNECTS, patience }, clock),
		hold(gateOf(`${credential}/${account}`, PARALLEL), retryAfter, patience, clock),
	);
}

/**
 * The model that is attached to the node. n8n makes it when the first text is to be translated: one that cannot be
 * opened stops no reply. Of LangChain only its `invoke` is known here.
 */
class AttachedModel implements Carrier {
	readonly name = MODEL_NAME;
	private opened: Promise<ModelTranslator> | undefined;

	constructor(private readonly caller: IExecuteFunctions) {}

	async carry(...asked: Parameters<Carrier['carry']>): Promise<string[]> {
		const model = await (this.opened ??= this.open());
		return await model.carry(...asked);
	}

	private async open(): Promise<ModelTranslator> {
		const given: unknown = await this.caller
			.getInputConnectionData(NodeConnectionTypes.AiLanguageModel, 0)
			.catch((refusal: unknown) => noModel(refusal));
		const model: unknown = Array.isArray(given) ? given[0] : given;
		if (isChatModel(model)) return new ModelTranslator(model);
		throw model instanceof InvalidInput ? model : noModel(undefined);
	}
}

/** @param refusal n8n's, where no model is attached, or the attached one lacks its credential */
function noModel(refusal: unknown): InvalidInput {
	const said = refusal instanceof Error ? `: ${redactText(refusal.message)}` : '';
	return new InvalidInput(
		'Translate Missing Languages',
		`needs a chat model, and there is none${said}`,
		'Attach a chat model with a credential to the Model input of this node, or choose another translator',
		'unsupported',
	);
}
