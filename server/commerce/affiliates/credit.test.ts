import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { addPublisher, buy, entriesOfOrder, serverOf } from '../../../test/fixtures/publishers.ts';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { creditOf, merged, type Touch } from './credit.ts';
import type { Publisher } from './model.ts';

/** Who is credited, case by case: docs/publishers.md, "Who is credited". */

const DAY = 86_400_000;

let shop: TestShop;
let one: Publisher;
let two: Publisher;
beforeAll(async () => {
  shop = await openTestShop({ settings: { publisherSessionsPerAddress: 99 } });
  await shop.put({ id: 'lamp', stock: 1000 });
});
afterAll(() => shop.close());
beforeEach(async () => {
  one = await addPublisher(shop, 'One');
  two = await addPublisher(shop, 'Two');
});

/** Whose bot a person talks to; `nobody` is the shop itself. */
type Whose = 'one' | 'two' | 'nobody';
const principalOf = (whose: Whose) =>
  whose === 'nobody' ? undefined : serverOf(whose === 'one' ? one : two);

type Step =
  /** Puts a lamp into the cart of a device. */
  | { device: string; bot: Whose; does: 'add' }
  /** Takes the cart of another device over, by its link. */
  | { device: string; bot: Whose; does: 'take'; from: string }
  | { wait: number }
  | { device: string; does: 'buy' };

const add = (device: string, bot: Whose): Step => ({ device, bot, does: 'add' });
const take = (device: string, bot: Whose, from: string): Step => ({ device, bot, does: 'take', from });
const wait = (days: number): Step => ({ wait: days });
const order = (device: string): Step => ({ device, does: 'buy' });

test.each<[what: string, credit: Whose[], steps: Step[]]>([
  ['bought at once', ['one'], [add('phone', 'one'), order('phone')]],
  ['a cart carried over a week', ['one'], [add('phone', 'one'), wait(7), order('phone')]],
  [
    'to the last day of the window',
    ['one'],
    [add('phone', 'one'), wait(20), take('laptop', 'nobody', 'phone'), wait(10), order('laptop')],
  ],
  [
    'after the window, with nobody else',
    ['nobody'],
    [add('phone', 'one'), wait(20), take('laptop', 'nobody', 'phone'), wait(11), order('laptop')],
  ],
  [
    'another publisher’s bot takes the cart over a week later: the first stays',
    ['one'],
    [add('phone', 'one'), wait(7), take('laptop', 'two', 'phone'), order('laptop')],
  ],
  [
    'also when that one adds to it',
    ['one'],
    [add('phone', 'one'), take('laptop', 'two', 'phone'), add('laptop', 'two'), order('laptop')],
  ],
  [
    'unless the first one’s window is over by then',
    ['two'],
    [add('phone', 'one'), wait(20), take('laptop', 'two', 'phone'), wait(11), order('laptop')],
  ],
  [
    'work on the cart opens the window anew',
    ['one'],
    [
      add('phone', 'one'),
      wait(20),
      add('phone', 'one'),
      take('laptop', 'two', 'phone'),
      wait(20),
      order('laptop'),
    ],
  ],
  [
    'a cart that the shop itself began goes to the first publisher who works on it',
    ['two'],
    [add('phone', 'nobody'), wait(1), take('laptop', 'two', 'phone'), order('laptop')],
  ],
  [
    'a publisher’s link that is opened in the shop itself',
    ['one'],
    [add('phone', 'one'), take('laptop', 'nobody', 'phone'), order('laptop')],
  ],
  [
    'two devices, two carts: each its own',
    ['one', 'two'],
    [add('phone', 'one'), add('laptop', 'two'), wait(7), order('phone'), order('laptop')],
  ],
  [
    'the cart after an order is a new one',
    ['one', 'two'],
    [
      add('phone', 'one'),
      take('laptop', 'two', 'phone'),
      order('laptop'),
      add('laptop', 'two'),
      order('laptop'),
    ],
  ],
])('%s: %j', async (_what, credit, steps) => {
  const devices = new Map<string, { session_id: string; bot: Whose }>();
  const credited: Whose[] = [];
  for (const step of steps) {
    if ('wait' in step) {
      shop.clock.advance(step.wait * DAY);
      continue;
    }
    const known = devices.get(step.device);
    const own = known && { session_id: known.session_id };
    if (step.does === 'buy') {
      const { order: bought } = await buy(shop, principalOf(known!.bot), own!);
      const id = bought.publisherId;
      credited.push(id === one._id ? 'one' : id === two._id ? 'two' : 'nobody');
      expect(await entriesOfOrder(shop.store, bought._id)).toHaveLength(id === undefined ? 0 : 1);
      continue;
    }
    let goods: object = { add: [{ variant_id: 'lamp' }] };
    if (step.does === 'take') {
      const from = devices.get(step.from)!;
      const args = { session_id: from.session_id, cart: true };
      // Making a link is no work on a cart.
      goods = { link: (await shop.ok('product_cards', args, principalOf(from.bot))).cart_url };
    }
    const cart = await shop.ok('update_cart', { ...own, ...goods }, principalOf(step.bot));
    devices.set(step.device, { session_id: String(cart.session_id), bot: step.bot });
  }
  expect(credited).toEqual(credit);
});

it('gives no credit for a link that was altered', async () => {
  const cart = await shop.ok('update_cart', { add: [{ variant_id: 'lamp' }] }, serverOf(one));
  const made = await shop.ok('product_cards', { session_id: cart.session_id, cart: true }, serverOf(one));
  const [head, token] = String(made.cart_url).split('/buy/');
  const [body, mac] = token!.split('.');
  const forged = Buffer.from(body!, 'base64url').toString().replaceAll(one._id, two._id);
  expect(forged).toContain(two._id);
  const link = `${head}/buy/${Buffer.from(forged).toString('base64url')}.${mac}`;
  expect(await shop.fails('update_cart', { link })).toMatchObject({ code: 'not_found', field: 'link' });
});

const touch: fc.Arbitrary<Touch> = fc
  .record({
    publisherId: fc.constantFrom('a', 'b', 'c', 'd'),
    firstAt: fc.integer({ min: 0, max: 100 }),
    more: fc.nat(50),
  })
  .map(({ more, ...rest }) => ({ ...rest, lastAt: rest.firstAt + more }));

it('is given to the earliest publisher within the window, in whatever order carts were joined', () => {
  fc.assert(
    fc.property(fc.array(touch, { maxLength: 8 }), fc.nat(200), fc.nat(100), (touches, now, window) => {
      const joined = merged(touches, []);
      const backwards = merged([], touches.toReversed());
      const firstOf = (all: readonly Touch[]) =>
        all.find(({ publisherId }) => publisherId === creditOf(all, now, window))?.firstAt;
      expect(firstOf(backwards)).toBe(firstOf(joined));
      const credit = joined.find(({ publisherId }) => publisherId === creditOf(joined, now, window));
      for (const other of joined) {
        if (now - other.lastAt > window) expect(other).not.toBe(credit);
        else expect(credit!.firstAt).toBeLessThanOrEqual(other.firstAt);
      }
    }),
  );
});
