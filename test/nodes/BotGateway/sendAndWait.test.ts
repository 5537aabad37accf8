import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { BotGateway } from '../../../nodes/BotGateway/BotGateway.node';
import { Bench, type NodeRun } from '../../support/harness';
import { BotGatewayTelegramApi } from '../../../credentials/BotGatewayTelegramApi.credentials';
import { ANN, BOB, id, telegram, TelegramBench, TOKEN } from './bench';

const t = new TelegramBench();
beforeAll(async () => await t.start());
afterAll(async () => await t.stop());
beforeEach(() => t.telegram.reset());

const ask = telegram('message', 'sendAndWait', {
	recipient: id('={{ $json.to }}'),
	message: '={{ $json.text }}',
	options: {
		severalItems: 'first',
		limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'hours' } },
	},
});

const people = () => [
	{ to: ANN, text: 'May we, Ann?' },
	{ to: BOB, text: 'May we, Bob?' },
];

/** The items that n8n keeps while it waits, and passes on when nobody answers. */
const kept = ({ run }: NodeRun): INodeExecutionData[] =>
	run.data.executionData?.nodeExecutionStack[0]?.data.main?.[0] ?? [];

const dataOf = (item: INodeExecutionData | undefined): IDataObject => (item?.json.data ?? {}) as IDataObject;

/** The question that stands in the links of a sent message. */
const questionIn = (index: number): string | null => {
	const { inline_keyboard: rows = [] } = (t.bot.sent[index]?.replyMarkup ?? {}) as {
		inline_keyboard?: Array<Array<{ url: string }>>;
	};
	return new URL(rows[0]?.[0]?.url ?? '').searchParams.get('question');
};

it('asks whoever was asked not again when n8n tries again, and their links still answer', async () => {
	t.telegram.failNext(
		{ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: chat not found' } },
		{ method: 'sendMessage', when: ({ body }) => body.toString('utf8').includes('Bob') },
	);
	const done = await t.bench().run(ask, people(), { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
	expect(done.run.status).toBe('waiting');
	expect(t.texts).toEqual(['May we, Ann?', 'May we, Bob?']);
	expect([0, 1].map(questionIn)).toEqual(kept(done).map((item) => dataOf(item).question));
	// the limit is not forgotten either
	expect(done.run.waitTill?.getFullYear()).toBeLessThan(3000);
});

it('says of whoever could not be asked that nobody asked them', async () => {
	t.bot.refuse(BOB, 'blocked');
	const items = [...people(), { to: ANN, text: '' }];
	const done = await t.bench().run(ask, items, { onError: 'continueRegularOutput' });
	expect(done.run.status).toBe('waiting');
	const nothing = { approved: false, timedOut: true, respondedAt: null };
	expect(kept(done).map(dataOf)).toEqual([
		{
			...nothing,
			question: questionIn(0),
			message: expect.objectContaining({ text: 'May we, Ann?', messageId: expect.any(String) as string }),
		},
		{ ...nothing, error: expect.objectContaining({ message: 'The person has blocked the bot' }) },
		{ ...nothing, error: expect.objectContaining({ message: 'Message is empty' }) },
	]);
});

/** The node as n8n puts it between an AI agent and a tool. */
class Review extends BotGateway {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const getNode = (): INode => ({ ...this.getNode(), type: 'botGatewayHitlTool' });
		const context = Object.create(this, { getNode: { value: getNode } }) as IExecuteFunctions;
		return await BotGateway.prototype.execute.call(context);
	}
}

it('leaves nothing in the item of a review that n8n could take for the verdict when nobody answers', async () => {
	const data = { accessToken: TOKEN, apiRoot: t.telegram.url, environment: 'production' };
	const bench = new Bench(new Review(), { type: new BotGatewayTelegramApi(), data });
	const done = await bench.run(ask, [{ to: ANN, text: 'May I?', approved: true, chatInput: 'Yes, do' }]);
	expect(done.run.status).toBe('waiting');
	expect(kept(done)[0]?.json).toEqual({
		to: ANN,
		text: 'May I?',
		data: expect.objectContaining({ approved: false, timedOut: true }) as object,
	});
});

it('leaves what the node before put out as it was, be it an answer', async () => {
	const answer = { approved: true, timedOut: false };
	const done = await t.bench().run(ask, [{ to: ANN, text: 'And now?', data: answer }]);
	const before = done.run.data.resultData.runData['Start']?.[0]?.data?.['main']?.[0]?.[0]?.json;
	expect(before?.['data']).toEqual(answer);
	expect(dataOf(kept(done)[0])).toMatchObject({ approved: false, timedOut: true });
});

describe('who may answer', () => {
	const asking = (parameters: IDataObject) =>
		telegram('message', 'sendAndWait', { recipient: id('42'), message: 'May we?', ...parameters });

	it.each([
		['an expression that gives nobody', { answerBy: 'press', options: { mayAnswer: '={{ $json.boss }}' } }],
		['an empty text', { answerBy: 'press', options: { mayAnswer: ' ' } }],
	])('is never everybody by %s', async (_, parameters) => {
		const { error } = await t.bench().run(asking(parameters));
		expect(error?.message).toBe('Who May Answer is empty');
		expect(t.bot.sent).toEqual([]);
	});

	it('is kept with the question', async () => {
		const done = await t.bench().run(asking({ answerBy: 'press', options: { mayAnswer: '@Ann, 43' } }));
		expect(dataOf(kept(done)[0]).mayAnswer).toEqual(['ann', '43']);
	});
});
