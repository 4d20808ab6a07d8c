import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => void vi.useRealTimers());

/** How many of them have started. */
function started(turns: readonly Promise<void>[]): { count: number } {
  const seen = { count: 0 };
  for (const turn of turns) void turn.then(() => (seen.count += 1));
  return seen;
}

it('lets everything start at once while nothing is urgent', async () => {
  const pace = new Pace(Date.now);
  const seen = started([pace.turn(), pace.turn(), pace.turn()]);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.count).toBe(3);
});

it('starts one after another while something urgent comes, and the rest when it is over', async () => {
  const pace = new Pace(Date.now);
  pace.urgent();
  const seen = started(Array.from({ length: 1000 }, () => pace.turn()));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.count).toBe(0);
  await vi.advanceTimersByTimeAsync(20);
  expect(seen.count).toBeGreaterThan(0);
  expect(seen.count).toBeLessThanOrEqual(10);
  await vi.advanceTimersByTimeAsync(300);
  expect(seen.count).toBe(1000);
});

it('lets work under way take one step in each turn of the event loop while something urgent comes, and then all', async () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const pace = new Pace(Date.now);
  pace.urgent();
  const seen = started(Array.from({ length: 10 }, () => pace.breathe()));
  await turn();
  await turn();
  expect(seen.count).toBeGreaterThan(0);
  expect(seen.count).toBeLessThanOrEqual(2);
  await vi.advanceTimersByTimeAsync(300);
  await turn();
  await turn();
  expect(seen.count).toBe(10);
});
