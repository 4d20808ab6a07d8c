import { afterEach, beforeEach, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { openWhatsAppShop, type WhatsAppShop } from './shop.ts';

let world: WhatsAppShop;
beforeEach(async () => {
  world = await openWhatsAppShop(undefined);
});
afterEach(() => world.close());

it('sees what was never written, what was said twice and who got no answer', async () => {
  const { shop, whatsapp } = world;
  const customer = whatsapp.customer({ phone: '16505551234', name: 'Ada' });
  const texts = ['do you have a cup?'];
  await customer.writes(texts[0]!);
  await customer.next();
  await whatsapp.webhooks.settled();
  const wrote = [{ customer, texts }];
  expect(await judge(shop.store, whatsapp, wrote)).toEqual([]);

  const other = [{ customer, texts: ['something else'] }];
  expect(await judge(shop.store, whatsapp, other)).toEqual([expect.stringContaining('are stored')]);
  const silent = whatsapp.customer({ phone: '16505550000', name: 'Bob' });
  expect(await judge(shop.store, whatsapp, [...wrote, { customer: silent, texts: ['hello'] }])).toContain(
    'Bob got no answer',
  );
  whatsapp.account.messages(whatsapp.sent[0]!.body);
  await whatsapp.webhooks.settled();
  expect(await judge(shop.store, whatsapp, wrote)).toEqual([expect.stringContaining('instead of')]);
});
