import type { ICredentialType } from 'n8n-workflow';

import { gateways } from '../../client/gateways';
import type { Settings } from '../../client/gateway';
import { settingsOf } from '../../client/n8n/settings';
import { Bench } from '../support/harness';
import { nodeThat } from './node';

const type = (properties: ICredentialType['properties'] = []): ICredentialType => ({
	name: 'testApi',
	displayName: 'Test',
	properties,
	authenticate: async (_credentials, options) => options,
});

it('tells of a credential only the fields that are asked for, as texts', async () => {
	const seen: Settings[] = [];
	const node = nodeThat(
		async (context) => {
			seen.push(await settingsOf(context, 'testApi', ['bots', 'zone', 'count']));
			return [];
		},
		{ credentials: ['testApi'] },
	);
	const data = { password: 'secret', bots: '@a', count: 7 };
	await new Bench(node, { type: type(), data }).run({});
	expect(seen).toEqual([{ bots: '@a', zone: '', count: '7' }]);
});

/** The credential classes by their names. */
const credentialOf = async (name: string): Promise<ICredentialType> => {
	const file = name.charAt(0).toUpperCase() + name.slice(1);
	const module = (await import(`../../credentials/${file}.credentials`)) as Record<
		string,
		new () => ICredentialType
	>;
	return new (module[file] as new () => ICredentialType)();
};

it.each(gateways.map((gateway) => [gateway.name, gateway] as const))(
	'%s asks for no field that its credential hides, and for none that is not there',
	async (_, { credential, settings = [] }) => {
		const { properties } = await credentialOf(credential);
		for (const name of settings) {
			const field = properties.find((one) => one.name === name);
			expect([name, field?.typeOptions?.password ?? (field === undefined ? 'absent' : false)]).toEqual([
				name,
				false,
			]);
		}
	},
);
