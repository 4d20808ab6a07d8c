import { expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../config.ts';
import { readNotices } from '../notices/kinds.ts';
import { countriesOf, placeOf } from './place.ts';
import { nextAwake } from './quiet-hours.ts';
import { readAwake, readBudget, readCaps, readCosts, readZones } from './settings.ts';

const DAY = 86_400_000;

it('reads what the merchant writes', () => {
  expect(readCaps('1/1d, 3/7d,2/12h')).toEqual([
    { count: 1, withinMs: DAY },
    { count: 3, withinMs: 7 * DAY },
    { count: 2, withinMs: DAY / 2 },
  ]);
  expect(readAwake('9-20')).toEqual({ from: 9, to: 20 });
  expect(readAwake('9-20,sunday:12-18')).toEqual({ from: 9, to: 20, sunday: { from: 12, to: 18 } });
  expect(readZones('Europe/Madrid, Atlantic/Canary')).toEqual(['Europe/Madrid', 'Atlantic/Canary']);
  expect(readCosts('marketing:0.0625,utility:0.008')).toEqual({ marketing: 62_500, utility: 8_000 });
  expect(readBudget('99.50')).toBe(99_500_000);
});

it.each([
  ['channelPromotionCaps', '1 a day', '1/1d,3/7d'],
  ['channelPromotionHours', '20-9', '9-20'],
  ['channelTimeZones', 'Madrid', 'Europe/Madrid'],
  ['channelMessageCosts', 'marketing=1', 'marketing:0.0625'],
  ['channelMonthlyBudget', 'much', '250 or 99.50'],
  ['channelNotices', 'order_lost=x', 'order_shipped=dispatch'],
  ['cartReminderMs', '60000', '1800000'],
] as const)('says what %s takes', (setting, wrong, expected) => {
  expect(() => loadConfig({}, { [setting]: wrong })).toThrow(ConfigError);
  expect(() => loadConfig({}, { [setting]: wrong })).toThrow(expected);
});

it('wants to know what messages cost where a month has a budget', () => {
  expect(() => loadConfig({}, { channelMonthlyBudget: '100' })).toThrow('COSTS');
});

it('says what is wrong with templates of notices', () => {
  const faults = ['x', 'order_lost=x', 'order_shipped=x:weather'].map((text) => readNotices(text));
  expect(faults).toEqual([
    { fault: expect.stringContaining('NOTICE=TEMPLATE') },
    { fault: expect.stringContaining('no notice; there are order_confirmed') },
    { fault: expect.stringContaining('it tells order, tracking, link') },
  ]);
});

it('knows by a number in which zones somebody may be, and by what law', () => {
  expect(placeOf('+34600111222')).toEqual({
    zones: ['Africa/Ceuta', 'Atlantic/Canary', 'Europe/Madrid'],
    region: 'ES',
  });
  expect(countriesOf('+14155550123')).toEqual(['US', 'CA']);
  expect(placeOf('+14155550123')).toMatchObject({
    zones: expect.arrayContaining(['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu']),
    region: 'US-*',
  });
  expect(placeOf('+999123')).toEqual({ zones: [] });
  expect(placeOf(undefined)).toEqual({ zones: [] });
});

it('waits until all zones of a number are awake, whatever the merchant wishes where the law says more', () => {
  const hours = { from: 0, to: 24 };
  const noon = Date.UTC(2026, 6, 1, 12);
  const place = placeOf('+14155550123');
  // Honolulu is at 2 in the morning, and New York has until 20:00.
  const at = nextAwake(noon, { ...place, hours });
  expect(new Date(at).toISOString()).toBe('2026-07-01T19:00:00.000Z');
  expect(nextAwake(noon, { ...placeOf('+34600111222'), hours })).toBe(noon);
});
