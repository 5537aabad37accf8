import type { Gateway, Sms, SmsOptionName } from './gateway';
import { InvalidInput } from './model/error';

/** The options by the labels that people see. */
const LABELS: Record<SmsOptionName, string> = {
	clientId: 'Client ID',
	extra: 'Extra Fields',
	sendAt: 'Send At',
	sender: 'Sender',
};

/**
 * Compares what an SMS asks for with what the service declares it can, before its gateway sees it.
 * @throws InvalidInput naming the field: an option that went nowhere would be lost without a word
 */
export function fitSms({ name, can }: Gateway, sms: Sms): void {
	if (sms.text.trim() === '') throw new InvalidInput('Text', 'is empty', 'Write what the SMS is to say');
	const lacking = (Object.keys(LABELS) as SmsOptionName[]).find(
		(option) => sms[option] !== undefined && !can.smsOptions?.includes(option),
	);
	if (!lacking) return;
	throw new InvalidInput(
		LABELS[lacking],
		`cannot be used here: an SMS by ${name} has no such option`,
		'Remove this option',
		'unsupported',
	);
}
