/** What the service tells of an account and of itself. */
import type { Reply } from '../server';
import { good } from './answers';
import type { State } from './state';

export const info = (state: State): Reply =>
	good(state, { orgId: 123, userEmail: 'api-user1', organisationName: 'Example' });

export const balance = (state: State): Reply =>
	good(state, { ...state.settings.balance, bonusEmails: 0, bonusSmses: 0 });

export const version = (state: State): Reply =>
	good(state, { version: '1.0-r20150908', protocolVersion: '1.0' });
