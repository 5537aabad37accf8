/** Waits for what happens elsewhere. @throws Error, naming it, when it does not for long */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
	for (
		const end = Date.now() + 30_000;
		!(await holds());
		await new Promise((resolve) => setTimeout(resolve, 2))
	) {
		if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
	}
}
