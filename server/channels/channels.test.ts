import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deliverPlain,
  openPlainShop,
  type PlainShop,
  plainHandshake,
  plainMessage,
  settle,
} from '../../test/fixtures/plain-channel.ts';
import { OPERATOR_KEY } from '../../test/fixtures/shopwright-server.ts';
import { carts } from '../commerce/carts/model.ts';
import { sessions } from '../commerce/sessions/model.ts';
import { conversations, inboundMessages, replies, turns } from '../conversation/model.ts';
import type { ChannelEvent } from './channel.ts';
import { channelContacts } from './contacts/model.ts';
import { channelDeliveries } from './outbox/model.ts';

const HOUR = 3_600_000;
let { channel, server, deliver, write, texts } = {} as PlainShop;
const store = () => server.shop.store;

beforeEach(async () => {
  ({ channel, server, deliver, write, texts } = await openPlainShop({
    rateLimitPerAddress: 5,
    limitLoopback: true,
  }));
});
afterEach(async () => {
  await server.close();
});

describe('the webhook', () => {
  it('answers the handshake with the challenge as it is, and refuses a wrong token', async () => {
    expect(await server.ask(plainHandshake('12345'))).toMatchObject({ status: 200, text: '12345' });
    expect((await server.ask(plainHandshake('12345', 'wrong'))).status).toBe(403);
  });

  it('refuses a wrong signature without an effect', async () => {
    const status = await deliverPlain(server, [plainMessage('ada', 'cup')], {
      'x-signature': '0'.repeat(64),
    });
    expect(status).toBe(401);
    expect(await store().count(inboundMessages)).toBe(0);
    expect(await store().count(channelContacts)).toBe(0);
  });

  it('knows no other channel, takes no other method and no giant body', async () => {
    expect((await server.ask('/channels/telegram/webhook', { method: 'POST', body: '[]' })).status).toBe(404);
    expect((await server.ask('/channels/plain/webhook', { method: 'PUT', body: '[]' })).status).toBe(405);
    const giant = 'x'.repeat(3 * 2 ** 20 + 1);
    expect((await server.ask('/channels/plain/webhook', { method: 'POST', body: giant })).status).toBe(413);
  });

  it('is not held to the rate of one address', async () => {
    for (let n = 0; n < 12; n += 1) expect(await deliver(plainMessage(`user ${n}`, 'hello'))).toBe(200);
  });

  it('asks for what it could not store to come again, and keeps the rest', async () => {
    const flood = Array.from({ length: 51 }, (_, n) => plainMessage('ada', `cup ${n}`));
    await store().transaction(async () => {});
    expect(await deliver(...flood, plainMessage('bob', 'cup'))).toBeOneOf([200, 503]);
    await settle(server);
    expect(await deliver(...flood, plainMessage('bob', 'cup'))).toBe(200);
    await settle(server);
    const stored = await store().find(inboundMessages, { limit: 1000 });
    expect(stored.filter(({ text }) => text.startsWith('cup '))).toHaveLength(51);
  });
});

