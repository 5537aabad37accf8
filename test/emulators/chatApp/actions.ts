import type { Received } from '../server';
import { Refused } from './refusal';
import { send } from './send';
import type { State } from './state';

type Action = (state: State, parameters: Record<string, string>) => Record<string, unknown>;

/** Members of a good answer beside Code, Message and RequestId. */
const ACTIONS = new Map<string, Action>([
	['SendChatappMessage', send],
	[
		'SendChatappMassMessage',
		() => {
			throw Refused.business('InvalidParameter.ChannelTypeNotSupport');
		},
	],
	['GetChatappOpenStatus', ({ settings }) => ({ OpenStatus: settings.open })],
	['ListInstance', listInstance],
	['QueryInstance', queryInstance],
	['UpdateAccountWebhook', updateAccountWebhook],
]);

const VERSION = '2020-06-06';

export function act(state: State, request: Received): Record<string, unknown> {
	const { 'x-acs-action': name = '', 'x-acs-version': version } = request.headers;
	const action = ACTIONS.get(name);
	// assumed: the code of the gateway
	if (!action || version !== VERSION)
		throw Refused.gateway('key', 'InvalidAction.NotFound', `Specified api ${name} is not found.`);
	throttle(state);
	if (state.settings.forbidden.includes(name)) {
		const text = 'User not authorized to operate on the specified resource.';
		throw Refused.gateway('permission', 'Forbidden.RAM', text);
	}
	return action(state, parametersOf(request));
}

/** assumed: that both places may hold every parameter */
function parametersOf({ query, headers, body }: Received): Record<string, string> {
	const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
	const form = isForm ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
	return { ...query, ...form };
}

// assumed: the code, and the unit of the header
function throttle(state: State): void {
	const { throttleEvery, retryAfter } = state.settings;
	state.calls += 1;
	if (throttleEvery === 0 || state.calls % throttleEvery !== 0) return;
	const headers = retryAfter === null ? undefined : { 'x-acs-retry-after': retryAfter };
	throw Refused.gateway(
		'throttling',
		'Throttling.User',
		'Request was denied due to user flow control.',
		headers,
	);
}

// assumed: that Telegram channels are listed, and that pages are counted from 1
function listInstance(state: State, { PageIndex = '1', PageSize = '10' }: Record<string, string>) {
	const shown = [...state.channels.values()].filter(
		({ ChannelType }) => state.settings.listsTelegram || ChannelType !== 'TELEGRAM',
	);
	const from = (Number(PageIndex) - 1) * Number(PageSize);
	return { Data: shown.slice(from, from + Number(PageSize)), TotalCount: shown.length, Success: true };
}

function queryInstance(state: State, { InstanceId = '' }: Record<string, string>) {
	if (InstanceId === '')
		throw Refused.gateway('parameter', 'MissingInstanceId', 'InstanceId is mandatory for this action.');
	return { Data: state.channels.get(InstanceId) ?? null, Success: true };
}

function updateAccountWebhook(state: State, parameters: Record<string, string>) {
	const { CustSpaceId = '', HttpFlag = 'Y', QueueFlag = 'Y' } = parameters;
	if (!state.channels.has(CustSpaceId)) throw Refused.business('Authentication.NoAuth');
	if (![HttpFlag, QueueFlag].every((flag) => /^[YN]$/.test(flag)))
		throw Refused.business('InvalidParameter.MessageInvalid');
	state.webhooks.push(parameters);
	return {};
}
