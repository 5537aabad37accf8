/**
 * The arguments of a call. The server reads every argument as a string, whatever way it came
 * (query, urlencoded, JSON, multipart), and parses objects out of those strings; so does this.
 */
import type { Received } from '../server';
import { readMultipart } from './multipart';
import { badRequest } from './refusal';

export interface Upload {
	name: string;
	type: string;
	bytes: Buffer;
}

export class Params {
	private constructor(
		private readonly values: ReadonlyMap<string, string>,
		private readonly uploads: ReadonlyMap<string, Upload>,
	) {}

	static read(request: Received): Params {
		const values = new Map(Object.entries(request.query));
		const uploads = new Map<string, Upload>();
		const type = request.headers['content-type'] ?? '';
		if (request.body.length === 0) return new Params(values, uploads);
		if (type.startsWith('application/json')) {
			for (const [name, value] of jsonFields(request.body)) values.set(name, value);
		} else if (type.startsWith('application/x-www-form-urlencoded')) {
			for (const [name, value] of new URLSearchParams(request.body.toString())) values.set(name, value);
		} else if (type.startsWith('multipart/form-data')) {
			readForm(request.body, type, values, uploads);
		}
		return new Params(values, uploads);
	}

	has(name: string): boolean {
		return this.values.has(name);
	}

	/** Empty when the argument is absent. */
	text(name: string): string {
		return this.values.get(name) ?? '';
	}

	flag(name: string): boolean {
		return ['true', 'yes', '1'].includes(this.text(name).toLowerCase());
	}

	/** 0 for what is no number, as the server reads it. */
	integer(name: string): number {
		const value = /^-?\d+/.exec(this.text(name).trim());
		return value ? Number(value[0]) : 0;
	}

	/** Clamped, as the server does with `limit` and `timeout`. */
	within(name: string, byDefault: number, min: number, max: number): number {
		return this.has(name) ? Math.min(Math.max(this.integer(name), min), max) : byDefault;
	}

	/** @param what named in the refusal: `Can't parse ${what} JSON object` */
	json(name: string, what: string): unknown {
		const text = this.text(name);
		if (text === '') return undefined;
		try {
			return JSON.parse(text) as unknown;
		} catch {
			throw badRequest(`Can't parse ${what} JSON object`);
		}
	}

	/** A list that is ignored when it can't be read, e.g. `entities`. */
	list(name: string): unknown[] | undefined {
		try {
			const value = JSON.parse(this.text(name)) as unknown;
			return Array.isArray(value) ? value : undefined;
		} catch {
			return undefined;
		}
	}

	upload(name: string): Upload | undefined {
		return this.uploads.get(name);
	}

	/** All textual arguments, for records of what was sent. */
	all(): Record<string, string> {
		return Object.fromEntries(this.values);
	}
}

function* jsonFields(body: Buffer): Generator<[string, string]> {
	let fields: unknown;
	try {
		fields = JSON.parse(body.toString('utf8'));
	} catch {
		// assumed: the text; the status is known
		throw badRequest("can't parse JSON object");
	}
	if (!isRecord(fields)) throw badRequest('object expected');
	for (const [name, value] of Object.entries(fields)) {
		if (value === null) continue;
		yield [name, typeof value === 'string' ? value : JSON.stringify(value)];
	}
}

function readForm(
	body: Buffer,
	contentType: string,
	values: Map<string, string>,
	uploads: Map<string, Upload>,
): void {
	const parts = readMultipart(body, contentType);
	// assumed: the text; the status is known
	if (!parts) throw badRequest("can't parse multipart form");
	for (const { name, filename, type, bytes } of parts) {
		if (filename === undefined) values.set(name, bytes.toString('utf8'));
		else uploads.set(name, { name: filename, type, bytes });
	}
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
