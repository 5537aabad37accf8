import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { contactOf } from '../../client/events/contact';
import type { Line } from '../../client/gateway';
import type { BotEvent } from '../../client/model/event';
import type { BinaryFile } from '../../client/model/message';
import { isFailure, outcomeOf } from '../../client/model/outcome';
import type { Registry } from '../../client/registry/types';
import type { Setup } from './read';

export interface Preparation {
	context: ITriggerFunctions | IWebhookFunctions | IExecuteFunctions;
	setup: Setup;
	line: Line;
	/** Keeps the list of subscribers, where the user wants one. */
	registry: Pick<Registry, 'note'> | undefined;
}

/** Makes the item of an event that passed the filters. Never rejects: what goes wrong is told in `error`. */
export async function prepare(event: BotEvent, preparation: Preparation): Promise<INodeExecutionData> {
	const { setup, registry } = preparation;
	const noted = await registry?.note(event);
	const { raw, event: name, ...told } = noted?.event ?? event;
	const known = told.subscriber?.language ?? noted?.record?.language;
	const file = await fileOf(event, preparation);
	const errors = [told.error, file?.error].filter((text) => text !== undefined);
	const json = {
		event: name, // first, as people look for it first
		...told,
		contact: contactOf(event, noted?.record, setup.receiver.idPrefix),
		...(!known && { language: setup.fallback }),
		...(errors.length > 0 && { error: errors.join('. ') }),
		...(!setup.simplify && { raw }),
	};
	return { json: json as unknown as IDataObject, ...file?.binary };
}

interface Loaded {
	binary?: Pick<INodeExecutionData, 'binary'>;
	error?: string;
}

async function fileOf(event: BotEvent, { context, setup, line }: Preparation): Promise<Loaded | undefined> {
	const file = event.message?.file;
	const { receiver } = setup;
	if (!file || !setup.download || !receiver.download) return undefined;
	const { most, field } = setup.download;
	const loaded = await receiver
		.download(line, file, most)
		.then(async (found) => ({ binary: { [field]: await keep(context, found) } }))
		.catch((failure: unknown) => ({ error: `The file was not loaded: ${wordsOf(failure)}` }));
	return 'error' in loaded ? loaded : { binary: loaded };
}

const keep = async ({ helpers }: Preparation['context'], { data, name, mimeType }: BinaryFile) =>
	await helpers.prepareBinaryData(data, name, mimeType);

const wordsOf = (failure: unknown): string =>
	isFailure(failure) ? outcomeOf(failure).description : 'something unexpected went wrong';
