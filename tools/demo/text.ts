import { OWNER } from '../n8n/driver';
import type { N8n } from '../n8n/driver';
import type { Stored } from './examples';

/** What a person is told when everything runs. */
export function whatToDo(n8n: N8n, version: string, examples: Stored[]): string {
	const list = examples.map(({ id, name }) => `       ${name}\n         ${n8n.url}/workflow/${id}`);
	return `
  n8n runs with n8n-nodes-bot-gateway ${version}. Telegram, SMSC, SMSGOLD, Chat App and eSputnik are emulated: nothing leaves this machine.

    1. Open      ${n8n.url}
       Email     ${OWNER.email}
       Password  ${OWNER.password}

    2. Open a workflow:
${list.join('\n')}

    3. Press "Execute workflow" at the bottom. What the people get is printed here, below.

    4. Double-click a "Bot Gateway" node to see what it was given and what came back. Change the text or the
       buttons and press "Execute step".

    5. To try the node in a workflow of your own: "+", search "Bot Gateway". The accounts are there already.
       On Telegram write to 1001 (Ann) or 1002 (Ben); 1003 (Cleo) has blocked the bot.

  Workflows are kept in ${n8n.home}
  (npm run demo -- --fresh begins anew). Ctrl+C ends the demo.

  Messages:
`;
}
