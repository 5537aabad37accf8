export { SmsgoldEmulator } from './emulator';
export type { Envelope, SuccessBody } from './answers';
export type { Account, Person, Refusal, Sent, Settings, Subscriber } from './state';
