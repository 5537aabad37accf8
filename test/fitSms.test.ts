import { fitSms } from '../client/fitSms';
import type { Capabilities, Gateway, Sms, SmsOptionName } from '../client/gateway';
import { InvalidInput } from '../client/model/error';

const gatewayWith = (smsOptions?: SmsOptionName[]): Gateway => ({
	id: 'test',
	name: 'Test',
	credential: 'testApi',
	can: { ...(smsOptions && { smsOptions }) } as Capabilities,
	parallel: 1,
	retryAfter: () => undefined,
});

const sms: Sms = { phone: '79990000001', text: 'Hello' };

const OPTIONS: Array<[SmsOptionName, Partial<Sms>, string]> = [
	['sender', { sender: 'SHOP' }, 'Sender'],
	['clientId', { clientId: 'order-1' }, 'Client ID'],
	['sendAt', { sendAt: '2026-03-01T12:00:00.000Z' }, 'Send At'],
	['extra', { extra: { a: 1 } }, 'Extra Fields'],
];

it.each(OPTIONS)('lets %s through where the service has it', (option, given) => {
	expect(() => fitSms(gatewayWith([option]), { ...sms, ...given })).not.toThrow();
});

it.each(OPTIONS)('refuses %s where the service lacks it, and names the field', (option, given, label) => {
	const others = OPTIONS.map(([name]) => name).filter((name) => name !== option);
	for (const has of [others, undefined]) {
		const refused = () => fitSms(gatewayWith(has), { ...sms, ...given });
		expect(refused).toThrow(InvalidInput);
		expect(refused).toThrow(`${label} cannot be used here: an SMS by Test has no such option`);
	}
});

it('refuses an empty text', () => {
	expect(() => fitSms(gatewayWith(), { ...sms, text: ' \n' })).toThrow('Text is empty');
	expect(() => fitSms(gatewayWith(), sms)).not.toThrow();
});
