export type { Delivery, HandlerUrl } from './callback';
export { SmscEmulator } from './emulator';
export type { Account, Answer, Message, Settings } from './state';
