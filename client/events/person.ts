import type { EventPerson } from '../model/event';

/** Somebody of whom nothing is known but the service's id. */
export const personById = (id: string): EventPerson => ({
	id,
	name: id,
	firstName: null,
	lastName: null,
	username: null,
	language: null,
	phone: null,
	isBot: false,
});
