/**
 * Where a machine checks for others (CI), a test that failed runs once more, and its first error is printed: what
 * else that machine does is not decided by this package. Whoever works on a test sees each failure as it is.
 */
if (process.env['CI'] !== undefined) jest.retryTimes(1, { logErrorsBeforeRetry: true });
