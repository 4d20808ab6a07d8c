import { afterEach, beforeEach, expect, it } from 'vitest';
import { deliverPlain, plainChannel, plainMessage, settle } from '../../test/fixtures/plain-channel.ts';
import { type ShopwrightServer, startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { channelContacts } from '../channels/contacts/model.ts';
import { consentEntries } from '../commerce/consent/model.ts';
import { conversations, inboundMessages, replies, turns } from '../conversation/model.ts';
import { certificates } from '../grounding/certificate.ts';

const DAY = 86_400_000;
const channel = plainChannel();
let server: ShopwrightServer;
const write = async (userId: string, text: string): Promise<void> => {
  await deliverPlain(server, [plainMessage(userId, text, { at: server.clock.now() })]);
  await settle(server);
};
const start = async (conversationKeepDays?: number): Promise<void> => {
  const overrides = conversationKeepDays === undefined ? {} : { conversationKeepDays };
  server = await startShopwright(overrides, { channels: [channel] });
  await server.put({ id: 'cup' });
};

beforeEach(() => {
  channel.sent.length = 0;
});
afterEach(() => server.close());

it('keeps conversations for ever where nothing else is set', async () => {
  await start();
  await write('ada', 'cup');
  server.clock.advance(900 * DAY);
  await server.shop.housekeep();
  expect(await server.shop.store.count(conversations)).toBe(1);
});

it('deletes those in which nobody wrote for so long, and what they wished of messages stays', async () => {
  await start(30);
  const { store } = server.shop;
  await write('ada', 'a canary cage');
  await write('ada', 'stop');
  await write('bob', 'I want to talk to a human about a canary');
  await store.transaction(async (tx) => {
    const bobs = (await tx.find(inboundMessages)).find(({ text }) => text.includes('human'))!;
    const held = (await tx.get(conversations, bobs.conversationId))!;
    await tx.replace(conversations, { ...held, heldBy: 'person' });
  });
  server.clock.advance(20 * DAY);
  await write('cay', 'cup');
  server.clock.advance(11 * DAY);
  await server.shop.housekeep();
  const left = await store.find(conversations);
  expect(left.map(({ heldBy }) => heldBy).sort()).toEqual(['bot', 'person']);
  const ids = new Set(left.map(({ _id }) => _id));
  for (const collection of [turns, replies, channelContacts])
    for (const one of await store.find(collection as typeof turns))
      expect(ids.has(one.conversationId)).toBe(true);
  for (const message of await store.find(inboundMessages))
    if (!ids.has(message.conversationId)) expect(message.text).toBe('');
  expect(JSON.stringify(await store.find(certificates))).not.toContain('cage');
  expect(await store.find(consentEntries)).toMatchObject([{ status: 'withdrawn' }]);
  // Who comes back begins anew, and is known to want no promotions.
  await write('ada', 'cup');
  const [contact] = (await store.find(channelContacts)).filter(
    ({ lastInboundAt }) => lastInboundAt === server.clock.now(),
  );
  const [kept] = await store.find(consentEntries);
  expect(contact!.consentKey).toBe(kept!.subject);
});
