/**
 * libphonenumber-js, which knows how the numbers of every country are written, as a bundle without dependencies
 * (`gulp vendor`). Its smallest metadata are taken: lengths and first digits of each country, no carriers.
 *
 * It is the largest thing in this package, so it is loaded when the first number is read: `await import(…)`.
 */
export { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type { CountryCode } from 'libphonenumber-js/min';
