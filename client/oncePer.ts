/** Asks once a run for what does not depend on the item, such as the list of bots; a failed answer is not kept. */
export function oncePer<K, V>(ask: (key: K) => Promise<V>): (key: K) => Promise<V> {
	const answers = new Map<K, Promise<V>>();
	return async (key) => {
		const known = answers.get(key);
		if (known) return await known;
		const answer = ask(key);
		answers.set(key, answer);
		answer.catch(() => answers.delete(key));
		return await answer;
	};
}
