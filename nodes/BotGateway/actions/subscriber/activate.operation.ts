import { setActive } from './setActive';

export const activate = setActive({
	value: 'activate',
	name: 'Activate',
	action: 'Activate a subscriber',
	description: 'Let the service write to a registered chat again',
	active: true,
});
