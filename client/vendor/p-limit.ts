/**
 * p-limit, which caps how many promises are under way together, as a bundle without dependencies
 * (`gulp bundle`). n8n has a copy of its own, but promises neither its version nor its place. Version 3 is
 * the last one that CommonJS can load.
 */
export { default as pLimit } from 'p-limit';

export type { Limit } from 'p-limit';
