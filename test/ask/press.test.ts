import fc from 'fast-check';

import { Answers, type Answering } from '../../client/ask/answers';
import { answerIn, ownAddressOf, pressesFor, type AnswerPress } from '../../client/ask/press';
import type { Question, Sign } from '../../client/ask/question';
import { verdictOf, type Reply } from '../../client/ask/verdict';

const BASE = 'https://n8n.example.com/webhook-waiting';
const RESUME = `${BASE}/__UNKNOWN__`;
const QUESTION = 'AAAAAAAAAA-_';

/** As n8n makes it; the signature here is only a mark. */
const sign: Sign = (parameters) => {
	const url = new URL(`${BASE}/17/node-1`);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	url.searchParams.set('signature', 'abc');
	return url.href;
};

const asked = { question: QUESTION, item: '0' };
const APPROVAL: Question = { type: 'approval', approve: 'Yes', decline: 'No' };

const pressed = (data: string, carried: readonly string[]) => answerIn({ pressId: 'p1', data, carried });

describe('the buttons of a question in the chat', () => {
	it('carry which answer they give, and the message where it is given', () => {
		const { buttons, carried } = pressesFor(APPROVAL, asked, sign);
		expect(buttons).toEqual([
			[
				{ kind: 'callback', text: 'Yes', data: `bgask:${QUESTION}:0` },
				{ kind: 'callback', text: 'No', data: `bgask:${QUESTION}:1` },
			],
		]);
		expect(carried).toEqual([
			`https://answer.invalid/webhook-waiting/17/node-1?question=${QUESTION}&item=0&approved=true&signature=abc`,
			`https://answer.invalid/webhook-waiting/17/node-1?question=${QUESTION}&item=0&approved=false&signature=abc`,
		]);
	});

	it('lead back to the very address that n8n signed, whatever the choices are', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), {
					minLength: 1,
					maxLength: 20,
				}),
				(values) => {
					const choices = values.map((value) => ({ label: value, value }));
					const { buttons, carried } = pressesFor({ type: 'choices', choices }, asked, sign);
					buttons.flat().forEach((button, index) => {
						if (button.kind !== 'callback') throw new Error(button.kind);
						expect(Buffer.byteLength(button.data)).toBeLessThanOrEqual(64);
						const answer = pressed(button.data, carried);
						expect(ownAddressOf(answer?.carried ?? '', RESUME)).toBe(
							sign({ ...asked, choice: values[index] ?? '' }),
						);
					});
				},
			),
		);
	});
});

describe('a press', () => {
	const { carried } = pressesFor(APPROVAL, asked, sign);

	it.each([
		'order:1',
		'bgask',
		'bgask:',
		'ask:order:1',
		'bgask:order:1',
		`bgask:${QUESTION}:`,
		`bgask:${QUESTION}:1:2`,
		`bgask:${QUESTION}:-1`,
		'',
	])('of %j answers nothing', (data) => {
		expect(pressed(data, carried)).toBeUndefined();
		expect(answerIn(undefined)).toBeUndefined();
	});

	it.each([
		['another question', 'bgask:BBBBBBBBBBBB:0', carried],
		['no such answer', `bgask:${QUESTION}:2`, carried],
		['a message that holds none', `bgask:${QUESTION}:0`, []],
		['links of another sort', `bgask:${QUESTION}:0`, [sign({ ...asked }), 'https://answer.invalid', 'x']],
	])('on %s holds no address', (_, data, given) => {
		expect(pressed(data, given)).toMatchObject({ pressId: 'p1', carried: undefined });
	});
});

describe('the address of an answer', () => {
	const query = `?question=${QUESTION}&signature=abc`;

	it('is where this n8n waits, whatever that is called', () => {
		for (const base of [
			'http://10.0.0.5:5678/webhook-waiting',
			'https://example.com/n8n/wait',
			'http://localhost:1/w',
		]) {
			const { pathname } = new URL(base);
			expect(ownAddressOf(`https://answer.invalid${pathname}/17/a-b${query}`, `${base}/__UNKNOWN__`)).toBe(
				`${base}/17/a-b${query}`,
			);
		}
	});

	it.each([
		`https://evil.example/webhook-waiting/17/n${query}`,
		`http://answer.invalid/webhook-waiting/17/n${query}`,
		`https://answer.invalid:8443/webhook-waiting/17/n${query}`,
		`https://answer.invalid@evil.example/webhook-waiting/17/n${query}`,
		`https://answer.invalid/webhook/17/n${query}`,
		`https://answer.invalid/webhook-waiting/../rest/users${query}`,
		`https://answer.invalid/webhook-waiting/%2e%2e/rest/users${query}`,
		`https://answer.invalid/webhook-waiting/..%2f..%2frest/users${query}`,
		`https://answer.invalid/webhook-waiting//17${query}`,
		`https://answer.invalid/webhook-waiting/17/n/x${query}`,
		`https://answer.invalid//evil.example/17/n${query}`,
		`https://answer.invalid/webhook-waiting/17${query}`,
		'file:///etc/passwd',
		'',
	])('is never %s', (address) => {
		expect(ownAddressOf(address, RESUME)).toBeUndefined();
	});

	it('is nowhere where n8n does not tell its own', () => {
		expect(ownAddressOf(`https://answer.invalid/webhook-waiting/17/n${query}`, '')).toBeUndefined();
	});

	it('never leaves this n8n, whatever stands in the message', () => {
		fc.assert(
			fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string(), fc.webPath()), (any) => {
				for (const text of [
					any,
					`https://answer.invalid${any}`,
					`https://answer.invalid/webhook-waiting/${any}`,
				]) {
					const address = ownAddressOf(text, RESUME);
					if (address === undefined) continue;
					expect(new URL(address).origin).toBe('https://n8n.example.com');
					expect(new URL(address).pathname).toMatch(/^\/webhook-waiting\//);
				}
			}),
		);
	});
});

