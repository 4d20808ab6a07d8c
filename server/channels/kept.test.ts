import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverPlain, openPlainShop, type PlainShop } from '../../test/fixtures/plain-channel.ts';
import { completion, type ReadyCheckout } from '../../test/fixtures/purchase.ts';
import { ADDRESS, BUYER } from '../../test/fixtures/shop.ts';
import { consentEntries } from '../commerce/consent/model.ts';
import { orders } from '../commerce/orders/model.ts';
import { STOREFRONT_SCOPES } from '../commerce/principals/model.ts';
import { sessions } from '../commerce/sessions/model.ts';
import { conversations, replies } from '../conversation/model.ts';
import { channelContacts } from './contacts/model.ts';
import { channelDeliveries } from './outbox/model.ts';

const HOUR = 3_600_000;
let { server, write, texts } = {} as PlainShop;
const store = () => server.shop.store;

beforeEach(async () => {
  ({ server, write, texts } = await openPlainShop());
});
afterEach(async () => {
  await server.close();
});

describe('what is kept of a person', () => {
  it('goes when they are erased by the number that the vendor told, and they may come back', async () => {
    await write('ada', 'cup', { from: { userId: 'ada', phone: '+1 415 555 0123' } });
    server.clock.advance(95 * 24 * HOUR);
    await server.shop.services.sessions.sweep();
    const { erasures } = server.shop;
    const { _id } = await erasures.request({
      person: { phone: '+14155550123' },
      force: false,
      keepCopies: true,
    });
    expect(await erasures.run(_id)).toMatchObject({ status: 'done' });
    for (const collection of [channelContacts, channelDeliveries, conversations, replies])
      expect(await store().count(collection as never)).toBe(0);
    await write('ada', 'cup', { from: { userId: 'ada', phone: '+14155550123' } });
    expect(texts()).toHaveLength(2);
  });

  it('stands on the order: what advertisement led to it', async () => {
    const referral = { source: 'ad', id: 'ad-1', clickId: 'click-1' } as const;
    await write('ada', 'cup', { referral });
    const [session] = await store().find(sessions);
    const caller = {
      principal: {
        kind: 'customer',
        id: session!.principalId,
        scopes: STOREFRONT_SCOPES,
        customerGroups: [],
      },
      session: session!,
    } as const;
    const { callTool } = server.shop;
    await callTool('update_cart', { add: [{ variant_id: 'var_cup' }] }, caller);
    const checkout = await callTool(
      'create_checkout',
      { buyer: BUYER, shipping_address: ADDRESS, shipping_option_id: 'us-standard' },
      caller,
    );
    if (!checkout.ok) throw new Error(checkout.error.message);
    const { session_id: _session, ...args } = completion(checkout.output as unknown as ReadyCheckout);
    const { amount, currency } = checkout.output.total as ReadyCheckout['total'];
    const paid = await callTool(
      'complete_checkout',
      { ...args, confirmed_total: { amount, currency } },
      caller,
    );
    if (!paid.ok) throw new Error(JSON.stringify(paid.error));
    expect(await store().find(orders)).toMatchObject([
      { referral: { source: 'ad', id: 'ad-1', clickId: 'click-1' } },
    ]);
  });
});

describe('what people wish of messages', () => {
  const stopped = 'All right: no more messages from us. Write START if you change your mind.';

  it('counts at once, in any words, is confirmed once, and ends when they ask for it', async () => {
    await write('ada', 'please stop texting me');
    expect(texts()).toEqual([stopped]);
    await write('ada', 'STOP');
    expect(texts()).toEqual([stopped]);
    server.clock.advance(1000);
    await write('ada', 'cup');
    expect(texts().slice(1)).toEqual([expect.stringContaining('$19.99')]);
    await write('ada', 'START');
    expect(texts()).toContain('Welcome back: you get messages from us again. Write STOP to end them.');
  });

  it('is about the order where "cancel" may mean one', async () => {
    await write('ada', 'add cup to my cart');
    await write('ada', 'cancel');
    expect(texts()).not.toContain(stopped);
    await write('bob', 'cancel');
    expect(texts()).toContain(stopped);
  });

  it('stays stopped after they were erased', async () => {
    await write('ada', 'stop', { from: { userId: 'ada', phone: '+14155550123' } });
    const { erasures } = server.shop;
    const { _id } = await erasures.request({
      person: { phone: '+14155550123' },
      force: false,
      keepCopies: true,
    });
    await erasures.run(_id);
    const [kept, ...more] = await store().find(consentEntries);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ purpose: 'all', status: 'withdrawn' });
    expect(kept).not.toHaveProperty('messageId');
    await write('ada', 'cup');
    const [contact] = await store().find(channelContacts);
    expect(contact!.consentKey).toBe(kept!.subject);
  });

  it('is taken from the vendor’s own switch', async () => {
    await write('ada', 'cup');
    const preference = { kind: 'preference', from: { userId: 'ada' }, at: 5, marketing: 'stop' } as const;
    await deliverPlain(server, [preference, preference]);
    expect(await store().find(consentEntries)).toMatchObject([
      { purpose: 'marketing', status: 'withdrawn', method: 'vendor' },
    ]);
  });
});
