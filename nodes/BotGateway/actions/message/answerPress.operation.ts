import { optionsField } from '../../../../client/n8n/fields/options';
import { readText, readWord } from '../../../../client/n8n/read/parameters';
import { toItems } from '../../../../client/n8n/items';
import { operation } from '../operation';

export const answerPress = operation({
	value: 'answerPress',
	name: 'Answer Button Press',
	action: 'Answer a button press',
	description:
		'Tell the person who pressed a callback button that it was taken; until then the button shows a waiting sign',
	needs: 'answerPress',
	fields: [
		{
			displayName: 'Press ID',
			name: 'pressId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 4382bfdwdsb323b2d9',
			description: 'The ID of the button press (callback query), as the trigger received it',
		},
		{
			displayName: 'Answer Text',
			name: 'answerText',
			type: 'string',
			default: '',
			placeholder: 'e.g. Thank you, noted',
			description: 'A short notice for the person: 200 characters at most; empty only ends the waiting',
		},
		optionsField(
			{
				displayName: 'Repeat for (Seconds)',
				name: 'cacheSeconds',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'For how long the app may repeat this answer by itself',
			},
			{
				displayName: 'Show as Alert',
				name: 'alert',
				type: 'boolean',
				default: false,
				description: 'Whether the text is a box to be closed by hand instead of a short notice',
			},
			{
				displayName: 'URL',
				name: 'url',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://t.me/my_bot?start=hello',
				description: 'Opened on the person’s device, where the service allows it',
			},
		),
	],
	start: (session) => {
		const { gateway, line, context } = session;
		return {
			done: 'answered',
			read: (item) => {
				const url = readWord(context, 'options.url', item);
				const cacheSeconds = context.getNodeParameter('options.cacheSeconds', item, 0) as number;
				return {
					pressId: readWord(context, 'pressId', item),
					text: readText(context, 'answerText', item),
					alert: context.getNodeParameter('options.alert', item, false) === true,
					...(url && { url }),
					...(cacheSeconds > 0 && { cacheSeconds }),
				};
			},
			known: ({ pressId }) => ({ service: gateway.id, pressId }),
			run: async (answer) => {
				await gateway.answerPress?.(line, answer);
				return toItems(session, { service: gateway.id, pressId: answer.pressId, answered: true });
			},
		};
	},
});
