import { EmulatorServer, type Received, type Reply } from '../server';
import { balance, info } from './account';
import { inboundOf, statusOf, tell, waitcallOf, type Delivery, type HandlerUrl, type Told } from './callback';
import { get } from './get';
import { Refused } from './refusal';
import { send } from './send';
import { State, type Account, type Answer, type Message, type Person, type Settings } from './state';
import { status } from './status';

/**
 * SMSC on loopback: `/sys/<command>.php` with forms, and `/rest/send/` with JSON.
 *
 *     const smsc = await new SmscEmulator({ login: 'shop', psw: 'secret', apikey: 'key' }).start();
 *     smsc.connect('@shop_bot', { phone: '79990000001', nick: '@ann', uid: '#1' });
 *
 * Strict where the contract knows what the service does; what is assumed is a setting or says so. Unknown
 * parameters are ignored, because its page about bots may have some. Each refusal can be ordered with `failWith`.
 */
export class SmscEmulator extends EmulatorServer {
	private readonly state: State;

	constructor(account: Account) {
		const state = new State(account);
		super(async (request) => await respond(state, request, () => this.processing));
		this.state = state;
	}

	/** The handler URL of the cabinet; statuses, inbound messages and confirmation calls are told there. */
	handler: HandlerUrl | undefined;

	/** Callbacks in order, with what became of each. */
	readonly deliveries: Delivery[] = [];

	private telling: Promise<void> = Promise.resolve();

	/** Resolves when all callbacks so far have been made. */
	async told(): Promise<readonly Delivery[]> {
		await this.telling;
		return this.deliveries;
	}

	/** Tells the same once more, as after an answer that got lost. */
	repeat({ method, url, type, body }: Delivery): Promise<Response> {
		return fetch(url, method === 'GET' ? {} : { method, headers: { 'content-type': type }, body });
	}

	private tell(told: Told): void {
		const { handler } = this;
		if (!handler) return;
		this.telling = this.telling.then(async () => {
			this.deliveries.push(await tell(this.state, handler, told));
		});
	}

	/** Milliseconds that each request is worked on, for what happens to simultaneous ones. */
	processing = 0;

	get settings(): Settings {
		return this.state.settings;
	}

	/** Messages that it took, in order. */
	get sent(): readonly Message[] {
		return this.state.messages;
	}

	/** Sets its clock. */
	set now(now: () => number) {
		this.state.now = now;
	}

	/** Connects a person to a bot. */
	connect(bot: string, person: Person): this {
		this.state.people.set(bot, [...(this.state.people.get(bot) ?? []), person]);
		return this;
	}

	/** What becomes of a message. @param at seconds since 1970 */
	setStatus(id: string | number, status: number, { err = 0, at }: { err?: number; at?: number } = {}): this {
		for (const message of this.state.messages.filter((one) => String(one.id) === String(id))) {
			Object.assign(message, { status, err, changed: at ?? Math.floor(this.state.now() / 1_000) });
			this.tell(statusOf(this.state, message));
		}
		return this;
	}

	/** A person writes. */
	inbound(answer: Partial<Answer> & Pick<Answer, 'phone' | 'message'>): this {
		const id = Math.max(0, ...this.state.answers.map((one) => one.id ?? 0)) + 1;
		const sent = Math.floor(this.state.now() / 1_000);
		const kept: Answer = { id, to_phone: '', sent, ...answer };
		this.state.answers.push(kept);
		this.tell(inboundOf(this.state, kept));
		return this;
	}

	/** A person calls to confirm a phone. */
	waitcall(phone: string): this {
		this.tell(waitcallOf(this.state, phone));
		return this;
	}

	/** Refuses coming requests with a code, in the service's own form. */
	failWith(code: number, where: Parameters<EmulatorServer['failNext']>[1] = {}, text?: string): void {
		this.failNext(new Refused(code, text).reply, where);
	}

	/** Forgets what happened and what was ordered; people stay. */
	override reset(): void {
		super.reset();
		this.state.forget();
		this.processing = 0;
		this.handler = undefined;
		this.telling = this.telling.catch(() => undefined);
		this.deliveries.length = 0;
	}
}

type Fields = Record<string, string>;

const COMMANDS = new Map<string, (state: State, fields: Fields) => unknown>([
	['/sys/send.php', send],
	['/rest/send/', send],
	['/sys/status.php', status],
	['/sys/balance.php', balance],
	['/sys/get.php', get],
	['/sys/info.php', info],
]);

async function respond(state: State, request: Received, processing: () => number): Promise<Reply> {
	state.underWay += 1;
	try {
		const crowded = state.underWay >= state.settings.simultaneous;
		if (processing() > 0) await new Promise((resolve) => setTimeout(resolve, processing()));
		if (crowded) throw new Refused(9);
		return answer(state, request);
	} catch (error) {
		if (error instanceof Refused) return error.reply;
		throw error;
	} finally {
		state.underWay -= 1;
	}
}

function answer(state: State, request: Received): Reply {
	const command = COMMANDS.get(request.path);
	if (!command) return { status: 404, body: '<html>404 Not Found</html>' };
	const fields = fieldsOf(request);
	if (state.blocked) throw new Refused(4);
	if (!state.knows(fields)) {
		state.noteWrongLogin();
		throw new Refused(2);
	}
	// without it the service answers in words, and reads windows-1251: a client that forgets it is told so
	if (fields.fmt !== '3') return { status: 200, body: 'ERROR = 1 (the emulator speaks fmt=3 only)' };
	if (fields.charset !== 'utf-8') throw new Refused(1, 'parameters error: the emulator speaks utf-8 only');
	const { login: _l, psw: _p, apikey: _a, ...own } = fields;
	return { status: 200, body: command(state, own) };
}

/** Both verbs and both kinds of body, as documented; parameters in a URL too. */
function fieldsOf({ path, query, headers, body }: Received): Fields {
	const type = headers['content-type'] ?? '';
	if (path.startsWith('/rest/')) {
		if (!/^application\/json\b/.test(type)) throw new Refused(1);
		const given = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
		return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
	}
	if (body.length === 0) return query;
	if (!/^application\/x-www-form-urlencoded\b/.test(type)) throw new Refused(1);
	return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
}
