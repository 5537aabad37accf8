import { inspect } from 'node:util';

import { askForPass, renewalOf } from '../../client/chatApp/queueToken';
import { discard, keysBehind } from '../../client/chatApp/vault';
import type { Line } from '../../client/gateway';
import type { HttpAnswer, HttpRequest } from '../../client/http/request';
import { failureOf, NOW } from './line';

const QUEUE = { kind: 'status', label: 'Status Queue', name: 'Q', messageType: 'ChatAppStatus' } as const;
const NOW_MS = NOW.getTime();
const MINUTE = 60_000;

describe('keys are renewed two minutes before they end', () => {
	const end = new Date(NOW_MS + 30 * MINUTE);
	it.each([
		['2026-03-01T12:30:00Z', end.getTime() - 2 * MINUTE],
		['2026-03-01 12:30:00', end.getTime() - 2 * MINUTE],
		['2026-03-01T20:30:00+08:00', end.getTime() - 2 * MINUTE],
		[end.getTime(), end.getTime() - 2 * MINUTE],
		[String(end.getTime()), end.getTime() - 2 * MINUTE],
		// what cannot be is not believed
		['2099-01-01T00:00:00Z', NOW_MS + 60 * MINUTE],
		['1999-01-01T00:00:00Z', NOW_MS + MINUTE / 2],
		['soon', NOW_MS + 10 * MINUTE],
		[undefined, NOW_MS + 10 * MINUTE],
		[{}, NOW_MS + 10 * MINUTE],
	])('%s', (expires, renewAt) => {
		expect(renewalOf(expires, NOW_MS)).toBe(renewAt);
	});
});

const SECRETS = {
	AccessKeyId: 'STS.hidden-id',
	AccessKeySecret: 'hidden+secret/',
	SecurityToken: 'CAIShidden==',
};

function lineWith(body: unknown, status = 200): { line: Line; asked: HttpRequest[] } {
	const asked: HttpRequest[] = [];
	const answer: HttpAnswer = {
		status,
		headers: {},
		body: typeof body === 'string' ? body : JSON.stringify(body),
	};
	const send: Line['send'] = async (request) => {
		asked.push(request);
		return answer;
	};
	return { line: { send, now: () => NOW }, asked };
}

it.each([['OK'], [200], ['200'], ['Success'], ['success']])(
	'keys go into the vault, and only a ticket comes back (Code %j)',
	async (Code) => {
		const { line, asked } = lineWith({ Code, MessageTokenDTO: SECRETS });
		const pass = await askForPass(line, QUEUE);
		expect(asked).toMatchObject([
			{
				headers: { 'x-acs-action': 'QueryTokenForMnsQueue', 'x-acs-version': '2017-05-25' },
				query: { MessageType: 'ChatAppStatus', QueueName: 'Q' },
			},
		]);
		expect(inspect(pass)).not.toMatch(/hidden/);
		expect(keysBehind(pass.ticket)).toEqual({
			id: SECRETS.AccessKeyId,
			secret: SECRETS.AccessKeySecret,
			securityToken: SECRETS.SecurityToken,
		});
		discard(pass.ticket);
	},
);

it.each<[string, unknown, number]>([
	['no keys at all', { Code: 'OK' }, 200],
	['half of them', { Code: 'OK', MessageTokenDTO: { ...SECRETS, AccessKeySecret: '' } }, 200],
	['them in a refusal', { Code: 'No', Message: JSON.stringify(SECRETS), MessageTokenDTO: SECRETS }, 200],
	['them in a broken server', { Code: 'OK', MessageTokenDTO: SECRETS }, 502],
	['them under another name', { Code: 'OK', Token: SECRETS }, 200],
	['half a JSON', JSON.stringify({ Code: 'OK', MessageTokenDTO: SECRETS }).slice(0, -9), 200],
	['a page', `<html>${SECRETS.AccessKeySecret}</html>`, 502],
])('an answer with %s fails, and tells none of what was in it', async (_, body, status) => {
	const failure = await failureOf(askForPass(lineWith(body, status).line, QUEUE));
	expect(failure).toBeInstanceOf(Error);
	expect(inspect(failure, { depth: Infinity, showHidden: true })).not.toMatch(/hidden/);
});

it('a refusal says in the service’s words why', async () => {
	const { line } = lineWith({ Code: 'Forbidden.RAM', Message: 'User not authorized' }, 403);
	expect(await failureOf(askForPass(line, QUEUE))).toMatchObject({
		facts: { reason: 'unauthorized', description: 'User not authorized' },
	});
});
