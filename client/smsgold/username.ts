import { asText, type JsonObject } from '../http/json';

/** A username without its `@`, where the service tells one; the field's name is an assumption. */
export const usernameOf = ({ username }: JsonObject): string | null =>
	asText(asText(username)?.replace(/^@/, ''));
