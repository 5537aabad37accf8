import { follow } from '../../client/contacts/follow';
import { importAll, personFinder, shapeOf, type Handing } from '../../client/contacts/import';
import { esputnik as gateway } from '../../client/esputnik/gateway';
import type { ImportReport } from '../../client/model/contact';
import { isFailure } from '../../client/model/outcome';
import type { EsputnikEmulator } from '../emulators/esputnik';
import { failureOf, lineTo, startEsputnik } from '../esputnik/line';

/** A clock that passes by itself. */
function clock() {
	let now = 0;
	const slept: number[] = [];
	return {
		slept,
		now: () => now,
		sleep: async (ms: number) => {
			slept.push(ms);
			now += ms;
		},
	};
}

const report = (status: ImportReport['status']): ImportReport => ({
	id: 's',
	status,
	description: null,
	time: null,
	ids: new Map(),
	raw: null,
});

describe('an import is followed', () => {
	const asking = (...states: Array<ImportReport['status']>) => {
		const left = [...states];
		return async () => report(left.length > 1 ? left.shift()! : left[0]!);
	};

	it('to its end, less and less often, each state once', async () => {
		const time = clock();
		const told: string[] = [];
		const { progress, report: last } = await follow(
			asking('queued', 'queued', 'running', 'running', 'running', 'finished'),
			time,
			600_000,
			({ status }) => told.push(status),
		);
		expect(last?.status).toBe('finished');
		expect(progress.map(({ status }) => status)).toEqual(['queued', 'running', 'finished']);
		expect(told).toEqual(['queued', 'running', 'finished']);
		expect(time.slept).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000]);
	});

	it('for as long as the user wants', async () => {
		const time = clock();
		const { report: last } = await follow(asking('running'), time, 12_000);
		expect(last?.status).toBe('running');
		expect(time.now()).toBe(12_000);
	});
});

describe('many contacts', () => {
	let esputnik: EsputnikEmulator;

	beforeAll(async () => {
		esputnik = await startEsputnik();
	});
	afterAll(async () => await esputnik.stop());
	beforeEach(() => {
		esputnik.reset();
		esputnik.clearContacts();
	});

	const handing = (contact: Handing['contact']): Handing => ({
		contact,
		settings: { matchBy: 'externalId', unfitNames: 'refuse' },
	});
	const told: string[] = [];
	const run = async (handed: Handing[], patience = 60_000) =>
		await importAll(gateway, lineTo(esputnik.apiUrl), handed, {
			clock: clock(),
			patience,
			tell: (text) => void told.push(text),
			note: (text) => void told.push(text),
		});
	beforeEach(() => (told.length = 0));
	const contact = (n: number) => handing({ externalId: `crm-${n}`, email: `p${n}@example.com` });

	it('share a request, and each learns its id', async () => {
		esputnik.settings.importSteps = ['STARTED', 'IMPORTING'];
		const results = await run([contact(1), contact(2), contact(3)]);
		expect(results).toMatchObject(
			esputnik.contacts.map(({ id }) => ({
				status: 'finished',
				contactId: String(id),
				progress: [{ status: 'queued' }, { status: 'running' }, { status: 'finished' }],
			})),
		);
		expect(esputnik.log.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(told.map((text) => text.split(' ').at(-1))).toEqual(['queued', 'running', 'finished']);
	});

	it('have their own refusals', async () => {
		esputnik.refuseImport('crm-2', 'The contact was deleted');
		const results = await run([contact(1), contact(2), contact(3)]);
		expect(results.map(isFailure)).toEqual([false, true, false]);
	});

	it('all fail when the import does', async () => {
		esputnik.settings.importFails = 'Out of space';
		expect(await run([contact(1), contact(2)])).toMatchObject([
			{ facts: { description: 'Out of space' } },
			{ facts: { description: 'Out of space' } },
		]);
	});

	it('leave at once when nobody waits, and in time when it takes too long', async () => {
		expect(await run([contact(1)], 0)).toMatchObject([{ status: 'queued', contactId: null }]);
		esputnik.settings.importSteps = Array.from({ length: 100 }, () => 'IMPORTING');
		expect(await run([contact(2)], 5_000)).toMatchObject([{ status: 'running', contactId: null }]);
		expect(told.at(-1)).toContain('Get Import Status');
	});

	it('that were taken stay taken where nobody answers how far they are', async () => {
		esputnik.settings.importSteps = ['STARTED'];
		const status = ({ path }: { path: string }) => path.includes('importstatus');
		esputnik.failNext({ status: 403, body: 'No right' }, { when: status });
		const results = await run([contact(1), contact(2)]);
		expect(results).toMatchObject([
			{ status: 'queued', importId: expect.stringMatching(/./), contactId: null },
			{ status: 'queued', contactId: null },
		]);
		expect(told.at(-1)).toContain('Get Import Status');
	});

	it('are followed on where the service was out of order for a while', async () => {
		const status = ({ path }: { path: string }) => path.includes('importstatus');
		esputnik.failNext({ status: 502, body: 'Bad gateway' }, { when: status, times: 2 });
		expect(await run([contact(1)])).toMatchObject([{ status: 'finished' }]);
		esputnik.failNext({ status: 502, body: 'Bad gateway' }, { when: status, times: 99 });
		expect(await run([contact(2)])).toMatchObject([{ status: 'queued' }]);
		expect(told.at(-1)).toContain('out of order');
	});

	it('with a broken connection have an unknown outcome', async () => {
		esputnik.failNext({ drop: 'after' });
		expect(await failureOf(run([contact(1)]))).toMatchObject({ facts: { outcome: 'unknown' } });
	});

	it('of different shapes do not share a request, so that no field is emptied', () => {
		const shape = (data: Handing['contact']) => shapeOf(handing(data));
		expect(shape({ email: 'a@b.io', firstName: 'A' })).toBe(shape({ firstName: 'B', email: 'c@d.io' }));
		expect(shape({ email: 'a@b.io' })).not.toBe(shape({ email: 'a@b.io', firstName: 'A' }));
		expect(shape({ fields: { 1: 'a' } })).not.toBe(shape({ fields: { 2: 'a' } }));
		expect(shape({ address: { town: 'a' } })).not.toBe(shape({ address: { region: 'a' } }));
	});
});

describe('whether two contacts are one person', () => {
	const settings = { matchBy: 'externalId', unfitNames: 'refuse' } as const;
	const names = (...contacts: Array<Handing['contact']>) => {
		const find = personFinder();
		return contacts.map((contact) => find({ contact, settings }));
	};

	it('is told by anything that they share, also over a third', () => {
		const [one, other, third, stranger] = names(
			{ externalId: 'crm-1', email: 'ann@example.com' },
			{ email: 'Ann@Example.com', phone: '380501234567' },
			{ phone: '380501234567' },
			{ externalId: 'crm-2', phone: '380509999999' },
		);
		expect(other).toBe(one);
		expect(third).toBe(one);
		expect(stranger).not.toBe(one);
	});

	it('is not told by the same word for different things, nor by a name', () => {
		expect(new Set(names({ externalId: '7' }, { id: '7' }, { phone: '7' })).size).toBe(3);
		expect(names({ firstName: 'Ann' })).toEqual([undefined]);
	});

	it('is told by the field that contacts are matched by', () => {
		const find = personFinder();
		const by = { matchBy: 'field', fieldId: '5', unfitNames: 'refuse' } as const;
		const [one, other] = ['gold', 'gold'].map((value) =>
			find({ contact: { fields: { 5: value } }, settings: by }),
		);
		expect([one === undefined, one === other]).toEqual([false, true]);
	});
});
