import type { Line } from '../gateway';
import { asText, isObject } from '../http/json';
import { InvalidInput, Rejected } from '../model/error';
import type { EventFile } from '../model/event';
import type { BinaryFile } from '../model/message';
import { call } from './call';
import { toUnreadable } from './errors';

/** A server of one's own gives its files by a path on its disk, which nobody else can read. */
const ON_DISK = /^(\/|[a-z]:[\\/])/i;

const TIMEOUT = 60_000;

/**
 * Fetches a file that came with a message.
 * @param most bytes; asked of Telegram before the file is loaded
 * @throws InvalidInput when it is larger, Rejected | Unreachable
 */
export async function download(line: Line, file: EventFile, most: number): Promise<BinaryFile> {
	refuseOver(file.size, most);
	const found = await call(line, { method: 'getFile', payload: { file_id: file.fileId }, effect: 'read' });
	const path = isObject(found) ? asText(found.file_path) : null;
	if (!isObject(found) || path === null || ON_DISK.test(path)) {
		throw new Rejected({
			reason: 'unsupported',
			description: 'The Bot API server gives this file no address from which it can be loaded',
			advice: 'Use api.telegram.org, or a Bot API server that is not run with --local',
		});
	}
	refuseOver(typeof found.file_size === 'number' ? found.file_size : null, most);
	const answer = await line.send({
		method: 'GET',
		path: `/file/${path}`,
		effect: 'read',
		timeout: TIMEOUT,
		binary: true,
	});
	if (answer.status !== 200 || !answer.bytes) throw toUnreadable(answer.status);
	refuseOver(answer.bytes.length, most);
	return {
		data: answer.bytes,
		name: file.name ?? path.split('/').pop() ?? file.kind,
		mimeType: file.mimeType ?? answer.headers['content-type'] ?? 'application/octet-stream',
	};
}

function refuseOver(size: number | null, most: number): void {
	if (size === null || size <= most) return;
	throw new InvalidInput(
		'File',
		`has ${size} bytes, more than the ${most} allowed`,
		'Raise Largest File in the options of the trigger',
	);
}
