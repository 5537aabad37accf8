import { deliver } from '../../client/deliver';
import { deliverMany } from '../../client/deliverMany';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { Sending } from '../../client/gateway';
import { InvalidInput, Rejected, Unreachable } from '../../client/model/error';
import type { Message } from '../../client/model/message';
import { isFailure } from '../../client/model/outcome';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { ANN, BOB, failureOf, FREE, lineTo, message, NOW, ORDER, startEsputnik, to } from './line';

let esputnik: EsputnikEmulator;

beforeAll(async () => {
	esputnik = await startEsputnik();
});
afterAll(async () => await esputnik.stop());
beforeEach(() => esputnik.reset());

const line = () => lineTo(esputnik.apiUrl);
const send = async (changes: Partial<Message> = {}, chat = ANN) =>
	await gateway.sendMessage!(line(), to(chat), message(changes));
const bodyOf = (index = -1): unknown => JSON.parse(esputnik.log.at(index)?.body.toString() ?? '');

const free = (text: string): Partial<Message> => ({
	text,
	template: { id: String(FREE), parameters: {}, textParameter: 'text' },
});

describe('a prepared message', () => {
	it('goes out as the service documents it: a locator that is a text, JSON in a text, email false', async () => {
		const parameters = { order: { number: 4711 }, state: 'shipped “today”' };
		const receipt = await send({
			template: { id: String(ORDER), parameters, language: 'uk' },
			options: { clientId: 'run-17-0' },
		});
		expect(esputnik.log[0]).toMatchObject({ method: 'POST', path: `/api/v1/message/${ORDER}/smartsend` });
		expect(bodyOf()).toEqual({
			recipients: [
				{
					locator: ANN,
					jsonParam: JSON.stringify(parameters),
					languageCode: 'uk',
					externalRequestId: 'run-17-0',
				},
			],
			email: false,
		});
		const [sent] = esputnik.sent;
		expect(sent).toMatchObject({ text: 'Order 4711 is shipped “today”', externalRequestId: 'run-17-0' });
		expect(receipt).toEqual({
			service: 'esputnik',
			bot: null,
			recipient: { form: 'id', value: ANN, id: ANN },
			messageId: sent?.requestId,
			messageIds: [sent?.requestId],
			status: 'queued',
			reason: null,
			cost: null,
			time: NOW.toISOString(),
			degraded: [],
			raw: { id: 0, locator: ANN, status: 'OK', requestId: sent?.requestId },
		});
	});

	it('without parameters sends none', async () => {
		await send({ template: { id: String(ORDER), parameters: {} } });
		expect(bodyOf()).toMatchObject({ recipients: [{ jsonParam: null }] });
	});

	it('is received in the older shapes just the same, and “0” is no id of a message', async () => {
		esputnik.settings.legacy = true;
		expect(await send()).toMatchObject({ status: 'queued', messageId: esputnik.sent[0]?.requestId });
		expect((await send()).raw).toMatchObject({ id: '0' });
	});

	it.each(['text', 'json'] as const)('that does not exist is refused by its id (%s)', async (errors) => {
		esputnik.settings.errors = errors;
		const failure = await failureOf(send({ template: { id: '99', parameters: {} } }));
		expect(failure).toBeInstanceOf(Rejected);
		expect(failure).toMatchObject({
			facts: { reason: 'invalidMessage', kind: 'unknownMessage', code: '404' },
		});
	});

	it.each(['', 'abc', '1/../2', '-1', '１'])('with the ID %j is refused before it is asked', async (id) => {
		expect(await failureOf(send({ template: { id, parameters: {} } }))).toMatchObject({
			field: 'Prepared Message',
		});
		expect(esputnik.log).toEqual([]);
	});
});

describe('a text', () => {
	it.each(['Hello', 'Line\nline "quoted" \\ <b>&</b> $!data.get(\'x\') 👩‍👩‍👧', '  spaces stay  '])(
		'fills the variable as it is: %j',
		async (text) => {
			await send(free(text));
			expect(esputnik.sent[0]?.text).toBe(text);
		},
	);

	it('stands beside other parameters, in a variable of any name, even an odd one', async () => {
		const template = { id: String(FREE), parameters: { a: 1 }, textParameter: '__proto__' };
		await send({ text: 'Hello', template });
		expect(bodyOf()).toMatchObject({ recipients: [{ jsonParam: '{"a":1,"__proto__":"Hello"}' }] });
	});

	it('and a parameter of the same name are refused', async () => {
		const template = { id: String(FREE), parameters: { text: 'x' }, textParameter: 'text' };
		expect(await failureOf(send({ text: 'Hello', template }))).toMatchObject({ field: 'Parameters' });
	});

	it('over Telegram’s limit goes out whole, and the receipt says so; an emoji counts as two', async () => {
		const text = `${'x'.repeat(4_094)}👍`;
		expect((await send(free(text))).degraded).toEqual([]);
		const { degraded } = await send(free(`${text}x`));
		expect(degraded).toEqual([expect.stringContaining('4097 characters')]);
		expect(esputnik.sent[1]?.text).toHaveLength(4_097);
	});
});

