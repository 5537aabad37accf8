import type { INodeProperties } from 'n8n-workflow';

/** Whose language a text of the bot is for. */
export const languageField = (): INodeProperties => ({
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. en',
	description:
		'Two-letter code of the people who see it; empty for everybody who has no text in their own language',
});
