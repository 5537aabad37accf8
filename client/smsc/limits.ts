/** Messages whose status is asked for in one request. The service documents no limit: the URL-free POST would bear more. */
export const MOST_STATUSES = 100;

/** Characters of a text. The service says so of SMS and of texts in general; of bots, nothing is documented. */
export const TEXT_LIMIT = 1_000;

/** Messages in one page of the history. Source: public clients. */
export const HISTORY_PAGE = 1_000;
