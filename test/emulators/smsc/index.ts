export { SmscEmulator } from './emulator';
export type { Account, Answer, Message, Settings } from './state';
