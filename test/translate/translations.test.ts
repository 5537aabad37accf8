import { notUnderstood } from '../../client/translate/call';
import type { Carrier } from '../../client/translate/carrier';
import { Translations } from '../../client/translate/translations';
import { Rejected, Unreachable } from '../../client/model/error';
import { spoken } from '../emulators/speech';

type Asked = { segments: readonly string[]; to: string; from: string | undefined };

function carrierThat(answer: (asked: Asked) => Promise<string[]> | string[]): {
	carrier: Carrier;
	asked: Asked[];
} {
	const asked: Asked[] = [];
	const carrier: Carrier = {
		name: 'Nobody',
		carry: async (segments, to, from) => {
			asked.push({ segments, to, from });
			return await answer({ segments, to, from });
		},
	};
	return { carrier, asked };
}

const speaks = ({ segments, to }: Asked): string[] => segments.map((one) => spoken(one, to));
const plain = (...texts: string[]) => texts.map((text) => ({ text, format: 'plain' as const }));
const down = new Unreachable({ outcome: 'notSent', code: 'ECONNREFUSED', description: 'down', advice: '' });
const rejected = (reason: 'unauthorized' | 'invalidMessage') =>
	new Rejected({ reason, description: reason, advice: '' });

it('asks for all texts of a reply in one request, in their order', async () => {
	const { carrier, asked } = carrierThat(speaks);
	const got = await new Translations(carrier).ofEach(
		[...plain('Hello {first name}', 'Yes'), { text: '<b>No</b>', format: 'html' }],
		'de',
		'en',
	);
	expect(got).toEqual([
		{ text: 'Hello-de {first name}', failure: null },
		{ text: 'Yes-de', failure: null },
		{ text: '<b>No-de</b>', failure: null },
	]);
	expect(asked).toEqual([{ segments: ['Hello', 'Yes', 'No'], to: 'de', from: 'en' }]);
});

it('asks once a run for equal texts, also while the answer is on its way, and once more for another language', async () => {
	const { carrier, asked } = carrierThat(speaks);
	const run = new Translations(carrier);
	await Promise.all(Array.from({ length: 20 }, async () => await run.ofEach(plain('Hello', 'Yes'), 'de')));
	await run.ofEach(plain('Yes', 'Hello'), 'de');
	await run.ofEach(plain('Hello'), 'fr');
	expect(asked.map(({ segments, to }) => [to, ...segments])).toEqual([
		['de', 'Hello', 'Yes'],
		['fr', 'Hello'],
	]);
});

it('takes a text apart once a run, and not for each person', async () => {
	const run = new Translations(carrierThat(speaks).carrier);
	const [first] = await run.ofEach(plain('Hello'), 'de');
	expect((await run.ofEach(plain('Yes', 'Hello'), 'de'))[1]).toBe(first);
	const marked = [{ text: 'Hello', format: 'html' as const }];
	expect((await run.ofEach(marked, 'de'))[0]).not.toBe(first);
	expect((await run.ofEach(plain('Hello'), 'fr'))[0]).toMatchObject({ text: 'Hello-fr' });
});

it('gives the original and the reason when the translator is down, and does not ask it again', async () => {
	const { carrier, asked } = carrierThat(() => {
		throw down;
	});
	const run = new Translations(carrier);
	expect(await run.ofEach(plain('Hello'), 'de')).toEqual([{ text: 'Hello', failure: down }]);
	expect(await run.ofEach(plain('Bye'), 'fr')).toEqual([{ text: 'Bye', failure: down }]);
	expect(asked).toHaveLength(1);
});

it('asks again for another text after one that the translator did not take', async () => {
	const { carrier, asked } = carrierThat((one) => {
		if (one.segments.includes('Hello')) throw rejected('invalidMessage');
		return speaks(one);
	});
	const run = new Translations(carrier);
	expect((await run.ofEach(plain('Hello'), 'de'))[0]?.failure).toBeInstanceOf(Rejected);
	expect(await run.ofEach(plain('Bye'), 'de')).toEqual([{ text: 'Bye-de', failure: null }]);
	expect(asked).toHaveLength(2);
});

it('asks again for another text after an answer that was none', async () => {
	const { carrier, asked } = carrierThat((one) => {
		if (one.to === 'fr') throw notUnderstood('Nobody');
		return speaks(one);
	});
	const run = new Translations(carrier);
	expect((await run.ofEach(plain('Hello'), 'fr'))[0]?.failure?.message).toContain('without the translations');
	expect(await run.ofEach(plain('Hello'), 'de')).toEqual([{ text: 'Hello-de', failure: null }]);
	expect(asked).toHaveLength(2);
});

it('gives the original of a text that comes back spoiled, and the translation of the others', async () => {
	const { carrier } = carrierThat(({ segments }) => segments.map((one) => one.replace(/<[^>]*>/g, '')));
	const [first, second] = await new Translations(carrier).ofEach(plain('Hi {first name}, you', 'Yes'), 'de');
	expect(first?.text).toBe('Hi {first name}, you');
	expect(first?.failure?.message).toMatch(/Nobody has lost or changed a placeholder/);
	expect(second).toEqual({ text: 'Yes', failure: null });
});

it.each([
	['en', 'en'],
	['pt', 'pt-br'],
	['en-us', 'en'],
])('asks nobody from %s to %s', async (from, to) => {
	const { carrier, asked } = carrierThat(speaks);
	expect(await new Translations(carrier).ofEach(plain('Hello'), to, from)).toEqual([
		{ text: 'Hello', failure: null },
	]);
	expect(asked).toEqual([]);
});

it('translates between two variants of a language', async () => {
	const { carrier } = carrierThat(speaks);
	expect(await new Translations(carrier).ofEach(plain('Olá'), 'pt-br', 'pt-pt')).toEqual([
		{ text: 'Olá-pt-br', failure: null },
	]);
});

it('does not send a text of 5 MB anywhere', async () => {
	const { carrier, asked } = carrierThat(speaks);
	const [got] = await new Translations(carrier).ofEach(plain('word '.repeat(1_000_000)), 'de');
	expect(got?.failure?.message).toMatch(/too long to be translated/);
	expect(asked).toEqual([]);
});

it('lets a fault of the program through', async () => {
	const { carrier } = carrierThat(() => {
		throw new TypeError('a fault');
	});
	await expect(new Translations(carrier).ofEach(plain('Hello'), 'de')).rejects.toThrow(TypeError);
});
