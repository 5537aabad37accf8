/** Shows that something long is under way: a rewritten line on a terminal, a line every 30 s elsewhere. */
export async function withProgress(title, work) {
	const from = Date.now();
	const seconds = () => Math.round((Date.now() - from) / 1000);
	const terminal = process.stderr.isTTY;
	process.stderr.write(terminal ? `  ${title} …` : `  ${title} …\n`);
	const timer = setInterval(
		() => process.stderr.write(terminal ? `\r  ${title} … ${seconds()} s` : `  ${title} … ${seconds()} s\n`),
		terminal ? 1_000 : 30_000,
	);
	try {
		const result = await work();
		process.stderr.write(`${terminal ? '\r' : ''}  ${title}: done in ${seconds()} s\n`);
		return result;
	} catch (error) {
		process.stderr.write(`${terminal ? '\r' : ''}  ${title}: failed after ${seconds()} s\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}
