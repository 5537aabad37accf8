import { readLocation } from '../../client/read/location';

const at = (latitude: string, longitude: string) => ({ latitude, longitude, name: '', address: '' });

it('reads coordinates in degrees, with name and address where there are some', () => {
	expect(readLocation(at(' 52.520008 ', '-13.4'))).toEqual({ latitude: 52.520008, longitude: -13.4 });
	expect(readLocation({ ...at('0', '+180'), name: 'Shop', address: 'Main 1' })).toEqual({
		latitude: 0,
		longitude: 180,
		name: 'Shop',
		address: 'Main 1',
	});
});

it.each([
	['', '1', 'Latitude', 'is empty'],
	['1', '', 'Longitude', 'is empty'],
	['52,52', '1', 'Latitude', '“52,52” is not a number of degrees between -90 and 90'],
	['90.1', '1', 'Latitude', '“90.1” is not a number of degrees between -90 and 90'],
	['1', '-180.5', 'Longitude', '“-180.5” is not a number of degrees between -180 and 180'],
	['1', '0x10', 'Longitude', '“0x10” is not a number of degrees between -180 and 180'],
	['1e1', '1', 'Latitude', '“1e1” is not a number of degrees between -90 and 90'],
])('refuses %j, %j naming %s', (latitude, longitude, field, detail) => {
	expect(() => readLocation(at(latitude, longitude))).toThrow(expect.objectContaining({ field, detail }));
});
