import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANA, BEN, openHandoffShop } from '../../../test/fixtures/handoff.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { handoffs, OPEN_STATUSES } from '../../commerce/handoffs/model.ts';
import { certificates, toCertificate } from '../../grounding/certificate.ts';
import { verifyChain } from '../../proof/index.ts';
import { conversations, inboundMessages } from '../model.ts';

const STEPS = [
  'price',
  'person',
  'angry',
  'claim',
  'rival',
  'take',
  'reply',
  'return',
  'close',
  'wait',
] as const;

it('whatever staff and customer do, in any order and at once: one holder, one open handoff, one chain', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 4 }), { maxLength: 10 }),
      async (rounds) => {
        const shop = await openHandoffShop();
        const { store, desk, customer } = shop;
        const { _id } = customer.conversation;
        let number = 0;
        const write = async (text: string): Promise<void> => {
          number += 1;
          await shop.conversations.post(customer.conversation, { providerMessageId: String(number), text });
          await shop.lanes.settled();
        };
        const newest = async (): Promise<string> =>
          (await store.find(handoffs)).find(({ status }) => status !== 'resolved')?._id ?? 'none';
        const run: Record<(typeof STEPS)[number], () => Promise<unknown>> = {
          price: () => write('how much is the thing cup?'),
          person: () => write('a human please'),
          angry: () => write('you stupid idiot'),
          claim: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.claim(tx, id, ANA));
          },
          rival: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.claim(tx, id, BEN));
          },
          take: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.claim(tx, id, { ...BEN, takeOver: true }));
          },
          reply: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.reply(tx, id, ANA.principalId, 'Hello.'));
          },
          return: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.giveBack(tx, id, 'a note'));
          },
          close: async () => {
            const id = await newest();
            await store.transaction((tx) => desk.close(tx, id));
          },
          wait: async () => {
            shop.clock.advance(600_000);
            await shop.jobs.drain();
          },
        };
        for (const steps of rounds) {
          const ends = await Promise.allSettled(steps.map((step) => run[step]()));
          for (const end of ends)
            if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(CommerceError);
          const all = await store.find(handoffs);
          const open = all.filter(({ status }) => OPEN_STATUSES.some((one) => one === status));
          expect(open.length).toBeLessThanOrEqual(1);
          const now = (await store.get(conversations, _id))!;
          expect(now.heldBy).toBe(open[0]?.status === 'claimed' ? 'person' : 'bot');
          expect(now.handoffId).toBe(open[0]?._id);
          expect(now.waiting).toBe(0);
        }
        const messages = await store.find(inboundMessages);
        expect(messages.every(({ turnId }) => turnId !== undefined)).toBe(true);
        const said = await shop.conversations.replies(customer.conversation, 0);
        expect(said.map(({ sequence }) => sequence)).toEqual(said.map((_, index) => index + 1));
        let held = false;
        for (const { by, author } of said) {
          if (by === 'system') held = author !== undefined;
          else expect(by).toBe(held ? 'person' : 'bot');
        }
        const chain = (await store.find(certificates))
          .sort((a, b) => a.sequence - b.sequence)
          .map(toCertificate);
        if (chain.length > 0)
          expect(await verifyChain(chain, shop.services.keys.jwks() as never)).toMatchObject({ valid: true });
        expect(shop.faults).toEqual([]);
        await shop.close();
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 20_000 },
  );
}, 60_000);
