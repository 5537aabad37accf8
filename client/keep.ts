/** Puts something into a map that holds so many at most: the oldest goes. What is put in again counts as new. */
export function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
	map.delete(key);
	map.set(key, value);
	for (const oldest of map.keys()) {
		if (map.size <= most) break;
		map.delete(oldest);
	}
}
