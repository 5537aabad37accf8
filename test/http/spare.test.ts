import { spare } from '../../client/http/spare';
import { JumpingClock } from '../support/clock';
import { answer, OK, READ, roadOf } from './script';

const refused = answer(401);

/** Asks as often as is said, and tells what came of it and how many requests went out. */
async function asked(times: number, results: Array<ReturnType<typeof answer>>, pause = 0) {
	const clock = new JumpingClock();
	const road = roadOf(...results);
	const send = spare(({ status }) => status === 401, clock)(road.send);
	const statuses: number[] = [];
	for (let n = 0; n < times; n += 1) {
		statuses.push((await send(READ)).status);
		await clock.sleep(pause);
	}
	return { statuses, requests: road.sent.length };
}

it('a refusal of the account speaks for the requests behind it', async () => {
	expect(await asked(5, [OK, refused])).toEqual({ statuses: [200, 401, 401, 401, 401], requests: 2 });
});

it('a refusal of one request does not', async () => {
	expect(await asked(3, [answer(400), OK, OK])).toEqual({ statuses: [400, 200, 200], requests: 3 });
});

it('after ten seconds the service is asked again', async () => {
	expect(await asked(3, [refused, OK], 5_000)).toEqual({ statuses: [401, 401, 200], requests: 2 });
});
