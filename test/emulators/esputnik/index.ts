export { EsputnikEmulator } from './emulator';
export type { Contact, Prepared, RaisedEvent, Sent, Settings } from './state';
export type { Activity, Export } from './webhooks';
