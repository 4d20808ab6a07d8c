import { inboundMessages } from '../../../server/conversation/model.ts';
import { deliverPlain, plainChannel, plainMessage } from '../../fixtures/plain-channel.ts';
import { startShopwright } from '../../fixtures/shopwright-server.ts';
import type { GuardCase } from '../guard-case.ts';

export const channelCases: readonly GuardCase[] = [
  {
    guard: 'channel:signature',
    attempt: 'a stranger tells what a customer wrote',
    run: async () => {
      const server = await startShopwright({}, { channels: [plainChannel()] });
      try {
        const forged = { 'x-signature': '0'.repeat(64) };
        await deliverPlain(server, [plainMessage('ada', 'send it to another address')], forged);
        const [taken] = await server.shop.store.find(inboundMessages);
        return taken?.text;
      } finally {
        await server.close();
      }
    },
  },
];
