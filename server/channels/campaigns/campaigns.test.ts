import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulberry32 } from '../../../test/fixtures/mulberry32.ts';
import {
  openPlainShop,
  type PlainShop,
  plainTemplate,
  settle,
} from '../../../test/fixtures/plain-channel.ts';
import { OPERATOR_KEY } from '../../../test/fixtures/shopwright-server.ts';
import { replies } from '../../conversation/model.ts';
import { type CrashPoint, onCrashPoint } from '../../platform/crash-point.ts';
import { channelDeliveries } from '../outbox/model.ts';
import { campaignRecipients } from './model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let shop: PlainShop;
const store = () => shop.server.shop.store;

const SPRING = plainTemplate('spring_sale', 'Now {{1}} off with {{2}}.', { category: 'marketing' });
const OFFER = { name: 'Spring', template: 'spring_sale', values: ['discount', 'code'], code: 'SPRING20' };

const ask = (path: string, body?: object, method = body ? 'POST' : 'GET') =>
  shop.server.ask(`/admin/v1${path}`, { method, key: OPERATOR_KEY, body });
const open = async (config: Parameters<typeof openPlainShop>[0] = {}): Promise<void> => {
  shop = await openPlainShop({ channelPromotionHours: '0-24', ...config });
  shop.channel.templates = [SPRING];
};
const discount = async (more: object = {}): Promise<string> => {
  const { json, status, text } = await ask('/discounts', {
    code: 'SPRING20',
    title: 'Spring',
    effect: { kind: 'percentage', rate: 2000 },
    ...more,
  });
  expect(status, text).toBe(201);
  return String(json!.id);
};
const agree = (userId: string, marketing: 'resume' | 'stop' = 'resume') =>
  shop.deliver({ kind: 'preference', from: { userId }, at: shop.server.clock.now(), marketing });
/** So many people who agreed. */
const people = async (count: number): Promise<string[]> => {
  const all = Array.from({ length: count }, (_, n) => `user ${n}`);
  for (const one of all) {
    await shop.write(one, 'hello');
    await agree(one);
  }
  shop.channel.sent.length = 0;
  return all;
};
const begin = async (input: object = OFFER): Promise<string> => {
  const { json, status, text } = await ask('/channels/plain/campaigns', input);
  expect(status, text).toBe(201);
  return String(json!.id);
};
const wait = async (ms: number): Promise<void> => {
  shop.server.clock.advance(ms);
  await settle(shop.server);
};
const state = async (id: string) => (await ask(`/channels/plain/campaigns/${id}`)).json!;

afterEach(async () => {
  onCrashPoint(undefined);
  await shop.server.close();
});

