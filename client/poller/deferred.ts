/** A promise that somebody else resolves. */
export interface Deferred {
	promise: Promise<void>;
	resolve: () => void;
}

export function deferred(): Deferred {
	let resolve = (): void => undefined;
	const promise = new Promise<void>((settle) => (resolve = settle));
	return { promise, resolve };
}
