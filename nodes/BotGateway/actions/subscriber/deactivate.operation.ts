import { setActive } from './setActive';

export const deactivate = setActive({
	value: 'deactivate',
	name: 'Deactivate',
	action: 'Deactivate a subscriber',
	description: 'Keep the service from writing to a registered chat, without forgetting it',
	active: false,
});