describe('what the service lacks', () => {
	const deliverOne = async (changes: Partial<Message>) =>
		await failureOf(
			deliver(gateway, line(), to(ANN), message(changes), { unknown: 'receipt', refused: 'fail' }),
		);
	const link = [[{ kind: 'url', text: 'Open', url: 'https://example.com' } as const]];
	const degrade = { ...message().leeway, unsupportedButtons: 'degrade' as const };

	it('is refused: an empty text, a text without a prepared message, buttons', async () => {
		expect(await deliverOne(free(' \n'))).toMatchObject({ message: 'Text is empty' });
		expect(await deliverOne({ text: 'Hello', template: undefined })).toMatchObject({
			field: 'Prepared Message',
		});
		expect(await deliverOne({ ...free('Hello'), buttons: link })).toMatchObject({
			field: 'Buttons, row 1, button 1',
			detail:
				'cannot be sent: eSputnik has the buttons of a message in its console, where the message is prepared',
		});
		expect(esputnik.log).toEqual([]);
	});

	it('goes as lines of the text where the user allows it', async () => {
		const wanted = message({ ...free('Hello'), buttons: link, leeway: degrade });
		const receipt = await deliver(gateway, line(), to(ANN), wanted, { unknown: 'fail', refused: 'fail' });
		expect(esputnik.sent[0]?.text).toBe('Hello\nOpen: https://example.com');
		expect(receipt.degraded).toEqual([
			expect.stringContaining(
				'went as a line of the text: eSputnik has the buttons of a message in its console',
			),
		]);
	});

	it('is left out with a word where the prepared message has no place for a text', async () => {
		const wanted = message({ buttons: link, leeway: degrade });
		const receipt = await deliver(gateway, line(), to(ANN), wanted, { unknown: 'fail', refused: 'fail' });
		expect(esputnik.sent[0]?.text).toBe('Hello');
		expect(receipt.degraded).toEqual([expect.stringContaining('was left out')]);
	});
});

describe('recipients', () => {
	it.each([
		['id', ''],
		['id', 'ann'],
		['id', '@ann'],
		['id', '-1001234567890'],
		['id', '0'],
		['id', 'contact-77'],
		['phone', '79990000000'],
		['username', 'ann'],
	] as const)('by %s “%s” are refused before anything is asked', async (form, value) => {
		const failure = await failureOf(gateway.sendMessage!(line(), { recipient: { form, value } }, message()));
		expect(failure).toBeInstanceOf(InvalidInput);
		expect(failure).toMatchObject({ field: 'Recipient' });
		expect(esputnik.log).toEqual([]);
	});

	it('who are not registered are refused although the request as a whole succeeds', async () => {
		const failure = await failureOf(send({}, '999'));
		expect(failure).toMatchObject({
			facts: {
				reason: 'notSubscribed',
				kind: 'notQueued',
				description: "Contact with token '999' not found",
			},
		});
	});

	it('who are not registered may also fail later', async () => {
		esputnik.settings.unknownLocator = 'fails';
		const { messageId } = await send({}, '999');
		const ref = { messageId: messageId ?? '', recipient: to('999').recipient };
		expect(await gateway.getStatuses!(line(), [ref])).toMatchObject([{ status: 'failed' }]);
	});

	it('may be muted: a prepared message still reaches them, as the service says', async () => {
		await gateway.muteSubscriber!(line(), ANN, undefined);
		expect(esputnik.mutedUntil(ANN)).toBe(Infinity);
		expect(await send()).toMatchObject({ status: 'queued' });
		expect(esputnik.sent.map(({ locator }) => locator)).toEqual([ANN]);
	});
});

