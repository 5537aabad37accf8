import type { IExecuteFunctions } from 'n8n-workflow';

import type { Gateway } from '../../gateway';
import type { Message, Template } from '../../model/message';
import { readParameterData, readParameterFields, type ParameterField } from '../../read/parameters';
import { readChoice, readLocator, readText, readWord } from './parameters';

/** What a message says: a text, or a prepared message with what fills it. See fields/template. @throws InvalidInput */
export function readContent(
	gateway: Gateway,
	context: IExecuteFunctions,
	item: number,
): Pick<Message, 'text' | 'template'> {
	const { can } = gateway;
	const isText = can.textInTemplate === undefined || contentOf(context, item) === 'text';
	const text = isText ? readText(context, 'text', item) : '';
	const id = can.templates ? String(readLocator(context, 'template', item).value ?? '').trim() : '';
	if (id === '') return { text };
	const language = readWord(context, 'options.templateLanguage', item);
	const template: Template = {
		id,
		parameters: parametersOf(context, item),
		...(language !== '' && { language }),
		...(can.textInTemplate !== undefined &&
			isText && { textParameter: readWord(context, 'options.textVariable', item) || 'text' }),
	};
	return { text, template };
}

const contentOf = (context: IExecuteFunctions, item: number): 'template' | 'text' =>
	readChoice(context, item, {
		name: 'content',
		label: 'Content',
		of: ['template', 'text'],
		usual: 'template',
	});

function parametersOf(context: IExecuteFunctions, item: number): Template['parameters'] {
	const from = readChoice(context, item, {
		name: 'parametersFrom',
		label: 'Parameters',
		of: ['none', 'fields', 'data'],
		usual: 'none',
	});
	if (from === 'data') return readParameterData(context.getNodeParameter('parametersData', item, ''));
	if (from !== 'fields') return {};
	return readParameterFields(context.getNodeParameter('parameters.parameter', item, []) as ParameterField[]);
}
