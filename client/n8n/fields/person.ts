import type { INodeProperties } from 'n8n-workflow';

/** One line of text in a collection. */
export const textField = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => {
	const words = { displayName, name, placeholder, default: '', description };
	return { ...words, type: 'string' };
};

/** What tells a person from others, and how they are addressed, by the names that JSON has for it. */
const FIELDS = {
	email: ['Email', 'e.g. ann@example.com', 'Where the person gets e-mail'],
	externalId: ['External ID', 'e.g. crm-4711', 'The person’s ID in a system of your own'],
	firstName: ['First Name', 'e.g. Ann', 'As the person writes it'],
	language: ['Language', 'e.g. pt-br', 'The language to write in'],
	lastName: ['Last Name', 'e.g. Lee', 'As the person writes it'],
	phone: ['Phone', 'e.g. +380501234567', 'In international form'],
} as const;

/** One of them, wherever people are written or looked for. @param description where it means more than usual */
export function personField(name: keyof typeof FIELDS, description?: string): INodeProperties {
	const [label, placeholder, usual] = FIELDS[name];
	return textField(label, name, placeholder, description ?? usual);
}
