import { createHmac } from 'node:crypto';

import type { Link, Seal } from '../../client/links/link';

/** A seal that costs nothing to make. */
export const sealFrom =
	(key: string): Seal =>
	(text) =>
		createHmac('sha256', key).update(text).digest();

export const seal = sealFrom('key');

export const NOW = new Date('2026-11-26T12:00:00Z');

export const link = (change: Partial<Link> = {}): Link => ({
	url: 'https://shop.example/sale?item=1&from=bot#now',
	service: 'toy',
	bot: 'b1',
	recipient: { form: 'id', value: '42' },
	ref: 'AbCdEfGhIjKl',
	expires: NOW.getTime() / 1_000 + 60,
	...change,
});
