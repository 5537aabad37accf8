import { chatOf, personOf } from '../../client/smsc/person';
import { phonesOf } from '../../client/smsc/recipient';

it.each([
	['79990000001', { id: '79990000001', username: null, phone: '79990000001' }],
	['+79990000001', { id: '79990000001', username: null, phone: '79990000001' }],
	['@ann', { id: '@ann', username: 'ann', phone: null }],
	['#7', { id: '#7', username: null, phone: null }],
	// the name of a sender that is no phone
	['SMSC.RU', { id: 'SMSC.RU', username: null, phone: null }],
])('%s is a person whose only id that is', (phone, person) => {
	expect(personOf(phone)).toMatchObject({ ...person, name: person.id, isBot: false });
	expect(chatOf(personOf(phone))).toEqual({ id: person.id, type: 'private', title: null });
});

it.each(['', ' ', '+'])('“%s” is nobody', (phone) => {
	expect(personOf(phone)).toBeNull();
	expect(chatOf(personOf(phone))).toBeNull();
});

it.each(['79990000001', '@ann', '#7'])('who wrote as %s can be written to by that id', (phone) => {
	expect(phonesOf({ form: 'id', value: personOf(phone)?.id ?? '' })).toBe(phone);
});
