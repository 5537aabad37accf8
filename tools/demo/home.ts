import fs from 'node:fs';
import path from 'node:path';

export interface Home {
	dir: string;
	/** Marks it as in use at this address, see `prepareHome`. */
	occupy(url: string): void;
	leave(): void;
}

/** Milliseconds that n8n may take until it answers. */
const STARTING = 60_000;

const answers = async (url: string): Promise<boolean> =>
	await fetch(`${url}/healthz`).then(
		(response) => response.ok,
		() => false,
	);

/**
 * Where the demo's n8n lives, kept for the next time.
 * @throws when a demo runs there already: two n8n on one database would spoil it
 */
export async function prepareHome(dir: string, fresh: boolean): Promise<Home> {
	const mark = path.join(dir, 'demo-is-running-at');
	const marked = fs.statSync(mark, { throwIfNoEntry: false });
	if (marked !== undefined) {
		const url = fs.readFileSync(mark, 'utf8');
		// a mark outlives a demo that was killed; then nobody answers there
		if (Date.now() - marked.mtimeMs < STARTING || (await answers(url))) {
			throw new Error(`The demo is running already: ${url}\n(If it is not, try again in a minute.)`);
		}
	}
	if (fresh) fs.rmSync(dir, { recursive: true, force: true });
	fs.mkdirSync(dir, { recursive: true });
	return {
		dir,
		occupy: (url) => fs.writeFileSync(mark, url),
		leave: () => fs.rmSync(mark, { force: true }),
	};
}
