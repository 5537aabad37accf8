import type { Mark, Token } from './token';

/** Collects the tokens of one text, and sees to it that every mark has a beginning and an end. */
export class TokenList {
	private readonly tokens: Token[] = [];
	private readonly opened: Array<{ mark: Mark; index: number; at: number }> = [];
	/** The run that is still growing: from and to in the source. */
	private from = 0;
	private to = 0;

	constructor(private readonly source: string) {}

	/** The innermost open mark. */
	get top(): Mark | undefined {
		return this.opened.at(-1)?.mark;
	}

	/** The mark around the innermost one. */
	get outer(): Mark | undefined {
		return this.opened.at(-2)?.mark;
	}

	/** Where in the source the innermost open mark begins. */
	get topAt(): number | undefined {
		return this.opened.at(-1)?.at;
	}

	get depth(): number {
		return this.opened.length;
	}

	/** Visible characters of the source that stand for themselves. */
	run(from: number, to: number): void {
		if (this.to !== from) {
			this.flush();
			this.from = from;
		}
		this.to = to;
	}

	unit(raw: string, text: string): void {
		this.push({ kind: 'unit', raw, text });
	}

	open(raw: string, mark: Mark, at: number): void {
		this.push({ kind: 'open', raw, mark });
		this.opened.push({ mark, index: this.tokens.length - 1, at });
	}

	/** Closes the innermost mark. */
	close(raw: string): void {
		const entry = this.opened.pop();
		if (entry) this.push({ kind: 'close', raw, mark: entry.mark });
	}

	/** Takes the innermost mark for what it looks like: its sign is visible text. */
	abandon(): void {
		const entry = this.opened.pop();
		const token = entry && this.tokens[entry.index];
		if (token) this.tokens[entry.index] = { kind: 'run', raw: token.raw, text: token.raw };
	}

	/** Forgets the innermost mark and all that came after its beginning: something else will stand for it. */
	retract(): void {
		const entry = this.opened.pop();
		if (!entry) return;
		this.from = this.to;
		this.tokens.length = entry.index;
	}

	/** Nothing more comes: what is still open was no mark. */
	finish(): Token[] {
		this.flush();
		while (this.depth > 0) this.abandon();
		return this.tokens;
	}

	private push(token: Token): void {
		this.flush();
		this.tokens.push(token);
	}

	private flush(): void {
		if (this.from < this.to) {
			const raw = this.source.slice(this.from, this.to);
			this.tokens.push({ kind: 'run', raw, text: raw });
		}
		this.from = this.to;
	}
}
