import { expect, it } from 'vitest';
import { POINTS, planRound } from './plan.ts';

const CI_ROUNDS = 25;

it('repeats a plan for the same seed, and makes another for another', () => {
  const plans = (seed: number) => Array.from({ length: CI_ROUNDS }, (_, round) => planRound(seed, round));
  expect(plans(7)).toEqual(plans(7));
  expect(plans(7)).not.toEqual(plans(8));
});

it.each([0, 1, 12_345])('comes to every crash point within the short form, seed %i', (seed) => {
  const points = Array.from({ length: CI_ROUNDS }, (_, round) => planRound(seed, round).point);
  expect(new Set(points)).toEqual(new Set(POINTS));
});