describe('a conversation', () => {
  it('is answered where the customer writes, and stays one', async () => {
    await write('ada', 'cup');
    expect(texts()).toEqual([expect.stringContaining('$19.99')]);
    await write('ada', 'show cart');
    expect(channel.sent.map(({ userId }) => userId)).toEqual(['ada', 'ada']);
    expect(await store().count(conversations)).toBe(1);
    expect(channel.acknowledged).toHaveLength(2);
  });

  it('keeps the address sealed', async () => {
    await write('ada-4711', 'cup', {
      from: { userId: 'ada-4711', phone: '+14155550123', name: 'Ada Byron' },
    });
    const kept = JSON.stringify(await store().find(channelContacts));
    for (const secret of ['ada-4711', '4155550123', 'Byron']) expect(kept).not.toContain(secret);
  });

  it('takes every message once, whatever comes double and in any order', async () => {
    const people = Array.from({ length: 20 }, (_, n) => `user ${n}`);
    const all = people.flatMap((one) => [1, 2, 3].map((n) => plainMessage(one, `cup ${n}`)));
    const thrice = [...all, ...all, ...all];
    for (let at = thrice.length - 1; at > 0; at -= 1) {
      const other = (at * 7919 + 13) % (at + 1);
      [thrice[at], thrice[other]] = [thrice[other]!, thrice[at]!];
    }
    const batches: ChannelEvent[][] = [];
    for (let at = 0; at < thrice.length; at += 9) batches.push(thrice.slice(at, at + 9));
    const statuses = await Promise.all(batches.map((batch) => deliver(...batch)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await settle(server);
    const stored = await store().find(inboundMessages, { limit: 1000 });
    expect(stored).toHaveLength(60);
    expect(stored.every(({ turnId }) => turnId !== undefined)).toBe(true);
    expect(await store().count(conversations)).toBe(20);
    const said = await store().find(replies, { limit: 1000 });
    expect(channel.sent).toHaveLength(said.length);
    const answered = await store().find(turns, { limit: 1000 });
    expect(answered.reduce((sum, { fromInbound, toInbound }) => sum + toInbound - fromInbound + 1, 0)).toBe(
      60,
    );
    for (const one of people) {
      const theirs = channel.sent
        .filter(({ userId }) => userId === one)
        .map(({ correlation }) => correlation);
      const sequences = [];
      for (const correlation of theirs)
        sequences.push((await store().get(channelDeliveries, correlation.split(':')[0]!))!.sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    }
  });

  it('goes on after its session was swept', async () => {
    await write('ada', 'cup');
    const [session] = await store().find(sessions);
    server.clock.advance(95 * 24 * HOUR);
    await server.shop.services.sessions.sweep();
    expect(await store().get(sessions, session!._id)).toBeUndefined();
    await write('ada', 'cup');
    expect(texts()).toHaveLength(2);
    expect(await store().count(conversations)).toBe(1);
  });

  it('lives 90 days, not as long as a visit of the web', async () => {
    await write('ada', 'cup');
    server.clock.advance(80 * 24 * HOUR);
    await server.shop.services.sessions.sweep();
    expect(await store().count(sessions)).toBe(1);
  });

  it('proves a phone number where the vendor vouches for it, and keeps what led here', async () => {
    const referral = { source: 'ad', id: 'ad-1', clickId: 'click-1', utm: { campaign: 'spring' } } as const;
    await write('ada', 'cup', { from: { userId: 'ada', phone: '+14155550123' }, referral });
    const [session] = await store().find(sessions);
    expect(session).toMatchObject({
      verifiedContact: { kind: 'phone', value: '+14155550123' },
      referral: { source: 'ad', id: 'ad-1', clickId: 'click-1' },
    });
  });

  it('says so where it cannot read a message, once', async () => {
    const video = plainMessage('ada', '', { content: { type: 'unsupported', what: 'video' } });
    await deliver(video, video);
    await deliver(video);
    await settle(server);
    expect(texts()).toEqual(['I can’t read messages of this kind here. Please write to me instead.']);
  });

  it('stays with somebody who gets another id, and knows by their number who had none', async () => {
    await write('14155550123', 'cup', { from: { userId: '14155550123', phone: '+14155550123' } });
    await write('US.1', 'cup', { from: { userId: 'US.1', phone: '+14155550123' } });
    await deliver({ kind: 'identity', previous: 'US.1', current: { userId: 'US.2' }, at: 1 });
    await write('US.2', 'cup', { from: { userId: 'US.2' } });
    expect(await store().count(conversations)).toBe(1);
    expect(channel.sent.map(({ userId }) => userId)).toEqual(['14155550123', 'US.1', 'US.2']);
  });
});

describe('what is chosen at the vendor', () => {
  it('goes into the cart at the shop’s prices, once, and says what cannot be had', async () => {
    const items = [
      { sku: 'var_cup', quantity: 2 },
      { sku: 'nothing', quantity: 1 },
    ];
    const order = plainMessage('ada', '', { content: { type: 'order', items } });
    await Promise.all([deliver(order), deliver(order)]);
    await deliver(order);
    await settle(server);
    const [cart] = await store().find(carts);
    expect(cart?.lines).toMatchObject([{ variantId: 'var_cup', quantity: 2 }]);
    expect(texts()).toEqual([
      expect.stringContaining('Some of what you chose'),
      expect.stringContaining('$39.98'),
    ]);
  });

  it('takes a lead from a form', async () => {
    const values = { need: 'fifty cups for an office', name: 'Ada', email: 'ada@example.com', consent: true };
    await write('ada', '', { content: { type: 'form', token: 'lead', values } });
    expect(texts()).toEqual(['Thank you, I have noted that. Somebody will get back to you.']);
    const { json } = await server.ask('/admin/v1/leads', { key: OPERATOR_KEY });
    expect(json).toMatchObject({ items: [{ need: 'fifty cups for an office' }] });
  });
});

describe('a person', () => {
  it('who answers from the vendor’s application takes the conversation, until it was quiet for long', async () => {
    await write('ada', 'cup');
    const echo = {
      kind: 'echo',
      to: { userId: 'ada' },
      messageId: 'e1',
      text: 'Hi, Bob here',
      at: 2,
    } as const;
    await deliver(echo, echo);
    await write('ada', 'are you there?');
    expect(texts()).toHaveLength(1);
    expect(await store().find(conversations)).toMatchObject([{ heldBy: 'person' }]);
    server.clock.advance(13 * HOUR);
    await settle(server);
    await write('ada', 'cup');
    expect(texts().slice(1)).toEqual([expect.any(String), expect.stringContaining('$19.99')]);
  });

  it('at the desk answers on the channel', async () => {
    await write('ada', 'I want to talk to a human');
    const { json } = await server.ask('/v1/handoffs', { key: OPERATOR_KEY });
    const [handoff] = json!.items as { id: string }[];
    const at = `/v1/handoffs/${handoff!.id}`;
    await server.ask(`${at}/claim`, { method: 'POST', key: OPERATOR_KEY, body: { name: 'Bob' } });
    await server.ask(`${at}/reply`, { method: 'POST', key: OPERATOR_KEY, body: { text: 'How can I help?' } });
    await settle(server);
    expect(texts().at(-1)).toBe('How can I help?');
  });
});
