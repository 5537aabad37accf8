import {
	InvalidInput,
	PartlySent,
	REASONS,
	Rejected,
	Unreachable,
	type Reason,
	type UnreachableFacts,
} from '../../client/model/error';
import {
	concernsRecipient,
	isFailure,
	mayHaveBeenSent,
	outcomeOf,
	type Failure,
} from '../../client/model/outcome';
import { ENDED, type DeliveryStatus } from '../../client/model/status';

const rejected = (reason: Reason, more: { kind?: string; code?: string } = {}): Rejected =>
	new Rejected({ reason, description: 'Forbidden: in the words of the service', advice: 'Do this', ...more });

const unreachable = (outcome: UnreachableFacts['outcome']): Unreachable =>
	new Unreachable({ outcome, code: 'TIMEOUT', description: 'No answer came', advice: 'Look first' });

/** What each reason means for the message, and whether it is the recipient who cannot be reached. */
const MEANINGS: Record<Reason, [status: DeliveryStatus, recipient: boolean]> = {
	blocked: ['blocked', true],
	notSubscribed: ['notSubscribed', true],
	windowClosed: ['rejected', true],
	unknownRecipient: ['rejected', true],
	deactivated: ['rejected', true],
	botRecipient: ['rejected', true],
	invalidMessage: ['rejected', false],
	invalidData: ['rejected', false],
	unauthorized: ['failed', false],
	noMoney: ['failed', false],
	rateLimited: ['failed', false],
	duplicate: ['rejected', false],
	unsupported: ['rejected', false],
	other: ['rejected', false],
};

describe('a refusal', () => {
	it.each(REASONS)('for the reason “%s” has its own sentence, status and meaning', (reason) => {
		const failure = rejected(reason, { kind: 'their_class', code: '403' });
		const [status, recipient] = MEANINGS[reason];
		expect(outcomeOf(failure)).toEqual({
			headline: expect.stringMatching(/^[A-Z][^.]+$/) as string,
			description: 'Forbidden: in the words of the service',
			advice: 'Do this',
			status,
			reason,
			kind: 'their_class',
			code: '403',
			messageIds: [],
		});
		expect(ENDED).toContain(status);
		expect(concernsRecipient(failure)).toBe(recipient);
	});

	it('without a class or a code of the service says null', () => {
		expect(outcomeOf(rejected('other'))).toMatchObject({ kind: null, code: null });
	});

	it('has a sentence that no other reason has', () => {
		const headlines = REASONS.map((reason) => outcomeOf(rejected(reason)).headline);
		expect(new Set(headlines).size).toBe(REASONS.length);
	});
});

describe('a request without an answer', () => {
	it.each([
		['notSent', 'failed'],
		['unknown', 'unknown'],
	] as const)('that is “%s” has the status “%s” and no reason, since nobody said no', (outcome, status) => {
		expect(outcomeOf(unreachable(outcome))).toEqual({
			headline: 'No answer came',
			description: 'No answer came',
			advice: 'Look first',
			status,
			reason: null,
			kind: outcome,
			code: 'TIMEOUT',
			messageIds: [],
		});
		expect(concernsRecipient(unreachable(outcome))).toBe(false);
	});
});

describe('an input that cannot be sent', () => {
	it('names the field and what is wrong with it, and counts as rejected', () => {
		expect(outcomeOf(new InvalidInput('Text', 'is empty', 'Write one'))).toEqual({
			headline: 'Text is empty',
			description: 'Text is empty',
			advice: 'Write one',
			status: 'rejected',
			reason: 'invalidMessage',
			kind: 'Text',
			code: null,
			messageIds: [],
		});
	});

	it.each([
		['unsupported', false],
		['botRecipient', true],
		['unknownRecipient', true],
	] as const)('for the reason “%s” says so', (reason, recipient) => {
		const failure = new InvalidInput('Recipient', 'is a bot', 'Choose a person', reason);
		expect(outcomeOf(failure).reason).toBe(reason);
		expect(concernsRecipient(failure)).toBe(recipient);
	});
});

describe('a message of which some parts went out', () => {
	it.each<[string, Rejected | Unreachable]>([
		['was refused', rejected('blocked')],
		['broke off', unreachable('unknown')],
	])('and the next one %s says what that part says, how many went out, and their ids', (_, inner) => {
		const failure = new PartlySent(inner, ['11', '12'], 3);
		expect(outcomeOf(failure)).toEqual({
			...outcomeOf(inner),
			headline: `2 of 3 parts were sent: ${inner.message}`,
			messageIds: ['11', '12'],
		});
		expect(concernsRecipient(failure)).toBe(concernsRecipient(inner));
	});
});

describe('isFailure', () => {
	it.each<[string, Failure]>([
		['a refusal', rejected('other')],
		['a missing answer', unreachable('unknown')],
		['a bad input', new InvalidInput('Text', 'is empty', 'Write one')],
		['a half-sent message', new PartlySent(rejected('other'), ['1'], 2)],
	])('knows %s, which is an error with a message and a name', (_, failure) => {
		expect(isFailure(failure)).toBe(true);
		expect(failure).toBeInstanceOf(Error);
		expect(failure.message).not.toBe('');
		expect(failure.name).toBe(failure.constructor.name);
	});

	it.each([new Error('other'), new TypeError('ours'), 'text', null, undefined, {}])(
		'does not know %p',
		(error) => {
			expect(isFailure(error)).toBe(false);
		},
	);
});

describe('mayHaveBeenSent', () => {
	it.each<[string, unknown, boolean]>([
		['a refusal', rejected('other'), false],
		['a request that did not get out', unreachable('notSent'), false],
		['a request that broke off', unreachable('unknown'), true],
		['a message of which a part went out', new PartlySent(rejected('blocked'), ['1'], 2), true],
		['a bad input', new InvalidInput('Text', 'is empty', 'Write one'), false],
		['a mistake of ours', new TypeError('ours'), false],
	])('of %s is %p', (_, failure, expected) => {
		expect(mayHaveBeenSent(failure)).toBe(expected);
	});
});
