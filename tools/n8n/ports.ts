import net from 'node:net';
import type { AddressInfo } from 'node:net';

function listen(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const taken = (server.address() as AddressInfo).port;
			server.close(() => resolve(taken));
		});
	});
}

/** Where a program listens on all addresses, some systems still let another take the port on loopback alone. */
function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1');
		const end = (answer: boolean): void => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true)).once('error', () => end(false));
	});
}

/** A port on loopback that nobody listens on now. */
export const freePort = (): Promise<number> => listen(0);

/** The first free port from `start` on: an address that people find again while nothing else has taken it. */
export async function freePortFrom(start: number): Promise<number> {
	for (let port = start; port < start + 100; port += 1) {
		if (await answers(port)) continue;
		const free = await listen(port).catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return undefined;
			throw error;
		});
		if (free !== undefined) return free;
	}
	throw new Error(`no free port between ${start} and ${start + 99}`);
}
