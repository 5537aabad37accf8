import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are the same. Compares hashes of equal length, so the time tells nothing of either. */
export function isSameText(one: string, other: string): boolean {
	const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(one), digest(other));
}
