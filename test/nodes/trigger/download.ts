import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { compileFilter } from '../../../client/events/filter';
import { telegram as gateway } from '../../../client/telegram/gateway';
import { prepare } from '../../../nodes/BotGatewayTrigger/prepare';
import { readSetup } from '../../../nodes/BotGatewayTrigger/read';
import { ANN, lineTo, startTelegram } from '../../telegram/line';

/** What the trigger makes of a file of five bytes that Ann sends, and which calls that takes. */
export async function downloaded(
	options: IDataObject,
	filters: IDataObject = {},
): Promise<{ item: INodeExecutionData | undefined; calls: string[] }> {
	const { telegram, bot } = await startTelegram();
	try {
		const given: IDataObject = { service: gateway.id, events: ['message'], options, filters };
		const setup = readSetup((name, usual) => given[name] ?? usual);
		bot.sendFile(ANN, 'document', {
			name: 'report.txt',
			type: 'text/plain',
			bytes: Buffer.from('hello'),
		} as never);
		const update = bot.updates.waiting()[0]?.update;
		const [event] = setup.receiver.read(update, { bot: null, receivedAt: '2026-01-01T00:00:00.000Z' });
		telegram.log.length = 0;
		if (!event || !compileFilter(setup.filter, setup.receiver)(event))
			return { item: undefined, calls: telegram.calls };
		const helpers = { prepareBinaryData: async (data: Buffer) => ({ size: data.length }) };
		const context = { helpers } as never;
		const item = await prepare(event, { context, setup, line: lineTo(telegram.url), registry: undefined });
		return { item, calls: telegram.calls.map((call) => call.replace(/^.*\./, 'report.')) };
	} finally {
		await telegram.stop();
	}
}