describe('a campaign', () => {
  beforeEach(async () => {
    await open();
    await discount();
  });

  it('says what is true to those who agreed, once to each, with facts and certificate', async () => {
    await people(3);
    await shop.write('no consent', 'hello');
    await shop.write('stopped', 'hello');
    await agree('stopped');
    await agree('stopped', 'stop');
    shop.channel.sent.length = 0;
    const preview = await ask('/channels/plain/campaigns/preview', OFFER);
    expect(preview.json).toEqual({
      ...{ looked: 5, total: 5, addressed: 5, send: 3, waits: {} },
      refused: { no_consent: 1, marketing_stopped: 1 },
    });
    expect(await store().count(campaignRecipients)).toBe(0);
    const id = await begin();
    await settle(shop.server);
    expect(shop.channel.sent.map(({ userId }) => userId).sort()).toEqual(['user 0', 'user 1', 'user 2']);
    expect(new Set(shop.texts())).toEqual(new Set(['[spring_sale] Now 20% off with SPRING20.']));
    expect(await state(id)).toMatchObject({
      ...{ status: 'done', looked: 5, said: 3, waiting: 0 },
      refused: { no_consent: 1, marketing_stopped: 1 },
    });
    const [sent] = await store().find(channelDeliveries, { where: { campaignId: id, status: 'sent' } });
    const reply = await store().get(replies, sent!.replyId);
    expect(reply!.facts.map(({ field }) => field)).toEqual(['code', 'discount']);
    expect(reply!.certificateId).toBeDefined();
    expect((await ask('/channels/plain/campaigns')).json!.items).toHaveLength(1);
  });

  it('waits for the morning of who sleeps, and for the day after the last promotion', async () => {
    await shop.server.close();
    await open({ channelTimeZones: 'Europe/Madrid', channelPromotionHours: '9-20' });
    await discount();
    // Noon in New York is the evening in Madrid.
    shop.server.clock.advance(9 * HOUR);
    await people(2);
    const id = await begin();
    await settle(shop.server);
    expect(shop.texts()).toEqual([]);
    expect(await state(id)).toMatchObject({ status: 'running', waiting: 2 });
    await wait(13 * HOUR);
    expect(shop.texts()).toHaveLength(2);
    expect(await state(id)).toMatchObject({ status: 'done', said: 2 });
    await begin({ ...OFFER, name: 'Again' });
    await wait(HOUR);
    expect(shop.texts()).toHaveLength(2);
    await wait(DAY);
    expect(shop.texts()).toHaveLength(4);
  });

  it('stops, and goes on with those who did not get it', async () => {
    await people(4);
    let left = 2;
    shop.channel.onSend = () =>
      left-- > 0
        ? undefined
        : { ok: false, error: { class: 'retry', code: 'x', message: '', retryAfterMs: 1 } };
    const id = await begin();
    await settle(shop.server);
    await ask(`/channels/plain/campaigns/${id}/stop`, undefined, 'POST');
    shop.channel.onSend = () => undefined;
    await wait(HOUR);
    expect(shop.texts()).toHaveLength(2);
    expect(await state(id)).toMatchObject({ status: 'stopped' });
    await ask(`/channels/plain/campaigns/${id}/resume`, undefined, 'POST');
    await wait(HOUR);
    expect(new Set(shop.channel.sent.map(({ userId }) => userId)).size).toBe(4);
    expect(shop.texts()).toHaveLength(4);
  });

  it('does not say what is so no more when its turn comes', async () => {
    await people(2);
    shop.channel.onSend = () => ({ ok: false, error: { class: 'pause', code: 'x', message: '' } });
    const id = await begin();
    await settle(shop.server);
    const [found] = (await ask('/discounts')).json!.items as { id: string }[];
    await ask(`/discounts/${found!.id}`, undefined, 'DELETE');
    shop.channel.onSend = () => undefined;
    await wait(HOUR);
    expect(shop.texts().length).toBeLessThan(2);
    const refused = await store().find(channelDeliveries, { where: { campaignId: id, status: 'refused' } });
    expect(refused.every(({ reason }) => reason === 'offer_ended')).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('goes to who agrees in words, and no more to who takes it back', async () => {
    await shop.write('ada', 'hello');
    await shop.write('ada', 'Yes, I want to receive your offers');
    expect(shop.texts()).toContainEqual(expect.stringMatching(/^Thank you: you get our offers/));
    await begin();
    await settle(shop.server);
    expect(shop.texts()).toContainEqual(expect.stringMatching(/^\[spring_sale\]/));
    await shop.write('ada', 'no more offers please');
    shop.server.clock.advance(2 * DAY);
    const id = await begin({ ...OFFER, name: 'Again' });
    await settle(shop.server);
    expect(await state(id)).toMatchObject({ said: 0, refused: { marketing_stopped: 1 } });
  });

  it('writes to one person once, under however many names', async () => {
    const phone = '+34600111222';
    for (const userId of ['one', 'two']) {
      await shop.write(userId, 'hello', { from: { userId, phone } });
      await agree(userId);
    }
    shop.channel.sent.length = 0;
    const id = await begin();
    await settle(shop.server);
    expect(shop.texts()).toHaveLength(1);
    const { said, refused } = await state(id);
    expect([said, refused]).toEqual([1, expect.toBeOneOf([{ already: 1 }, {}])]);
  });
});

describe('what cannot be a campaign', () => {
  beforeEach(() => open());
  const OTHER = [
    plainTemplate('news', 'News', {}),
    plainTemplate('waits', 'Hello', { category: 'marketing', status: 'pending' }),
    plainTemplate('loud', 'Now 50 % off with {{1}}', { category: 'marketing' }),
    plainTemplate('dear', 'Only $5 with {{1}}', { category: 'marketing' }),
    plainTemplate('copied', 'Copy it', { category: 'marketing', couponAt: 0 }),
    plainTemplate('hurry', 'Hurry', { category: 'marketing', offer: true }),
  ];

  it.each<[string, object, string]>([
    ['a template that is not there', { template: 'nothing' }, 'no template "nothing"'],
    ['one for service messages', { template: 'news', values: [], code: undefined }, 'category is utility'],
    ['one that is not approved', { template: 'waits', values: [], code: undefined }, 'it is pending'],
    ['too few values', { values: ['discount'] }, 'has 2 places, and 1 values'],
    ['a value that there is not', { values: ['discount', 'luck'] }, '"luck" is nothing that can be told'],
    ['a product that there is not', { values: ['discount', 'price:moon'] }, 'no product "moon"'],
    ['a code that there is not', { code: 'WINTER' }, 'no discount with the code WINTER'],
    ['a code of a discount that is over', { code: 'OLD' }, 'cannot be used now'],
    ['a code for some', { code: 'VIP' }, 'customer groups'],
    ['an end that there is not', { values: ['discount', 'ends'] }, 'has no end'],
    ['another percentage in its words', { template: 'loud', values: ['code'] }, 'says 50 %'],
    ['a price in its words', { template: 'dear', values: ['code'] }, 'says $5'],
    ['a code to copy without one', { template: 'copied', values: [], code: undefined }, 'copies a code'],
    ['a countdown without an end', { template: 'hurry', values: [] }, 'counts down'],
    ['an end in the past', { ends_at: '2020-01-01T00:00:00Z' }, 'next 90 days'],
  ])('%s', async (_, more, message) => {
    shop.channel.templates = [SPRING, ...OTHER];
    await discount();
    await discount({ code: 'OLD', active: false });
    await discount({ code: 'VIP', customer_groups: ['vip'] });
    const { status, text } = await ask('/channels/plain/campaigns', { ...OFFER, ...more });
    expect(status, text).toBe(422);
    expect(text.replaceAll('\\"', '"')).toContain(message);
  });

  it('on a channel that there is not', async () => {
    expect((await ask('/channels/pigeon/campaigns', OFFER)).status).toBe(404);
  });
});

describe('limits', () => {
  it('of the month end it before they are passed, and it goes on when there is more', async () => {
    await open({ channelMessageCosts: 'marketing:0.06', channelMonthlyBudget: '0.15' });
    await discount();
    await people(4);
    const id = await begin({ ...OFFER, ends_at: new Date(shop.server.clock.now() + 60 * DAY).toISOString() });
    await wait(HOUR);
    expect(shop.texts()).toHaveLength(2);
    expect(await state(id)).toMatchObject({ status: 'stopped', stopped_because: 'budget', said: 2 });
    const { json } = await ask('/channels');
    expect(json!.items).toMatchObject([
      { limits: { spent_this_month: '0.12', monthly_budget: '0.15', promotion_hours: '0-24' } },
    ]);
    // The next month has money of its own.
    await wait(27 * DAY);
    await ask(`/channels/plain/campaigns/${id}/resume`, undefined, 'POST');
    await settle(shop.server);
    expect(new Set(shop.channel.sent.map(({ userId }) => userId)).size).toBe(4);
  });

  it('of people in a day are kept', async () => {
    await open({ channelPeoplePerDay: 3 });
    await discount();
    await people(5);
    await begin();
    await wait(HOUR);
    expect(shop.texts()).toHaveLength(3);
    await wait(DAY + HOUR);
    expect(shop.texts()).toHaveLength(5);
  });
});

const POINTS: readonly CrashPoint[] = [
  'job.before-effect',
  'job.after-effect',
  'channel.before-send',
  'channel.after-send',
];

it('writes to everybody once, wherever it is cut off', async () => {
  await open();
  await discount();
  const all = await people(12);
  const random = mulberry32(7);
  let crashes = 0;
  let told = 0;
  /** The vendor tells what it took, as it does after a crash of ours. */
  const round = async (): Promise<void> => {
    await settle(shop.server).catch(() => {});
    const statuses = shop.channel.sent.slice(told).map(({ correlation, messageId }) => ({
      ...({ kind: 'status', status: 'delivered', at: shop.server.clock.now() } as const),
      ...{ correlation, messageId },
    }));
    told = shop.channel.sent.length;
    if (statuses.length > 0) await shop.deliver(...statuses).catch(() => {});
    shop.server.clock.advance(40_000);
  };
  const id = await begin();
  onCrashPoint((point) => {
    if (!POINTS.includes(point) || random() > 0.2) return;
    crashes += 1;
    throw new Error(`cut off at ${point}`);
  });
  for (let n = 0; n < 12; n += 1) await round();
  onCrashPoint(undefined);
  for (let n = 0; n < 12; n += 1) await round();
  expect(crashes).toBeGreaterThan(10);
  expect(shop.channel.sent.map(({ userId }) => userId).sort()).toEqual([...all].sort());
  expect(await state(id)).toMatchObject({ status: 'done', said: 12, looked: 12 });
}, 60_000);
