import { dealOut, toItems } from '../../client/n8n/items';

describe('items that a node puts out', () => {
	const items = [1, 0, 1, 2].map((output) => ({ json: { output } }));
	const deal = (type: string) =>
		dealOut(items, { type }, 3, ({ json }) => Number(json['output'])).map((dealt) =>
			dealt.map((item) => items.indexOf(item as (typeof items)[number])),
		);

	it('come out each where it belongs, in their order', () => {
		expect(deal('n8n-nodes-bot-gateway.botAutoReply')).toEqual([[1], [0, 2], [3]]);
	});

	it('come all by the first output to an agent, which is told of no other', () => {
		expect(deal('n8n-nodes-bot-gateway.botAutoReplyTool')).toEqual([[0, 1, 2, 3], [], []]);
	});

	it('have what the service said where the user wants it', () => {
		const result = { id: '7', raw: { ID: 7 } };
		expect(toItems({ simplify: true }, result)).toEqual([{ json: { id: '7' }, pairedItem: 0 }]);
		expect(toItems({ simplify: false }, result)).toEqual([{ json: result, pairedItem: 0 }]);
	});
});