describe('what n8n says', () => {
	it.each<[string, Reply | undefined, object]>([
		[
			'that it counts',
			{ status: 200, outcome: 'taken', text: 'Спасибо!' },
			{ is: 'taken', notice: 'Спасибо!' },
		],
		[
			'that somebody else is asked',
			{ status: 200, outcome: 'refused', text: 'Not you' },
			{ is: 'refused', notice: 'Not you' },
		],
		['its page for who is late', { status: 200, outcome: undefined, text: '<html>' }, { is: 'over' }],
		['that the run goes on', { status: 409, outcome: undefined, text: '' }, { is: 'over' }],
		['that there is no such run', { status: 404, outcome: undefined, text: '' }, { is: 'over' }],
		[
			'that it did not sign it',
			{ status: 401, outcome: undefined, text: '' },
			{ is: 'failed', why: 'n8n did not sign it' },
		],
		['that it is not well', { status: 503, outcome: 'taken', text: '' }, { is: 'failed' }],
		['to go elsewhere', { status: 302, outcome: 'taken', text: '' }, { is: 'failed' }],
		['nothing', undefined, { is: 'failed' }],
	])('%s', (_, reply, verdict) => {
		expect(verdictOf(reply)).toMatchObject(verdict);
	});

	it('fits into a notice', () => {
		const { notice } = verdictOf({ status: 200, outcome: 'taken', text: '🎉'.repeat(500) });
		expect([...notice]).toHaveLength(200);
	});
});

describe('many presses', () => {
	const TAKEN: Reply = { status: 200, outcome: 'taken', text: 'Thanks' };
	const { carried } = pressesFor(APPROVAL, asked, sign);
	const press = (pressId: string, changes: Partial<AnswerPress> = {}): AnswerPress => ({
		pressId,
		question: QUESTION,
		carried: carried[0],
		...changes,
	});

	const desk = (post: Answering['post'] = () => Promise.resolve(TAKEN)) => {
		const posted: string[] = [];
		const told: Array<[string, string]> = [];
		const answering: Answering = {
			resumeUrl: RESUME,
			post: (address) => {
				posted.push(address);
				return post(address);
			},
			tell: (pressId, notice) => {
				told.push([pressId, notice]);
				return Promise.resolve();
			},
		};
		return { answering, posted, told };
	};

	it('of which several workflows hear are answered once', async () => {
		const { answering, posted, told } = desk();
		const answers = new Answers();
		const verdicts = await Promise.all([1, 2, 3].map(() => answers.give('bot/p1', press('p1'), answering)));
		expect(verdicts.map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
		expect(posted).toEqual([sign({ ...asked, approved: 'true' })]);
		expect(told).toEqual([['p1', 'Thanks']]);
	});

	it('on one question: the first counts, the others hear so', async () => {
		const { answering, posted, told } = desk();
		const answers = new Answers();
		await Promise.all(['p1', 'p2'].map((id) => answers.give(id, press(id), answering)));
		expect(posted).toHaveLength(1);
		expect(told).toEqual([
			['p1', 'Thanks'],
			['p2', expect.stringContaining('answered already')],
		]);
	});

	it('by somebody who may not answer leave the question to others', async () => {
		const replies: Reply[] = [{ status: 200, outcome: 'refused', text: 'Not you' }, TAKEN];
		const { answering, told } = desk(() => Promise.resolve(replies.shift()));
		const answers = new Answers();
		await Promise.all(['p1', 'p2', 'p3'].map((id) => answers.give(id, press(id), answering)));
		expect(told).toEqual([
			['p1', 'Not you'],
			['p2', 'Thanks'],
			['p3', expect.stringContaining('answered already')],
		]);
	});

	it('after one that failed may still succeed', async () => {
		const replies: Array<Reply | undefined> = [undefined, TAKEN];
		const { answering, told } = desk(() => Promise.resolve(replies.shift()));
		const answers = new Answers();
		expect(await answers.give('p1', press('p1'), answering)).toMatchObject({ is: 'failed' });
		expect(await answers.give('p2', press('p2'), answering)).toMatchObject({ is: 'taken' });
		expect(told[0]?.[1]).toContain('could not be taken');
	});

	it('ask nobody where the address is missing or not of this n8n', async () => {
		const { answering, posted } = desk();
		const answers = new Answers();
		const elsewhere = 'https://evil.example/webhook-waiting/17/n';
		for (const [id, address] of [['p1', undefined] as const, ['p2', elsewhere] as const]) {
			expect(await answers.give(id, press(id, { carried: address }), answering)).toMatchObject({
				is: 'failed',
			});
		}
		expect(posted).toEqual([]);
	});
});
