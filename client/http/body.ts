import type { HttpRequest } from './request';

/** Written out as a text: n8n would write an object as JSON. */
export const formOf = (fields: Record<string, string>) => ({
	body: new URLSearchParams(fields).toString(),
	headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

/** Lets the platform write the multipart form, and takes the finished bytes. */
export async function multipartOf({ fields, files }: NonNullable<HttpRequest['multipart']>) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	for (const [name, file] of Object.entries(files)) {
		form.append(name, new Blob([new Uint8Array(file.data)], { type: file.mimeType }), file.name);
	}
	const written = new Response(form);
	return {
		body: Buffer.from(await written.arrayBuffer()),
		headers: { 'content-type': written.headers.get('content-type') ?? 'multipart/form-data' },
	};
}
