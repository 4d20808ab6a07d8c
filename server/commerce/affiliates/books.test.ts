import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPublisher,
  buy,
  EVERYTHING,
  entriesOfOrder,
  serverOf,
} from '../../../test/fixtures/publishers.ts';
import { openTestShop } from '../../../test/fixtures/shop.ts';
import { money } from '../money.ts';
import { openUnits, refundable } from '../orders/rules.ts';
import { attributions, type CommissionRule } from './model.ts';
import { earnings, leftOver, type SaleLine } from './rules.ts';
import { monthOf, statementsOf } from './statements.ts';

const DAY = 86_400_000;
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

const rule = (effect: CommissionRule['effect']): CommissionRule => ({
  _id: 'rule_1',
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  title: 'r',
  effect,
  appliesTo: EVERYTHING,
  validFrom: 0,
});
const saleLine = (basis: number, index: number): SaleLine => ({
  lineId: `l${index}`,
  productId: 'p',
  quantity: 1,
  basis: money(basis, 'EUR'),
  categories: [],
});
const sale = { publisherId: 'pub', at: 1 };

describe('a percentage', () => {
  it('earns the same however the goods are split into lines, and never more than they cost', () => {
    const bases = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(bases, fc.integer({ min: 0, max: 10_000 }), (all, rate) => {
        const rules = [rule({ kind: 'percentage', rate })];
        const split = earnings(rules, all.map(saleLine), sale).map(({ amount }) => amount.amount);
        const whole = earnings(rules, [saleLine(sum(all), 0)], sale);
        expect(sum(split)).toBe(whole[0]!.amount.amount);
        for (const [index, amount] of split.entries()) expect(amount).toBeLessThanOrEqual(all[index]!);
      }),
    );
  });
});

describe('what is left', () => {
  it('lies between nothing and all, shrinks with every step back, and is exact at both ends', () => {
    const line = fc
      .record({
        earned: fc.nat(100_000),
        quantity: fc.integer({ min: 1, max: 9 }),
        gone: fc.nat(9),
      })
      .map(({ gone, ...rest }, index = 0) => ({
        ...rest,
        lineId: `${index}`,
        kept: Math.max(0, rest.quantity - gone),
      }));
    fc.assert(
      fc.property(
        fc
          .array(line, { minLength: 1, maxLength: 6 })
          .map((all) => all.map((l, i) => ({ ...l, lineId: `${i}` }))),
        fc.nat(1_000_000),
        fc.nat(1_200_000),
        (lines, paid, givenBack) => {
          const at = (back: number) => [
            ...leftOver({ lines, currency: 'JPY', paid, givenBack: back }).left.values(),
          ];
          const left = at(givenBack);
          for (const [index, amount] of left.entries()) {
            expect(amount).toBeGreaterThanOrEqual(0);
            expect(amount).toBeLessThanOrEqual(lines[index]!.earned);
          }
          expect(sum(at(givenBack + 1))).toBeLessThanOrEqual(sum(left));
          expect(sum(at(paid))).toBe(0);
          const allKept = lines.map((one) => ({ ...one, kept: one.quantity }));
          const whole = leftOver({ lines: allKept, currency: 'JPY', paid: Math.max(1, paid), givenBack: 0 });
          expect([...whole.left.values()]).toEqual(lines.map(({ earned }) => earned));
        },
      ),
    );
  });
});

