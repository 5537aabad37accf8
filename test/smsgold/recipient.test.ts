import type { RecipientForm } from '../../client/model/recipient';
import { addressOf } from '../../client/smsgold/recipient';

const address = (form: RecipientForm, value: string, bot?: string) =>
	addressOf({ recipient: { form, value }, bot });

it('a subscriber is addressed by id alone, also when a bot is named', () => {
	const expected = { addressing: { subscriberId: '5f' }, recipient: { form: 'id', value: '5f', id: '5f' } };
	expect(address('id', '5f')).toEqual(expected);
	expect(address('id', '5f', 'b1')).toEqual(expected);
});

it.each(['79990000001', '+79990000001', '+7 (999) 000-00-01', '7\u00A0999 000\u201100\u201301'])(
	'the phone number “%s” goes as digits only, within its bot',
	(value) => {
		expect(address('phone', value, 'b1')).toEqual({
			addressing: { botId: 'b1', number: '79990000001' },
			recipient: { form: 'phone', value: '79990000001', id: null },
		});
	},
);

it('a leading 8 is not rewritten', () => {
	expect(address('phone', '89990000001', 'b1')).toMatchObject({ addressing: { number: '89990000001' } });
});

it.each(['call me', '7999x000001', '+', '++79990000001', '7+9990000001', '()', '٧٩٩٩'])(
	'“%s” is refused as a phone number',
	(value) => {
		expect(() => address('phone', value, 'b1')).toThrow(
			expect.objectContaining({
				field: 'Recipient',
				message: `Recipient “${value}” is not a phone number`,
				reason: 'invalidMessage',
			}),
		);
	},
);

it.each(['id', 'phone'] as const)('an empty recipient by %s is refused', (form) => {
	for (const value of ['', ' ']) {
		expect(() => address(form, value, 'b1')).toThrow(
			expect.objectContaining({ message: 'Recipient is empty' }),
		);
	}
});

it.each([undefined, '', ' '])('a phone number without a bot (%j) is refused', (bot) => {
	expect(() => address('phone', '79990000001', bot)).toThrow(
		expect.objectContaining({ field: 'Bot', message: 'Bot is not named' }),
	);
});

it.each(['username', 'uid'] as const)('a recipient by %s is refused as unsupported', (form) => {
	expect(() => address(form, 'ann', 'b1')).toThrow(
		expect.objectContaining({ field: 'Recipient', reason: 'unsupported' }),
	);
});
