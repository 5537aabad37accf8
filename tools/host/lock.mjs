import fs from 'node:fs';
import path from 'node:path';

const BEAT = 2_000;
const STALE = 30_000;

/** Two runs must not install into one folder: the second waits, and takes over when the first has died. */
export async function locked(dir, work) {
	const lock = path.join(dir, '.lock');
	let told = false;
	while (!taken(lock)) {
		if (!told) process.stderr.write('  another run is installing it: waiting\n');
		told = true;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	// a heartbeat, not a process id: those mean nothing to a container that shares the cache
	const beat = setInterval(() => fs.utimesSync(lock, new Date(), new Date()), BEAT);
	try {
		return await work();
	} finally {
		clearInterval(beat);
		fs.rmSync(lock, { force: true });
	}
}

function taken(lock) {
	const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
	if (age > STALE) fs.rmSync(lock, { force: true });
	try {
		fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}
