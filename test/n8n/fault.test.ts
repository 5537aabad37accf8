import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { InvalidInput, PartlySent, REASONS, Rejected, Unreachable } from '../../client/model/error';
import { outcomeOf, type Failure } from '../../client/model/outcome';
import { toFaultItem, toNodeError } from '../../client/n8n/fault';

const node: INode = {
	id: '1',
	name: 'Bot Gateway',
	type: 'test.node',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const rejected = new Rejected({
	reason: 'blocked',
	description: 'Forbidden: bot was blocked by the user',
	advice: 'Reach them another way',
	kind: 'their_class',
	code: '403',
});
const unreachable = (code: string): Unreachable =>
	new Unreachable({
		outcome: 'unknown',
		code,
		description: `The connection broke off before the service answered (${code})`,
		advice: 'Look before you repeat it',
	});
const invalid = new InvalidInput('Text', 'is empty', 'Write one');

describe('an error of the node', () => {
	it('of a refusal says what happened, what to do, which item, and the HTTP status', () => {
		const error = toNodeError(node, rejected, 7, '3 of 9 items were sent before the run stopped');
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'The person has blocked the bot',
			description:
				'Forbidden: bot was blocked by the user. Reach them another way. 3 of 9 items were sent before the run stopped',
			httpCode: '403',
			context: { itemIndex: 7 },
			node: { name: 'Bot Gateway' },
		});
	});

	it.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'TIMEOUT', 'HTTP 502'])(
		'of a missing answer keeps our sentence and advice: n8n’s own for %s would say to retry immediately',
		(code) => {
			expect(toNodeError(node, unreachable(code), 0)).toMatchObject({
				message: `The connection broke off before the service answered (${code})`,
				description: 'Look before you repeat it',
				httpCode: null,
			});
		},
	);

	it('of a bad input is one of operation, not of the service', () => {
		const error = toNodeError(node, invalid, 2);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'Text is empty',
			description: 'Write one',
			context: { itemIndex: 2 },
		});
	});

	it('of a half-sent message says how much went out', () => {
		const error = toNodeError(node, new PartlySent(rejected, ['1'], 2), 0);
		expect(error.message).toBe('1 of 2 parts were sent: Forbidden: bot was blocked by the user');
		expect(error.description).toContain('Reach them another way');
	});

	it.each(REASONS)('of every reason (%s) has its own sentence, not one of n8n’s for a status', (reason) => {
		for (const code of ['400', '401', '403', '404', '429', '500']) {
			const failure = new Rejected({ reason, description: 'Bad Request: no', advice: 'Do this', code });
			const error = toNodeError(node, failure, 0);
			expect(error.message).toBe(outcomeOf(failure).headline);
			expect(error).toMatchObject({ httpCode: code, description: 'Bad Request: no. Do this' });
		}
	});

	it('of a mistake of ours keeps its message without secrets, and nothing else of it', () => {
		const mistake = Object.assign(new TypeError('no /bot123456:abc/getMe'), {
			config: { url: '/bot123456:abc/' },
		});
		const error = toNodeError(node, mistake, 4, '1 of 5 items were sent');
		expect(error).toMatchObject({
			message: 'no /bot***/getMe',
			description: '1 of 5 items were sent',
			context: { itemIndex: 4 },
		});
		expect(JSON.stringify(error)).not.toContain('abc');
	});

	it('of n8n itself stays what it is, with the item and the count', () => {
		const own = new NodeOperationError(node, 'The file is gone', { description: 'It was deleted' });
		const error = toNodeError(node, own, 4, '1 of 5 items were sent');
		expect(error).toMatchObject({
			message: 'The file is gone',
			description: 'It was deleted. 1 of 5 items were sent',
			context: { itemIndex: 4 },
		});
	});

	it.each([['a text'], [null], [undefined], [{}]])(
		'can be made of anything that was thrown: %p',
		(thrown) => {
			expect(toNodeError(node, thrown, 0).message).not.toBe('');
		},
	);
});

describe('the item of a failed one', () => {
	it.each<[string, Failure]>([
		['a refusal', rejected],
		['a missing answer', unreachable('TIMEOUT')],
		['a bad input', invalid],
		['a half-sent message', new PartlySent(rejected, ['1'], 2)],
		['a mistake of ours', new TypeError('ours') as never],
		['a mistake without words', new Error('') as never],
	])(
		'has all of it under one name, by which every n8n knows it and no field of the input is lost: %s',
		(_, failure) => {
			const item = toFaultItem(failure, { service: 'telegram' });
			expect(Object.keys(item)).toEqual(['error']);
			expect(item.error.message).toMatch(/./);
			expect(item.error).toMatchObject({ service: 'telegram' });
		},
	);

	it('tells what is known of the item, of the refusal and of the parts that went out', () => {
		expect(toFaultItem(new PartlySent(rejected, ['11'], 3), { service: 'telegram' })).toEqual({
			error: {
				service: 'telegram',
				message: '1 of 3 parts were sent: Forbidden: bot was blocked by the user',
				description: 'Forbidden: bot was blocked by the user',
				status: 'blocked',
				reason: 'blocked',
				kind: 'their_class',
				code: '403',
				messageIds: ['11'],
				advice: 'Reach them another way',
			},
		});
	});

	it('says nothing twice', () => {
		const { error } = toFaultItem(invalid, {});
		expect(error).toMatchObject({ message: 'Text is empty', advice: 'Write one' });
		expect(error).not.toHaveProperty('description');
	});
});
