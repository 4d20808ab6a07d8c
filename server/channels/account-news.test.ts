import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from '../../test/channels/whatsapp-server.ts';
import { OPERATOR_KEY } from '../../test/fixtures/shopwright-server.ts';
import type { Customer } from '../../test/fixtures/whatsapp/customer.ts';
import { conversations, replies } from '../conversation/model.ts';
import { channelDeliveries } from './outbox/model.ts';

const HOUR = 3_600_000;
let world: ShopOnWhatsApp;
let ada: Customer;

beforeEach(async () => {
  const body = 'Your order {{1}} is on its way.';
  world = await openShopOnWhatsApp({
    whatsapp: { templates: [{ name: 'order_shipped', language: 'en', category: 'utility', body }] },
  });
  await world.server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
  ada = world.whatsapp.customer({ phone: '16505551234', name: 'Ada' });
  await world.after(ada, () => ada.writes('cup'));
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

const shown = async () => {
  const { json } = await world.server.ask('/admin/v1/channels', { key: OPERATOR_KEY });
  return (json!.items as Record<string, unknown>[])[0]!;
};

/** Tells that an order was shipped, by the template. */
const announce = (order: string) =>
  world.after(ada, async () => {
    const { store, channels } = world.server.shop;
    await store.transaction(async (tx) => {
      const [conversation] = await tx.find(conversations, { limit: 1 });
      const [reply] = await tx.find(replies, { limit: 1 });
      const next = { ...conversation!, lastReply: conversation!.lastReply + 1 };
      const replyId = `rep_${order.padEnd(22, '0')}`;
      await tx.insert(replies, { ...reply!, _id: replyId, sequence: next.lastReply });
      await tx.replace(conversations, next);
      await channels!.outbox.deliver(tx, next, replyId, {
        purpose: 'transactional',
        template: {
          ...{ name: 'order_shipped', language: 'en', category: 'utility', when: 'always' },
          fill: { body: [order] },
        },
      });
    });
  });
const last = async () => (await world.server.shop.store.find(channelDeliveries, { limit: 100 })).at(-1);

describe('a template', () => {
  it('is not used once Meta has paused or rejected it, and the merchant sees why', async () => {
    expect((await announce('A1')).map(({ text }) => text)).toEqual(['Your order A1 is on its way.']);
    const other_info = { title: 'FIRST_PAUSE', description: 'Paused for 3 hours.' };
    await world.whatsapp.news.template('order_shipped', 'paused', { other_info });
    expect(await shown()).toMatchObject({
      templates: [{ name: 'order_shipped', language: 'en', status: 'paused', reason: 'Paused for 3 hours.' }],
    });
    const calls = world.whatsapp.calls.length;
    expect(await announce('A2')).toEqual([]);
    expect(await last()).toMatchObject({ status: 'refused', reason: 'template_not_approved' });
    expect(world.whatsapp.calls.slice(calls).filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
    world.server.clock.advance(3 * HOUR);
    await world.whatsapp.news.template('order_shipped', 'approved');
    expect(await announce('A3')).toHaveLength(1);
  });
});

describe('the account', () => {
  it('begins no conversation while Meta forbids it, and answers all the same', async () => {
    const until = world.server.clock.now() + 2 * HOUR;
    await world.whatsapp.news.update('ACCOUNT_RESTRICTION', {
      restriction_info: [
        {
          restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
          expiration: new Date(until).toISOString(),
        },
      ],
    });
    expect(await shown()).toMatchObject({
      state: 'working',
      notice: { what: expect.stringContaining('RESTRICTED_BIZ_INITIATED_MESSAGING'), stops: 'first' },
    });
    expect(await announce('A1')).toEqual([]);
    expect(await last()).toMatchObject({ status: 'waiting', reason: 'paused' });
    world.server.clock.advance(2 * HOUR);
    await world.settle();
    expect(ada.text()).toContain('Your order A1');
    expect(await shown()).not.toHaveProperty('notice');
  });

  it('sends nothing while it is disabled, and what waits once it is reinstated', async () => {
    const { news } = world.whatsapp;
    await news.update('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } });
    expect(await shown()).toMatchObject({ state: 'paused', notice: { stops: 'all' } });
    expect(await world.after(ada, () => ada.writes('cup'))).toEqual([]);
    await news.update('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } });
    expect(await shown()).toMatchObject({ state: 'working' });
    world.server.clock.advance(HOUR);
    await world.settle();
    expect(ada.sees().length).toBeGreaterThan(1);
  });

  it('shows how Meta rates it, and how many may be written to', async () => {
    const { news } = world.whatsapp;
    await news.quality('FLAGGED', 'TIER_10K');
    expect(await shown()).toMatchObject({ quality: 'red', tier: 10_000 });
    await news.quality('UNFLAGGED', 'TIER_10K');
    await news.capability(-1);
    expect(await shown()).toMatchObject({ quality: 'green', tier: null });
  });
});
