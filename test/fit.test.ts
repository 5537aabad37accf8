import { fit } from '../client/fit';
import type { Capabilities, Gateway } from '../client/gateway';
import { InvalidInput } from '../client/model/error';
import type { Button } from '../client/model/button';
import type { Message, MessageOptions } from '../client/model/message';
import { message as plain } from './support/message';

const gatewayWith = (can: Partial<Capabilities>): Gateway => ({
	id: 'test',
	name: 'Test',
	credential: 'testApi',
	can: {
		bots: 'one',
		recipients: ['id'],
		recipientsNeedingBot: [],
		formats: ['plain'],
		textLimit: null,
		captionLimit: null,
		buttons: [],
		media: [],
		mediaFrom: [],
		location: false,
		options: [],
		tellsUnreached: false,
		furthestStatus: { status: 'sent', note: '' },
		missing: {},
		assumptions: [],
		...can,
	},
	parallel: 1,
	retryAfter: () => undefined,
});

const message = (
	changes: Partial<Message> = {},
	unsupportedButtons: 'refuse' | 'degrade' = 'refuse',
): Message => plain({ leeway: { unsupportedButtons }, ...changes });

const nothing = gatewayWith({});
const everything = gatewayWith({
	formats: ['plain', 'html', 'markdownV2', 'markdown'],
	buttons: ['url', 'callback', 'webApp', 'copyText', 'reply', 'requestContact', 'requestLocation'],
	buttonStyles: true,
	media: ['photo'],
	mediaFrom: ['url'],
	location: true,
	templates: true,
	options: [
		'silent',
		'protect',
		'topicId',
		'replyTo',
		'linkPreview',
		'keyboard',
		'clientId',
		'extra',
		'sendAt',
		'lifetime',
		'confirmPhoneDays',
	],
});

function refusalOf(gateway: Gateway, asked: Message): InvalidInput {
	try {
		fit(gateway, asked);
	} catch (error) {
		if (error instanceof InvalidInput) return error;
	}
	throw new Error('it was not refused');
}

const photo = { kind: 'photo', source: { from: 'url', url: 'https://a.example/1.png' } } as const;

/** Everything that a message can ask for beside its text, and the field to be named. */
const ASKED: Array<[field: string, changes: Partial<Message>]> = [
	['Template', { template: { id: '1', parameters: {} } }],
	['Location', { location: { latitude: 1, longitude: 2 } }],
	['Attachment', { media: photo }],
	['Format', { format: 'html' }],
	['Format', { format: 'markdownV2' }],
	['Format', { format: 'markdown' }],
	...Object.entries({
		Silent: { silent: true },
		'Protect Content': { protect: true },
		'Topic ID': { topicId: '7' },
		'Reply To': { replyTo: '7' },
		'Link Preview': { linkPreview: 'off' },
		Keyboard: { keyboard: { oneTime: true } },
		'Client ID': { clientId: 'a' },
		'Extra Fields': { extra: { a: 1 } },
		'Send At': { sendAt: '2026-03-01T12:00:00Z' },
		Lifetime: { lifetime: 1 },
		'Confirm Phone Again After': { confirmPhoneDays: 30 },
	} satisfies Record<string, MessageOptions>).map(([field, options]): [string, Partial<Message>] => [
		field,
		{ options },
	]),
];

it.each(ASKED)(
	'%s is refused by a service that lacks it, and passes where it is there: %j',
	(field, changes) => {
		expect(refusalOf(nothing, message(changes))).toMatchObject({ field, reason: 'unsupported' });
		expect(refusalOf(nothing, message(changes)).message).toContain('Test');
		const asked = message(changes);
		expect(fit(everything, asked)).toEqual({ message: asked, degraded: [] });
	},
);

it.each<[string, MessageOptions]>([
	['false', { silent: false, protect: false }],
	['empty', { topicId: '', replyTo: '', clientId: '' }],
	['without a word of its own', { keyboard: {}, extra: {} }],
	['all switched off', { keyboard: { resize: false, placeholder: '' } }],
])('an option that is %s is not asked for', (_, options) => {
	expect(fit(nothing, message({ options })).degraded).toEqual([]);
});

it('an empty text is refused, unless something else is the message', () => {
	expect(refusalOf(nothing, message({ text: ' \n' }))).toMatchObject({
		field: 'Text',
		reason: 'invalidMessage',
	});
	for (const [, changes] of ASKED.slice(0, 3)) fit(everything, message({ text: '', ...changes }));
});

it('a file from where the service takes none is refused', () => {
	const asked = message({ media: { kind: 'photo', source: { from: 'fileId', fileId: '1' } } });
	expect(refusalOf(everything, asked)).toMatchObject({ field: 'File From', advice: 'Use url' });
});

it('a kind of file that the service lacks is named', () => {
	const asked = message({ media: { kind: 'sticker', source: photo.source } });
	expect(refusalOf(everything, asked).message).toContain('Test takes no stickers');
});

