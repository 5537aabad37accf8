export { N8nApiEmulator } from './emulator';
