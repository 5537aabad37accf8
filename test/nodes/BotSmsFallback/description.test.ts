import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { gateways } from '../../../client/gateways';
import { BotSmsFallback } from '../../../nodes/BotSmsFallback/BotSmsFallback.node';

const { description } = new BotSmsFallback();
const { properties } = description;

const isShown = (
	parameters: INodeParameters,
	of: { displayOptions?: INodeProperties['displayOptions'] },
): boolean => {
	const node: INode = { id: '1', name: 'N', type: 't', typeVersion: 1, position: [0, 0], parameters };
	return NodeHelpers.displayParameter(parameters, of as INodeProperties, node, description);
};

const shownIn = (parameters: INodeParameters): INodeProperties[] =>
	properties.filter((field) => isShown(parameters, field));

const values = ({ type, options = [] }: INodeProperties): unknown[] =>
	type === 'boolean' ? [true, false] : options.map((one) => ('value' in one ? one.value : undefined));

const CONTROLS = [
	'service',
	'smsService',
	'smsFrom',
	'useRegistry',
	'operation',
	'strategy',
	'content',
	'attachment',
];

/** Every set of choices that people can click together, as far as it changes what the panel shows. */
function* clicked(parameters: INodeParameters = {}): Generator<INodeParameters> {
	const open = shownIn(parameters).find(({ name }) => CONTROLS.includes(name) && !(name in parameters));
	if (!open) yield parameters;
	else for (const value of values(open)) yield* clicked({ ...parameters, [open.name]: value as string });
}

const views = [...clicked()];

const accounts = (view: INodeParameters): string[] =>
	(description.credentials ?? []).filter((one) => isShown(view, one)).map(({ name }) => name);

it('asks for the account of the bot, the one that sends the SMS, and the registry’s while it is used', () => {
	expect(views.length).toBeGreaterThan(20);
	for (const view of views) {
		const bot = gateways.find(({ id }) => id === view.service);
		const sms = gateways.find(({ id }) => id === view.smsService);
		const wanted = [
			bot?.credential,
			sms?.credential,
			view.useRegistry === true ? 'botGatewayRegistryApi' : undefined,
		].filter((one) => one !== undefined);
		expect([view, accounts(view).sort()]).toEqual([view, [...new Set(wanted)].sort()]);
	}
});

it('offers every service that sends SMS, and none that does not', () => {
	const able = gateways.filter(({ sendSms }) => sendSms !== undefined).map(({ id }) => id);
	const field = properties.find(({ name }) => name === 'smsService');
	expect(field && values(field)).toEqual(expect.arrayContaining([...able, 'none']));
	expect(field && values(field)).toHaveLength(able.length + 1);
	for (const { id, sendSms } of gateways) {
		const names = shownIn({ service: id }).map(({ name }) => name);
		expect([id, names.includes('smsService'), names.includes('smsFrom')]).toEqual([id, !sendSms, !!sendSms]);
	}
});

it('shows no two fields of one name', () => {
	for (const view of views) {
		const names = shownIn(view).map(({ name }) => name);
		expect(names.filter((one, at) => names.indexOf(one) !== at)).toEqual([]);
	}
});

it('shows every field somewhere, each choice with a default among its values', () => {
	const shown = new Set(views.flatMap(shownIn));
	// where a file comes from and where buttons do are chosen first
	const later = ({ displayOptions }: INodeProperties): boolean =>
		['fileFrom', 'buttonsFrom', 'parametersFrom'].some((name) => displayOptions?.show?.[name] !== undefined);
	expect(properties.filter((field) => !shown.has(field) && !later(field)).map(({ name }) => name)).toEqual(
		[],
	);
	for (const field of properties.filter(({ type }) => type === 'options')) {
		expect([field.name, values(field)]).toEqual([
			field.name,
			expect.arrayContaining([field.default]) as unknown[],
		]);
	}
});

it('offers as reached only what the service can know', () => {
	for (const { id, can } of gateways) {
		const field = shownIn({ service: id, operation: 'fallBack' }).find(({ name }) => name === 'reached');
		const { status, skips = [] } = can.furthestStatus;
		expect([id, field && values(field).includes('delivered')]).toEqual([
			id,
			['delivered', 'read', 'clicked'].includes(status) && !skips.includes('delivered'),
		]);
	}
});

it('counts nothing as usual of which a fallback would never hear, so that not everybody gets an SMS', () => {
	for (const { id, getStatuses } of gateways) {
		const field = shownIn({ service: id, operation: 'fallBack' }).find(({ name }) => name === 'reached');
		if (!getStatuses) expect([id, field?.default]).toEqual([id, 'accepted']);
	}
});

it('hides what the bot would send where the service’s own cascade is chosen', () => {
	const withCascade = gateways.filter(({ sendCascade }) => sendCascade !== undefined);
	expect(withCascade).not.toEqual([]);
	for (const { id } of withCascade) {
		const view = { service: id, operation: 'sendAndFallBack', strategy: 'cascade', useRegistry: false };
		const names = shownIn(view).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['stages', 'phone', 'key', 'cascadeNotice', 'guard']));
		for (const hidden of ['recipient', 'text', 'smsText', 'buttonsFrom']) expect(names).not.toContain(hidden);
	}
});
