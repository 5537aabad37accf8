export { ChatAppEmulator } from './emulator';
export type { Delivery, Item, Kind } from './callbacks';
export type { Queue } from './queues';
export type { Account, Channel, Sent, Settings } from './state';
