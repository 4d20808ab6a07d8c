import { afterEach, beforeEach, expect, it } from 'vitest';
import { buyCup } from '../fixtures/channel-customer.ts';
import { OPERATOR_KEY } from '../fixtures/shopwright-server.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import type { Template } from '../fixtures/whatsapp/templates.ts';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from './whatsapp-server.ts';

/** What a shop says on WhatsApp without having been asked. */

const DAY = 86_400_000;
const TEMPLATES: Template[] = [
  { name: 'dispatch', language: 'en_US', category: 'utility', body: 'On its way: {{1}} ({{2}}).' },
  { name: 'dispatch', language: 'de', category: 'utility', body: 'Unterwegs: {{1}} ({{2}}).' },
  {
    name: 'spring',
    language: 'en',
    category: 'marketing',
    header: { type: 'text', text: 'Spring is here' },
    body: 'Now {{1}} off.',
    offer: 'Expiring offer!',
    buttons: [
      { type: 'quick_reply', text: 'Stop promotions' },
      { type: 'copy_code', text: 'Copy code' },
    ],
  },
];
let world: ShopOnWhatsApp;
let ada: Customer;

beforeEach(async () => {
  world = await openShopOnWhatsApp({
    config: {
      channelNotices: 'order_shipped=dispatch',
      channelMessageCosts: 'marketing:0.0625,utility:0.008',
      channelMonthlyBudget: '10',
    },
    whatsapp: { templates: TEMPLATES },
  });
  await world.server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
  ada = world.whatsapp.customer({ phone: '34600111222', name: 'Ada' });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

const admin = async (path: string, body: object) => {
  const answer = await world.server.ask(`/admin/v1${path}`, { method: 'POST', key: OPERATOR_KEY, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.json!;
};

it('tells of a parcel in free text, and of one that leaves days later by the template in their language', async () => {
  await world.after(ada, () => ada.writes('cup'));
  const { orderId } = await buyCup(world, 'tok_success', { quantity: 2 });
  await world.settle();
  expect(ada.sees().at(-1)!.text).toContain('is confirmed');
  const { json } = await world.server.ask(`/admin/v1/orders/${orderId}`, { key: OPERATOR_KEY });
  const [line] = json!.lines as { line_id: string }[];
  const lines = [{ line_id: line!.line_id, quantity: 1 }];
  const [first] = await world.after(ada, () =>
    admin(`/orders/${orderId}/ship`, {
      lines,
      tracking_number: '1Z1',
      tracking_url: 'https://track.example/1Z1',
    }),
  );
  expect(first!.text).toContain('is on its way');
  expect(first!.template).toBeUndefined();
  world.server.clock.advance(3 * DAY);
  const [second] = await world.after(ada, () => admin(`/orders/${orderId}/ship`, { tracking_number: '1Z2' }));
  expect(second).toMatchObject({
    template: 'dispatch',
    text: expect.stringMatching(/^On its way: SW-\S+ \(1Z2\)\.$/),
  });
});

it('sends a coupon that runs out, by template, to who agreed in WhatsApp, and stops at a tap', async () => {
  await admin('/discounts', {
    code: 'SPRING20',
    title: 'Spring',
    effect: { kind: 'percentage', rate: 2000 },
    ends_at: new Date(world.server.clock.now() + 4 * DAY).toISOString(),
  });
  const bob = world.whatsapp.customer({ phone: '34600333444', name: 'Bob' });
  await world.after(bob, () => bob.writes('hello'));
  await world.after(ada, () => ada.writes('hello'));
  await ada.resumesMarketing();
  await world.settle();
  const offer = { name: 'Spring', template: 'spring', values: ['discount'], code: 'SPRING20' };
  const begin = () => admin('/channels/whatsapp/campaigns', offer);
  const seen = await world.after(ada, begin);
  expect(seen).toMatchObject([
    { template: 'spring', offerEnds: expect.any(Number), text: expect.stringContaining('Now 20% off.') },
  ]);
  expect(seen[0]!.buttons).toContainEqual(expect.objectContaining({ code: 'SPRING20' }));
  expect(bob.sees().some(({ template }) => template !== undefined)).toBe(false);
  const { json } = await world.server.ask('/admin/v1/channels', { key: OPERATOR_KEY });
  expect(json!.items).toMatchObject([{ limits: { spent_this_month: '0.07', templates_this_month: 1 } }]);
  await world.after(ada, () => ada.taps('Stop promotions'));
  world.server.clock.advance(2 * DAY);
  expect(await world.after(ada, begin)).toEqual([]);
});
