export { ChatAppEmulator } from './emulator';
export type { Account, Channel, Sent, Settings } from './state';
