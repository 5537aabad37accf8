import { createHmac, randomBytes, scrypt } from 'node:crypto';

import { keep } from '../keep';
import type { Seal } from './link';

const CONTEXT = 'n8n-nodes-bot-gateway tracked links 1';

/**
 * The cost of one guess. Every link shows a signature to the world, and some services know their customers by a
 * password that a person chose: with a plain hash it could be guessed from one link, millions of tries a second.
 * With this it is about thirty. Making the key once a process takes as long as one guess.
 */
const COST = { N: 16_384, r: 8, p: 1 };

/** Accounts whose keys are kept in memory; the oldest is made anew when it is used again. */
const MOST = 100;

/** By a hash of the secret that means nothing outside this process. */
const keys = new Map<string, Promise<Buffer>>();
const own = randomBytes(32);

/**
 * The seal of an account, made from its secrets, so that whoever sends and whoever receives make the same one
 * without being told. A secret that is changed makes another seal: links from before are not genuine any more.
 */
export async function makeSeal(service: string, secrets: readonly string[]): Promise<Seal> {
	const material = JSON.stringify([service, ...secrets]);
	const name = createHmac('sha256', own).update(material).digest('base64');
	const making = keys.get(name) ?? derive(material);
	keep(keys, name, making, MOST);
	const key = await making;
	return (text) => createHmac('sha256', key).update(text).digest();
}

const derive = async (material: string): Promise<Buffer> =>
	await new Promise((resolve, reject) => {
		scrypt(material, CONTEXT, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
	});
