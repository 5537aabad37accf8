/**
 * fast-check with one seed for all, so that it is the change that decides whether the tests pass, not chance.
 * jest.config.js puts it in the place of fast-check. The long search for what nobody thought of, by hand:
 * `SEED=random npm run unit`; what it finds is told with its seed.
 */
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { SEED = '2026' } = process.env;

if (SEED !== 'random') {
	if (!Number.isInteger(Number(SEED))) throw new Error(`SEED is "${SEED}": a whole number or "random"`);
	fc.configureGlobal({ seed: Number(SEED) });
}

module.exports = fc;