type Step =
  | { does: 'wait'; days: number }
  | { does: 'refund'; share: number }
  | { does: 'cancel' | 'ship'; share: number }
  | { does: 'return' | 'approve' | 'reject' | 'pay' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 45 }) }),
  fc.record({ does: fc.constant('refund' as const), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    does: fc.constantFrom('cancel' as const, 'ship' as const),
    share: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({
    does: fc.constantFrom('return' as const, 'approve' as const, 'reject' as const, 'pay' as const),
  }),
);

describe('the books of a publisher', () => {
  it('entries sum to the statements, what went back in whole sums to zero, approved is what is paid', async () => {
    const shop = await openTestShop({ settings: { publisherSessionsPerAddress: 99 } });
    await shop.put({ id: 'lamp', price: 1999, stock: 1e6 }, { id: 'pen', price: 7, stock: 1e6 });
    const started = shop.clock.now();
    const blogs: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.record({ lamp: fc.integer({ min: 1, max: 4 }), pen: fc.integer({ min: 1, max: 4 }) }),
        fc.integer({ min: 1, max: 3333 }),
        fc.array(step, { maxLength: 7 }),
        async (items, rate, steps) => {
          const blog = await addPublisher(shop, 'Blog', { kind: 'percentage', rate });
          blogs.push(blog._id);
          const { order, session_id } = await buy(shop, serverOf(blog), { items });
          for (const one of steps) await act(order._id, session_id, blog._id, one);

          const now = await shop.services.orders.get(order._id);
          const entries = await entriesOfOrder(shop.store, order._id);
          const net = sum(entries.map(({ amount }) => amount.amount));
          const [attribution] = await shop.store.find(attributions, { where: { orderId: order._id } });
          expect(attribution!.net.amount).toBe(net);
          expect(net).toBeGreaterThanOrEqual(0);
          const nothingLeft =
            now.refunded.amount === now.breakdown.total.amount ||
            now.lines.every(({ quantity, canceled, returned }) => canceled + returned === quantity);
          if (nothingLeft || attribution!.status === 'rejected') {
            expect(net).toBe(0);
            const lines = new Set(entries.map(({ lineId }) => lineId));
            for (const id of lines)
              expect(sum(entries.filter(({ lineId }) => lineId === id).map((e) => e.amount.amount))).toBe(0);
          }
          const all = await Promise.all(months().map((month) => statementsOf(shop.store, blog._id, month)));
          expect(sum(all.flat().map((s) => s.net))).toBe(net);
          for (const s of all.flat()) expect(s.earned + s.reversed + s.restored).toBe(s.net);
          expect(sum(all.flat().map((s) => s.payable))).toBe(attribution!.status === 'approved' ? net : 0);
          // What was paid is what is to be paid, whatever came back since.
          for (const s of all.flat().filter(({ paid }) => paid))
            expect(s.paid!.amount.amount).toBe(s.payable);
        },
      ),
      { numRuns: 25 },
    );
    await shop.close();

    function months(): string[] {
      const all = new Set<string>();
      for (let at = started; at <= shop.clock.now() + 31 * DAY; at += 27 * DAY) all.add(monthOf(at));
      return [...all];
    }

    async function act(id: string, session_id: string, blogId: string, one: Step): Promise<void> {
      const { orders, publishers } = shop.services;
      const current = await orders.get(id);
      const some = (units: number) => Math.ceil((units * ('share' in one ? one.share : 100)) / 100);
      const open = current.lines.filter((line) => openUnits(line) > 0);
      const lines = open.map((line) => ({ lineId: line.lineId, quantity: some(openUnits(line)) }));
      if (one.does === 'wait') shop.clock.advance(one.days * DAY);
      else if (one.does === 'refund') {
        const most = refundable(current).amount;
        const amount = money(some(most), current.currency);
        if (most > 0) await orders.refund(id, { amount, reason: 'goodwill' });
      } else if (one.does === 'cancel' && open.length > 0) await orders.cancel(id, { lines, reason: 'no' });
      else if (one.does === 'ship' && open.length > 0) await orders.ship(id, { lines });
      else if (one.does === 'return') {
        const key = serverOf({ _id: blogId });
        const asked = await shop.call('request_return', { session_id, order_id: id, reason: 'no' }, key);
        const returnId = (await orders.get(id)).returns.at(-1)?.id;
        if (asked.ok) await orders.decideReturn(id, returnId!, 'received');
      } else if (one.does === 'approve') await publishers.approveDue();
      else if (one.does === 'reject') {
        const [known] = await shop.store.find(attributions, { where: { orderId: id } });
        const verdict = { verdict: 'rejected', by: 'key', note: '' } as const;
        if (known!.status === 'pending') await publishers.decide(known!._id, verdict);
      } else if (one.does === 'pay') {
        const how = { publisherId: blogId, reference: 'SEPA 1', paidOn: '2030-01-01', by: 'key' };
        // Refused where nothing is to be paid, or the month is not over.
        for (const month of months()) await publishers.markPaid({ ...how, month }).catch(() => {});
      }
    }
  });
});
