import { afterEach, beforeEach, expect, it } from 'vitest';
import { inboundMessages } from '../../server/conversation/model.ts';
import { OGG, PNG } from '../fixtures/media.ts';
import { OPERATOR_KEY } from '../fixtures/shopwright-server.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import { GraphError } from '../fixtures/whatsapp/errors.ts';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from './whatsapp-server.ts';

/** What happens on WhatsApp around a purchase. */

const HOUR = 3_600_000;
let world: ShopOnWhatsApp;
let ada: Customer;

beforeEach(async () => {
  world = await openShopOnWhatsApp();
  const images = [{ url: 'https://pictures.test/pot.jpg', alt: 'Pot' }];
  await world.server.put(
    { id: 'cup', title: 'Blue Cup', price: 1999 },
    { id: 'pot', title: 'Clay Pot', price: 4999, extra: { images } },
  );
  ada = world.whatsapp.customer({ phone: '16505551234', name: 'Ada' });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

const texts = async (act: () => Promise<unknown>): Promise<string[]> =>
  (await world.after(ada, act)).map(({ text }) => text);
const say = (text: string) => texts(() => ada.writes(text));
const staff = async (path: string, body?: object) => {
  const answer = await world.server.ask(path, {
    ...(body && { method: 'POST', body }),
    key: OPERATOR_KEY,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json!;
};
const callForAPerson = async (): Promise<string> => {
  await say('I want to talk to a person');
  const { items } = await staff('/v1/handoffs');
  const at = `/v1/handoffs/${(items as { id: string }[])[0]!.id}`;
  await texts(() => staff(`${at}/claim`, { name: 'Bob' }));
  return at;
};

it('takes a cart that was filled from the catalogue, at the shop’s prices', async () => {
  world.whatsapp.stock({ id: 'var_cup', price: '0.01 USD' });
  const [cart] = await texts(() =>
    ada.orders([
      { sku: 'var_cup', quantity: 3, price: 0.01 },
      { sku: 'var_gone', quantity: 1, price: 1, currency: 'USD' },
    ]),
  );
  expect(cart).toContain('Some of what you chose');
  expect(ada.text()).toContain('3 × Blue Cup: $59.97');
});

it('refuses free text once the 24 hours are over, and shows why', async () => {
  const at = await callForAPerson();
  world.server.clock.advance(25 * HOUR);
  expect(await texts(() => staff(`${at}/reply`, { text: 'Sorry for the delay!' }))).toEqual([]);
  expect(await staff('/admin/v1/channels/whatsapp/deliveries?status=refused')).toMatchObject({
    items: [{ status: 'refused', reason: 'window_closed' }],
  });
  expect(world.whatsapp.calls.filter(({ status }) => status !== 200)).toEqual([]);
});

it('confirms once that somebody wants no more messages, and is silent from then on', async () => {
  await say('cup');
  expect(await say('please stop writing to me')).toEqual([expect.stringMatching(/no more|stop/i)]);
  expect(await say('stop')).toHaveLength(0);
  // Who asks again is answered.
  expect((await say('do you have a blue cup?')).join()).toContain('Blue Cup');
});

it('has a person answer who took the conversation over, and the bot after that', async () => {
  const at = await callForAPerson();
  expect(await texts(() => staff(`${at}/reply`, { text: 'Bob here. How can I help?' }))).toEqual([
    'Bob here. How can I help?',
  ]);
  expect(await say('do you have a blue cup?')).toEqual([]);
  await texts(() => staff(`${at}/return`, {}));
  expect((await say('do you have a blue cup?')).join()).toContain('Blue Cup');
});

it('keeps a picture and a voice note, and says what it cannot make of them', async () => {
  const [looked] = await texts(() => ada.sendsPicture({ bytes: PNG, mediaType: 'image/png' }));
  expect(looked).toContain('I can’t look at pictures here');
  const [heard] = await texts(() => ada.sendsVoice(OGG));
  expect(heard).toContain('I can’t listen to voice messages here');
  const kept = await world.server.shop.store.find(inboundMessages, { limit: 10 });
  expect(kept.flatMap(({ attachments }) => attachments.map(({ kind }) => kind))).toEqual(['image', 'voice']);
});

it('says without its picture what Meta could not fetch the picture for, whenever it tells so', async () => {
  const { account } = world.whatsapp;
  account.options.statuses = 'sent';
  const [first] = await world.after(ada, () => ada.writes('how much is the clay pot?'));
  expect(first).toMatchObject({ type: 'image' });
  const fault = new GraphError(131053, 'Media upload error');
  const later = await world.after(ada, () => account.status(account.sent.at(-1)!, 'failed', fault));
  expect(later).toMatchObject([{ type: 'text', text: first!.text }]);
  account.media.fetchLink = () => false;
  const second = await world.after(ada, () => ada.writes('how much is the clay pot?'));
  expect(second).toMatchObject([{ type: 'text', text: first!.text }]);
  expect(await staff('/admin/v1/channels/whatsapp/deliveries?status=failed')).toMatchObject({ items: [] });
});

it('shows how Meta rates the number', async () => {
  const { webhooks, account } = world.whatsapp;
  const value = { ...account.metadata, event: 'FLAGGED', current_limit: 'TIER_10K' };
  const change = { field: 'phone_number_quality_update', value };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: world.whatsapp.wabaId, changes: [change] }],
  });
  const url = `${world.server.url}/channels/whatsapp/webhook`;
  expect(await webhooks.raw(url, Buffer.from(body), webhooks.sign(body))).toBe(200);
  const { items } = await staff('/admin/v1/channels');
  expect(items).toMatchObject([{ name: 'whatsapp', quality: 'red', tier: 10_000 }]);
});
