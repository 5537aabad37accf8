/** What a failed item says happened; undefined for every other item. */
export const faultOf = (json: Record<string, unknown> | undefined): string | undefined =>
	(json?.['error'] as { message?: string } | undefined)?.message;
