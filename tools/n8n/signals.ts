const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** From now on a signal ends this process by `exit`, at which every n8n that it has started is killed as well. */
export function exitOnSignals(): void {
	for (const [signal, code] of Object.entries(CODES)) process.once(signal, () => process.exit(code));
}
