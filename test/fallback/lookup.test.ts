import type { Capabilities, Gateway, MessageRef, StatusReport } from '../../client/gateway';
import { Lookup } from '../../client/fallback/lookup';
import { InvalidInput } from '../../client/model/error';
import { line } from './stage';

const ref = (messageId: string): MessageRef => ({ messageId, recipient: { form: 'id', value: '42' } });

function service(): { gateway: Pick<Gateway, 'getStatuses' | 'can'>; asked: string[][] } {
	const asked: string[][] = [];
	return {
		asked,
		gateway: {
			can: { statusesAtOnce: 3 } as Partial<Capabilities> as Capabilities,
			getStatuses: async (_line, refs) => {
				asked.push(refs.map(({ messageId }) => messageId));
				if (refs.some(({ messageId }) => messageId === 'bad'))
					throw new InvalidInput('Message ID', 'is bad', '');
				return refs.map(({ messageId }) => ({ messageId }) as StatusReport);
			},
		},
	};
}

it('asks for as many at once as the service takes, and gives each its own', async () => {
	const { gateway, asked } = service();
	const lookup = new Lookup(gateway, line);
	const asks = ['1', '2', '3', '4'].map((id) => lookup.add(ref(id)));
	const reports = await Promise.all(asks.map(async (ask) => await ask()));
	expect(reports.map((one) => one?.messageId)).toEqual(['1', '2', '3', '4']);
	expect(asked).toEqual([['1', '2', '3'], ['4']]);
});

it('lets only the one with a bad id fail', async () => {
	const { gateway } = service();
	const lookup = new Lookup(gateway, line);
	const asks = ['1', 'bad', '3'].map((id) => lookup.add(ref(id)));
	const settled = await Promise.allSettled(asks.map(async (ask) => await ask()));
	expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
