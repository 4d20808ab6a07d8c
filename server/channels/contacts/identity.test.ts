import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from '../../../test/channels/whatsapp-server.ts';
import type { Customer } from '../../../test/fixtures/whatsapp/customer.ts';
import { conversations } from '../../conversation/model.ts';
import { channelContacts } from './model.ts';

let world: ShopOnWhatsApp;
beforeEach(async () => {
  world = await openShopOnWhatsApp();
  await world.server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

const say = async (customer: Customer, text: string) =>
  (await world.after(customer, () => customer.writes(text))).map((seen) => seen.text).join('\n');

it.each([
  ['another number', { phone: '16505551234' }, (ada: Customer) => ada.changesNumber('447700900123')],
  [
    'another number, told by the number alone',
    { phone: '16505551234', withoutUserId: true },
    (ada: Customer) => ada.changesNumber('447700900123'),
  ],
  ['another id and no number', {}, (ada: Customer) => ada.changesUserId('US.11111111111111111111')],
])('stays the same person with %s, and is answered there', async (_what, who, change) => {
  const ada = world.whatsapp.customer({ name: 'Ada', ...who });
  await say(ada, 'cup');
  await change(ada);
  await world.settle();
  expect(await say(ada, 'cup')).toContain('$19.99');
  const { store } = world.server.shop;
  expect([await store.count(conversations), await store.count(channelContacts)]).toEqual([1, 1]);
});
