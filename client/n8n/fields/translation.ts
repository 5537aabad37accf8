/** The panel's part of translation: who translates, from which language, and with which account. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { DEEPL_CREDENTIAL, LIBRE_TRANSLATE_CREDENTIAL, type TranslatorChoice } from '../translator';

/** Stored in workflows: never changes. */
export const TRANSLATOR_FIELD = 'translateMissing';

const CHOICES: ReadonlyArray<{ name: string; value: TranslatorChoice | 'off'; description: string }> = [
	{
		name: 'Chat Model',
		value: 'chatModel',
		description: 'The model that is attached to the Model input of this node',
	},
	{ name: 'DeepL', value: 'deepl', description: 'An account of DeepL, free or paid' },
	{
		name: 'LibreTranslate',
		value: 'libreTranslate',
		description: 'A LibreTranslate of your own or of somebody else',
	},
	{ name: 'Off', value: 'off', description: 'The reply is sent in a language that it is written in' },
];

export const translationField = (): INodeProperties => ({
	displayName: 'Translate Missing Languages',
	name: TRANSLATOR_FIELD,
	type: 'options',
	noDataExpression: true,
	options: [...CHOICES],
	default: 'off',
	description:
		'Who translates a reply into a language that it is not written in. Placeholders, links, mentions and formatting stay as they are. Only what you wrote is sent to the translator, nothing of the person. Say in the options in which language your texts are.',
});

/** Shown for their own choice only; see client/n8n/accounts.ts for why it is said by hiding. */
export const translationAccounts = (): INodeCredentialDescription[] => [
	accountOf(LIBRE_TRANSLATE_CREDENTIAL, 'LibreTranslate', 'libreTranslate'),
	accountOf(DEEPL_CREDENTIAL, 'DeepL', 'deepl'),
];

const accountOf = (
	name: string,
	displayName: string,
	choice: TranslatorChoice,
): INodeCredentialDescription => ({
	name,
	displayName,
	required: true,
	displayOptions: {
		hide: { [TRANSLATOR_FIELD]: CHOICES.map(({ value }) => value).filter((value) => value !== choice) },
	},
});

/** The inputs of a node that can translate: a model's only where a model translates. */
export const translationInputs =
	`={{ $parameter["${TRANSLATOR_FIELD}"] === "chatModel" ? ["main", { "type": "ai_languageModel", "displayName": "Model", "required": true, "maxConnections": 1 }] : ["main"] }}` as const;
