import type { HttpRequest } from './request';

/** Milliseconds that a request has spent on holds so far, all its tries together. */
const waits = new WeakMap<HttpRequest, number>();

export const waitedFor = (request: HttpRequest): number => waits.get(request) ?? 0;

export const addWait = (request: HttpRequest, ms: number): void => {
	waits.set(request, waitedFor(request) + ms);
};
