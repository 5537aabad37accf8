import { fitText, smsTextOf } from '../../client/fallback/text';
import { InvalidInput } from '../../client/model/error';

it('makes a text of a bot’s message: no markup, and a line for each link', () => {
	expect(
		smsTextOf({
			text: '<b>Order 4711</b> is <a href="https://example.com/t">on its way</a>',
			format: 'html',
			buttons: [
				[
					{ kind: 'url', text: 'Track', url: 'https://example.com/4711' },
					{ kind: 'callback', text: 'Yes', data: 'yes' },
				],
				[{ kind: 'webApp', text: 'App', url: 'https://example.com/app' }],
				[{ kind: 'url', text: 'Chat', url: 'tg://resolve?domain=shop' }],
			],
		}),
	).toBe(
		'Order 4711 is on its way (https://example.com/t)\nTrack: https://example.com/4711\nApp: https://example.com/app',
	);
});

it('counts what a text makes', () => {
	expect(fitText('Hello', 1, 'refuse')).toEqual({
		text: 'Hello',
		encoding: 'GSM-7',
		units: 5,
		parts: 1,
		degraded: [],
	});
});

it('refuses a long text, and says how long it is', () => {
	expect(fitText('я'.repeat(200), 2, 'refuse')).toMatchObject({
		message: 'SMS Text makes 3 parts (UCS-2), more than 2',
	});
	expect(fitText('я'.repeat(200), 0, 'refuse')).toMatchObject({ parts: 3 });
	expect(fitText('a'.repeat(50_000), 0, 'refuse')).toBeInstanceOf(InvalidInput);
	expect(fitText(' \n', 0, 'refuse')).toMatchObject({ message: 'SMS Text is empty' });
});

it('shortens it where that is wanted, and says so', () => {
	expect(fitText('я'.repeat(200), 2, 'shorten')).toMatchObject({
		parts: 2,
		text: `${'я'.repeat(131)}...`,
		degraded: ['The SMS was shortened from 200 characters (3 parts) to 134 characters (2 parts)'],
	});
});

it('keeps within the characters that the service takes', () => {
	const long = 'a'.repeat(600);
	expect(fitText(long, 0, 'shorten', 480)).toMatchObject({ text: `${'a'.repeat(477)}...`, parts: 4 });
	expect(fitText(long, 0, 'refuse', 480)).toMatchObject({
		message: 'SMS Text has 600 characters, and the service takes 480 in an SMS',
	});
	expect(fitText('a'.repeat(480), 0, 'refuse', 480)).toMatchObject({ parts: 4, degraded: [] });
});
