/** What whoever opens a link sees that was not made here, or was changed on the way. */
export const NOTHING_HERE = {
	status: 404,
	headers: {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
	},
	body: 'This link is not valid. It may have been cut off: open it from the message once more. If that does not help, it is not valid any more: ask whoever sent it for a new one.',
};
