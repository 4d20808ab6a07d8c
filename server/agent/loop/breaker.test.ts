import { expect, it } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { Breaker } from './breaker.ts';

const opened = () => {
  const clock = new ManualClock();
  const breaker = new Breaker(clock);
  breaker.attempt()!.failed();
  return { clock, breaker };
};

it('lets calls through, any number at once, while they succeed', () => {
  const breaker = new Breaker(new ManualClock());
  const [one, two] = [breaker.attempt()!, breaker.attempt()!];
  expect([one.probe, two.probe]).toEqual([false, false]);
  one.succeeded();
  two.undecided();
  expect(breaker.attempt()).toBeDefined();
});

it('opens when one call is not answered, and tries one call after a while', () => {
  const { clock, breaker } = opened();
  clock.advance(29_999);
  expect(breaker.attempt()).toBeUndefined();
  clock.advance(1);
  const probe = breaker.attempt()!;
  expect(probe.probe).toBe(true);
  expect(breaker.attempt()).toBeUndefined();
  probe.succeeded();
  expect(breaker.attempt()!.probe).toBe(false);
});

it('opens with the third error in a row that was answered', () => {
  const breaker = new Breaker(new ManualClock());
  breaker.attempt()!.failed(true);
  breaker.attempt()!.failed(true);
  breaker.attempt()!.succeeded();
  breaker.attempt()!.failed(true);
  breaker.attempt()!.failed(true);
  expect(breaker.attempt()).toBeDefined();
  breaker.attempt()!.failed(true);
  expect(breaker.attempt()).toBeUndefined();
});

it('waits twice as long after each probe that failed, and never longer than five minutes', () => {
  const { clock, breaker } = opened();
  for (const seconds of [30, 60, 120, 240, 300, 300]) {
    clock.advance(seconds * 1000 - 1);
    expect(breaker.attempt()).toBeUndefined();
    clock.advance(1);
    breaker.attempt()!.failed();
  }
});

it('tries the next call when a probe told nothing', () => {
  const { clock, breaker } = opened();
  clock.advance(30_000);
  breaker.attempt()!.undecided();
  expect(breaker.attempt()!.probe).toBe(true);
});

it('is not opened for longer by calls that were under way when it opened', () => {
  const clock = new ManualClock();
  const breaker = new Breaker(clock);
  const [first, late] = [breaker.attempt()!, breaker.attempt()!];
  first.failed();
  clock.advance(29_000);
  late.failed();
  clock.advance(1_000);
  expect(breaker.attempt()!.probe).toBe(true);
});
