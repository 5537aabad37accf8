/** Waits for what happens elsewhere. @throws Error, naming it, when it does not within seconds */
export async function until(holds: () => boolean, what: string): Promise<void> {
	for (const end = Date.now() + 5_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 2))) {
		if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
	}
}