describe('many at once', () => {
	const sendings = (...chats: string[]): Sending[] =>
		chats.map((chat, index) => ({ address: to(chat), message: message(free(`Hello ${index}`)) }));

	it('go by one request, and each has its own result', async () => {
		esputnik.refuse(BOB, "'43' is not valid token");
		const results = await gateway.bulk!.send(line(), [
			...sendings(ANN, '999', BOB),
			{ address: to('nobody'), message: message() },
		]);
		expect(esputnik.log).toHaveLength(1);
		expect(results).toMatchObject([
			{ status: 'queued', messageId: esputnik.sent[0]?.requestId },
			{ facts: { reason: 'notSubscribed' } },
			{ facts: { reason: 'unknownRecipient' } },
			{ field: 'Recipient' },
		]);
		expect(esputnik.sent.map(({ text }) => text)).toEqual(['Hello 0']);
	});

	it('of whom none can be written to ask for nothing', async () => {
		expect(await gateway.bulk!.send(line(), sendings('a', 'b'))).toHaveLength(2);
		expect(esputnik.log).toEqual([]);
	});

	it('share a request only where the prepared message is the same', () => {
		const keys = [FREE, FREE, ORDER].map((id) =>
			gateway.bulk!.key({
				address: to(ANN),
				message: message({ template: { id: String(id), parameters: {} } }),
			}),
		);
		expect(keys).toEqual(['17', '17', '18']);
		expect(gateway.bulk!.key({ address: to(ANN), message: message({ template: undefined }) })).toBe('');
	});

	it.each([
		['an empty body', { status: 200, body: '' }],
		['a text', { status: 200, body: 'OK' }],
		['no results', { status: 200, body: { id: 0 } }],
		['a broken server', { status: 502, body: '<html>' }],
		['a line that breaks after', { drop: 'after' as const }],
	])('of whom nobody knows after %s are all unknown', async (_, reply) => {
		esputnik.failNext(reply);
		const results = await deliverMany(
			gateway,
			line(),
			sendings(ANN, BOB).map((one) => ({ ...one, handling: { unknown: 'receipt', refused: 'fail' } })),
		);
		expect(results).toMatchObject([{ status: 'unknown' }, { status: 'unknown' }]);
		expect(esputnik.log).toHaveLength(1);
	});

	it('are sent again together, once, where the user wants that', async () => {
		esputnik.failNext({ drop: 'after' });
		const results = await deliverMany(
			gateway,
			line(),
			sendings(ANN, BOB).map((one) => ({ ...one, handling: { unknown: 'again', refused: 'fail' } })),
		);
		expect(results).toMatchObject([{ status: 'queued' }, { status: 'queued' }]);
		expect(esputnik.log).toHaveLength(2);
		expect(esputnik.sent).toHaveLength(4);
	});

	it('a wrong key fails them all for one reason', async () => {
		const wrong = lineTo(esputnik.apiUrl, { apiKey: 'wrong' });
		const failure = await failureOf(gateway.bulk!.send(wrong, sendings(ANN, BOB)));
		expect(failure).toMatchObject({ facts: { reason: 'unauthorized' } });
	});

	it('of whom one spoils the request are sent to all the same, each once', async () => {
		esputnik.spoil('43', "'43' is not valid token");
		const results = await gateway.bulk!.send(line(), sendings('999', ANN, BOB, ANN));
		expect(results).toMatchObject([
			{ facts: { reason: 'notSubscribed' } },
			{ status: 'queued' },
			{ facts: { reason: 'invalidMessage', description: "'43' is not valid token" } },
			{ status: 'queued' },
		]);
		expect(esputnik.sent.map(({ text }) => text)).toEqual(['Hello 1', 'Hello 3']);
		expect(results.map((one) => ('messageId' in one ? one.messageId : null))).toEqual([
			null,
			esputnik.sent[0]?.requestId,
			null,
			esputnik.sent[1]?.requestId,
		]);
	});

	it('whose request the service found repeated are unknown, and not sent in parts', async () => {
		esputnik.failNext({ status: 400, body: 'Duplicated request' });
		const failure = await failureOf(gateway.bulk!.send(line(), sendings(ANN, BOB)));
		expect(failure).toMatchObject({ facts: { reason: 'duplicate' } });
		expect(esputnik.log).toHaveLength(1);
	});

	it('more than a thousand are refused by the service, and go in parts', async () => {
		const many = Array.from({ length: 1_001 }, () => ANN);
		const results = await gateway.bulk!.send(line(), sendings(...many));
		expect(results.filter((one) => !isFailure(one))).toHaveLength(1_001);
		expect(esputnik.sent).toHaveLength(1_001);
		expect(gateway.bulk!.most).toBe(1_000);
	});
});

it('“Duplicated request” leaves the message unknown, as nobody knows what became of the first', async () => {
	esputnik.failNext({ status: 400, body: 'Duplicated request' });
	const handling = { unknown: 'fail', refused: 'fail' } as const;
	expect(await deliver(gateway, line(), to(ANN), message(), handling)).toMatchObject({
		status: 'unknown',
		reason: 'duplicate',
	});
});

it('a broken answer is unknown, and never repeated by itself', async () => {
	esputnik.failNext({ status: 200, body: '{"results":[{"locator"' });
	expect(await failureOf(send())).toBeInstanceOf(Unreachable);
	expect(esputnik.log).toHaveLength(1);
});
