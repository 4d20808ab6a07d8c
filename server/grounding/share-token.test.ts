import { expect, it } from 'vitest';
import { keyedHash } from '../commerce/secrets.ts';
import { ManualClock } from '../platform/clock.ts';
import { ShareTokens } from './share-token.ts';

const clock = new ManualClock();
const tokens = new ShareTokens(keyedHash(Buffer.alloc(32, 1), 'share'), clock);

it('opens one reply until it expires, and nothing else', () => {
  const token = tokens.issue('rep_1', 3_600_000);
  expect(tokens.isGood('rep_1', token)).toBe(true);
  expect(tokens.isGood('rep_2', token)).toBe(false);
  clock.advance(3_601_000);
  expect(tokens.isGood('rep_1', token)).toBe(false);
});

it('cannot be made longer, or made up', () => {
  const token = tokens.issue('rep_1', 60_000);
  const [minute, mac] = token.split('.');
  const later = (Number.parseInt(minute!, 36) + 1000).toString(36);
  for (const forged of [`${later}.${mac}`, `${minute}.`, '', '.', `${minute}.${mac}x`, `zzzzzz.${mac}`])
    expect(tokens.isGood('rep_1', forged)).toBe(false);
  const other = new ShareTokens(keyedHash(Buffer.alloc(32, 2), 'share'), clock);
  expect(tokens.isGood('rep_1', other.issue('rep_1', 60_000))).toBe(false);
});