const LINK: Button = { kind: 'url', text: 'Open', url: 'https://a.example' };
const APP: Button = { kind: 'webApp', text: 'Shop', url: 'https://a.example/shop' };
const CALLBACK: Button = { kind: 'callback', text: 'Yes', data: 'yes' };

describe('buttons that the service lacks', () => {
	it.each([
		[gatewayWith({}), LINK, 'cannot be sent: Test has no buttons'],
		[gatewayWith({ buttons: ['url'] }), CALLBACK, 'is a callback button, and Test has link buttons only'],
		[
			gatewayWith({ buttons: ['url', 'callback'] }),
			APP,
			'is a web app button, and Test has link, callback buttons only',
		],
		[
			gatewayWith({ buttons: ['url'] }),
			{ ...LINK, style: 'danger' } as Button,
			'has a style, and Test has no styles',
		],
	])('are refused, naming row and button', (gateway, button, detail) => {
		const asked = message({ buttons: [[{ kind: 'url', text: 'a', url: 'https://a.example' }], [button]] });
		const plain = gateway.can.buttons.includes('url') ? asked : message({ buttons: [[], [button]] });
		expect(refusalOf(gateway, plain)).toMatchObject({
			field: 'Buttons, row 2, button 1',
			detail,
			reason: 'unsupported',
		});
	});

	const degrade = (can: Partial<Capabilities>, ...buttons: Button[]) =>
		fit(gatewayWith(can), message({ buttons: [buttons] }, 'degrade'));

	it('become link buttons where those are, and the rest is left out', () => {
		const { message: fitted, degraded } = degrade({ buttons: ['url'] }, LINK, CALLBACK, APP);
		expect(fitted.buttons).toEqual([[LINK, { ...APP, kind: 'url' }]]);
		expect(fitted.text).toBe('Hello');
		expect(degraded).toEqual([
			'Buttons, row 1, button 2 (“Yes”) was left out: Test has no callback buttons',
			'Buttons, row 1, button 3 (“Shop”) went as a link button: Test has no web app buttons',
		]);
	});

	it('become lines of the text where the service says that they may', () => {
		const { message: fitted, degraded } = degrade({ linksInText: true }, LINK, CALLBACK, APP);
		expect(fitted).toMatchObject({
			text: 'Hello\nOpen: https://a.example\nShop: https://a.example/shop',
			buttons: [],
		});
		expect(degraded).toHaveLength(3);
	});

	it('are left out where there is no place for a link', () => {
		expect(degrade({}, LINK).degraded).toEqual([
			'Buttons, row 1, button 1 (“Open”) was left out: Test has no buttons',
		]);
	});

	it('lose their style, and the keyboard goes with them', () => {
		const asked = message(
			{ buttons: [[{ ...LINK, style: 'danger' }]], options: { keyboard: { oneTime: true } } },
			'degrade',
		);
		const { message: fitted, degraded } = fit(gatewayWith({ buttons: ['url'] }), asked);
		expect(fitted).toMatchObject({ buttons: [[LINK]], options: {} });
		expect(degraded).toEqual([
			'Buttons, row 1, button 1 (“Open”) lost its style: Test has no styles',
			'The keyboard options were left out: Test has no keyboards',
		]);
	});

	it('are written so that the format of the text does not read them', () => {
		const asked = message(
			{ text: '<b>Hi</b>', format: 'html', buttons: [[{ ...LINK, text: 'A & B' }]] },
			'degrade',
		);
		const { message: fitted } = fit(gatewayWith({ linksInText: true, formats: ['html'] }), asked);
		expect(fitted.text).toBe('<b>Hi</b>\nA &amp; B: https://a.example');
	});
});

describe('a service whose texts go out through prepared messages', () => {
	const through = gatewayWith({
		templates: true,
		textInTemplate: 'Prepare one',
		linksInText: true,
		buttonsElsewhere: 'has them in its console',
	});
	const template = { id: '1', parameters: {} };
	const free = { ...template, textParameter: 'text' };

	it('needs a prepared message, and a text where that is to take one', () => {
		expect(refusalOf(through, message())).toMatchObject({ field: 'Prepared Message' });
		expect(refusalOf(through, message({ text: ' ', template: free }))).toMatchObject({ field: 'Text' });
		expect(fit(through, message({ text: '', template })).message.template).toBe(template);
	});

	it('takes links as lines of a text, and leaves them out with a word where there is none', () => {
		const buttons = [[LINK]];
		const withText = fit(through, message({ template: free, buttons }, 'degrade'));
		expect(withText.message.text).toContain(LINK.url);
		const without = fit(through, message({ text: '', template, buttons }, 'degrade'));
		expect(without.message.text).toBe('');
		expect(without.degraded).toEqual([expect.stringContaining('was left out: Test has them in its console')]);
		expect(refusalOf(through, message({ template, buttons }))).toMatchObject({
			detail: 'cannot be sent: Test has them in its console',
		});
	});
});
