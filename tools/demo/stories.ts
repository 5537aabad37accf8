/** What people do in each example that begins with a trigger, so that it can be seen to run. */
import { until } from '../n8n/driver';
import type { Services } from './services';

export interface Story {
	/** Called once the workflow is active; absent where it is only started by hand. */
	act?: (services: Services) => unknown;
	/** Whether it is started by hand as well, before that. */
	alsoByHand?: true;
	/** Runs that come of it; one by default. */
	runs?: number;
	/** How each of them ends; a workflow with a long wait in it is left waiting. */
	ends?: 'success' | 'waiting';
}

/** By the example's file. An example with a trigger and without a story is a mistake, and is reported as one. */
export const STORIES: Readonly<Record<string, Story>> = {
	// Ann gets an answer; the service then tells that it was sent, and that it was delivered
	'chat-app-answers-and-statuses': {
		act: async ({ chatApp }) => {
			const before = chatApp.sent.length;
			await chatApp.say('1001', 'Is my order ready?');
			await until(() => chatApp.sent.length > before, { what: 'an answer by Chat App' });
		},
		runs: 3,
	},
	'esputnik-token-sync': { act: ({ bot }) => bot.start(1001) },
	'keyword-auto-reply': { act: ({ bot }) => bot.say(1001, 'How much is it?') },
	'lead-to-crm': { act: ({ bot }) => bot.start(1002, 'ad_42') },
	'order-notification-with-sms-fallback': { ends: 'waiting' },
	'keyword-auto-reply-with-translation': {
		act: ({ bot }) => {
			bot.addPerson({ id: 1004, firstName: 'Dora', languageCode: 'fr' });
			bot.say(1004, 'How much is it?');
		},
	},
	// the first question finds out where to begin
	'smsc-statuses-and-answers': {
		act: async ({ smsc }) => {
			await until(() => smsc.log.some(({ path }) => path === '/sys/get.php'), { what: 'SMSC to be asked' });
			smsc.inbound({ phone: '79990000001', message: 'Is my parcel on its way?' });
		},
	},
	// Ben opens the link under the last message
	'tracked-links': {
		alsoByHand: true,
		act: async ({ bot }) => {
			const link = /https?:[^"]+\/link\?[^"]+/.exec(JSON.stringify(bot.sent.at(-1)?.replyMarkup))?.[0] ?? '';
			const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0' };
			await fetch(link, { headers, redirect: 'manual' });
		},
		runs: 2,
	},
	'two-step-confirmation': { ends: 'waiting' },
	'welcome-with-deep-link-and-phone': { act: ({ bot }) => bot.start(1002, 'summer-sale') },
};
