import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { mulberry32 } from '../../test/fixtures/mulberry32.ts';
import { openPlainShop, type PlainShop, plainTemplate, settle } from '../../test/fixtures/plain-channel.ts';
import { OPERATOR_KEY } from '../../test/fixtures/shopwright-server.ts';
import { decide, type SendRequest } from './policy/decide.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 6, 1, 12);

const past = fc.option(fc.integer({ min: 0, max: 10 * DAY }), { nil: undefined });
const ago = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : NOW - ms);
const request: fc.Arbitrary<SendRequest> = fc
  .record({
    purpose: fc.constantFrom('reply', 'transactional', 'marketing'),
    form: fc.oneof(
      fc.constant({ type: 'free' as const }),
      fc.record({
        type: fc.constant('template' as const),
        category: fc.constantFrom('marketing' as const, 'utility' as const, 'authentication' as const),
        approved: fc.boolean(),
      }),
    ),
    wrote: past,
    byAd: past,
    stopped: past,
    marketingStopped: fc.boolean(),
    consents: fc.subarray(['marketing', 'transactional'] as const),
    promoted: fc.array(fc.integer({ min: 0, max: 10 * DAY }), { maxLength: 4 }),
    quality: fc.constantFrom('green', 'red', 'unknown'),
    reached: fc.integer({ min: 0, max: 5 }),
    spent: fc.integer({ min: 0, max: 20 }),
    cost: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ purpose, form, wrote, byAd, stopped, promoted, quality, ...one }) => ({
    now: NOW,
    purpose: purpose as SendRequest['purpose'],
    form,
    contact: {
      lastInboundAt: ago(wrote),
      cameByAdAt: ago(byAd),
      stoppedAt: ago(stopped),
      marketingStopped: one.marketingStopped,
      consents: new Set(one.consents),
      zones: ['Europe/Madrid'],
      promotedAt: promoted.map((ms) => NOW - ms).sort((a, b) => a - b),
      sentAt: [],
    },
    account: {
      quality: quality as 'green',
      reachedLastDay: one.reached,
      reachedThisOne: false,
      tier: 3,
      sentLastSecond: 0,
    },
    budget: { spent: one.spent, limit: 20, cost: one.cost },
  }));

it('lets nothing through without the window or a template that fits, nor a promotion without consent', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const { purpose, form, contact, account, budget } = asked;
      const limits = {
        windowMs: DAY,
        adWindowMs: 3 * DAY,
        caps: [{ count: 1, withinMs: DAY }],
        homeZones: ['UTC'],
      };
      if (!decide(asked, limits).send) return;
      const { lastInboundAt = -Infinity, cameByAdAt = -Infinity, stoppedAt = -Infinity } = contact;
      if (form.type === 'free') expect(NOW - lastInboundAt < DAY || NOW - cameByAdAt < 3 * DAY).toBe(true);
      else {
        expect(form.approved).toBe(true);
        expect(form.category === 'marketing').toBe(purpose === 'marketing');
        expect(account.reachedLastDay).toBeLessThan(3);
      }
      if (stoppedAt > -Infinity) expect(purpose === 'reply' && lastInboundAt > stoppedAt).toBe(true);
      if (purpose === 'marketing') {
        expect(contact.consents.has('marketing') && !contact.marketingStopped).toBe(true);
        expect(contact.promotedAt.every((at) => at <= NOW - DAY)).toBe(true);
        expect(account.quality).not.toBe('red');
      }
      expect(budget.cost === 0 || budget.spent + budget.cost <= 20).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

let shop: PlainShop | undefined;
afterEach(() => shop?.server.close());

/** What somebody has said, as anybody would understand it. */
interface Life {
  wroteAt: number;
  stopped: boolean;
  agreed: boolean;
  promotedAt: number;
}

it.each([1, 2, 3])('sends nothing unasked in any life (%i)', async (seed) => {
  const opened = await openPlainShop({ channelPromotionHours: '0-24', cartReminderMs: 2 * HOUR });
  shop = opened;
  const { channel, server } = opened;
  channel.templates = [
    plainTemplate('promo', 'Hello again', { category: 'marketing' }),
    plainTemplate('cart_reminder', 'Your {{1}}', { category: 'marketing' }),
  ];
  const random = mulberry32(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const lives = new Map<string, Life>();
  const wrong: string[] = [];
  channel.onSend = ({ userId, text }) => {
    const life = lives.get(userId)!;
    const now = server.clock.now();
    const isTemplate = text.startsWith('[');
    if (!isTemplate && now - life.wroteAt >= DAY) wrong.push(`free text to ${userId} after a day: ${text}`);
    if (isTemplate || text.includes('left something in your cart')) {
      if (!life.agreed || life.stopped) wrong.push(`a promotion to ${userId} without consent`);
      if (now - life.promotedAt < DAY) wrong.push(`two promotions in a day to ${userId}`);
      life.promotedAt = now;
    }
    return undefined;
  };
  const write = async (userId: string, text: string): Promise<void> => {
    const life = lives.get(userId) ?? { wroteAt: 0, stopped: false, agreed: false, promotedAt: -Infinity };
    lives.set(userId, { ...life, wroteAt: server.clock.now() });
    if (text === 'stop') lives.set(userId, { ...lives.get(userId)!, stopped: true, agreed: false });
    if (text === 'start') lives.get(userId)!.stopped = false;
    await opened.write(userId, text);
  };
  const prefer = async (userId: string, marketing: 'stop' | 'resume'): Promise<void> => {
    const life = lives.get(userId);
    if (!life) return;
    // The switch is about promotions: who has stopped all messages has stopped them too.
    life.agreed = marketing === 'resume';
    await opened.deliver({ kind: 'preference', from: { userId }, at: server.clock.now(), marketing });
  };
  let sent = 0;
  for (let n = 0; n < 45; n += 1) {
    const userId = pick(['ada', 'bob', 'eve']);
    const what = Math.floor(random() * 8);
    if (what <= 1) await write(userId, pick(['hello', 'cup', 'add the cup to my cart']));
    else if (what === 2) await write(userId, pick(['stop', 'start']));
    else if (what <= 4) await prefer(userId, pick(['resume', 'resume', 'stop']));
    else if (what === 5) {
      const body = { name: `no. ${n}`, template: 'promo' };
      const path = '/admin/v1/channels/plain/campaigns';
      expect((await server.ask(path, { method: 'POST', key: OPERATOR_KEY, body })).status).toBe(201);
    } else server.clock.advance(pick([HOUR, 5 * HOUR, 25 * HOUR]));
    server.clock.advance(60_000);
    await settle(server);
    sent = channel.sent.filter(({ text }) => text.startsWith('[')).length;
  }
  expect(wrong).toEqual([]);
  expect(sent).toBeGreaterThan(0);
});
