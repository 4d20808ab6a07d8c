import { expect, it } from 'vitest';
import { orderedId, randomBase62, randomIds, SequentialIds } from './ids.ts';

it('makes ids of a prefix and 22 base62 characters, no two alike', () => {
  const ids = Array.from({ length: 10_000 }, () => randomIds.next('cart'));
  for (const id of ids) expect(id).toMatch(/^cart_[0-9A-Za-z]{22}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

it('uses every character about equally often', () => {
  const counts = Map.groupBy(randomBase62(62_000), (character) => character);
  expect(counts.size).toBe(62);
  for (const seen of counts.values()) expect(Math.abs(seen.length - 1_000)).toBeLessThan(250);
});

it('makes ids that sort by time where that is asked for', () => {
  const times = [
    1_700_000_000_000, 1_700_000_000_001, 1_700_000_061_999, 1_800_000_000_000, 3_500_000_000_000,
  ];
  const ids = times.map((now) => orderedId(randomIds, 'call', now));
  for (const id of ids) expect(id).toMatch(/^call_[0-9A-Za-z]{22}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(orderedId(randomIds, 'call', times[0]!)).not.toBe(ids[0]);
  expect(orderedId(new SequentialIds(), 'call', times[0]!)).toMatch(/000000000000001$/);
});
