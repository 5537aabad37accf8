export { EsputnikEmulator } from './emulator';
export type { Contact, Prepared, Sent, Settings } from './state';
export type { Activity, Export } from './webhooks';
