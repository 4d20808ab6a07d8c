import type { CrashPoint } from '../../server/platform/crash-point.ts';
import { Random } from './random.ts';
import { type Pause, planPause } from './suspend.ts';

/** What a server is doing when it is killed in the middle of the storm. */
export const STORM_POINTS = [
  'store.before-commit',
  'store.after-commit',
  'payment.before-charge',
  'payment.after-charge',
  'commission.before-entries',
  'commission.after-entries',
  'refund.before-record',
  'job.before-effect',
  'job.after-effect',
  'import.chunk',
  'turn.before-commit',
  'turn.after-commit',
  'webhook.before-send',
  'webhook.after-send',
] as const satisfies readonly CrashPoint[];
/** And at a start. */
export const START_POINTS = [
  'schema.change',
  'schema.migration',
  'index.rebuild',
  'index.snapshot',
] as const satisfies readonly CrashPoint[];

export type Point = 'random' | CrashPoint;
export const POINTS: readonly Point[] = ['random', ...STORM_POINTS, ...START_POINTS];

/** What the lanes do, by weight. */
export type Work =
  | 'buy'
  | 'talk'
  | 'search'
  | 'adjust'
  | 'price'
  | 'import'
  | 'refund'
  | 'cancel'
  | 'ship'
  | 'return'
  | 'decide';

export interface FullDisk {
  /** After so many milliseconds of storm, or when money has been taken of which the shop has not written down yet. */
  when: number | 'after-charge';
  /** Milliseconds. */
  lasts: number;
}

export interface Plan {
  seed: number;
  round: number;
  point: Point;
  /** The time of passing the point at which the process ends. */
  nth: number;
  /** When the runner kills by itself: for `random`, and when the point is not reached. Milliseconds of storm. */
  killAfterMs: number;
  /** A second kill so long after the restart; undefined: none. */
  killRecoveryAfterMs: number | undefined;
  /** When the disk is full in the storm, and for how long; undefined: never. */
  fullDisk: FullDisk | undefined;
  /** When the server is suspended, and for how long; undefined: never. */
  pause: Pause | undefined;
  /** A backup is taken so long after the beginning of the storm; undefined: none. */
  backupAfterMs: number | undefined;
  lanes: number;
  weights: Record<Work, number>;
}

const WEIGHTS: Record<Work, number> = {
  buy: 60,
  talk: 12,
  search: 8,
  adjust: 8,
  price: 4,
  import: 1,
  refund: 6,
  cancel: 4,
  ship: 5,
  return: 4,
  decide: 2,
};
const MORE: Partial<Record<Point, Partial<Record<Work, number>>>> = {
  'import.chunk': { import: 15 },
  'refund.before-record': { refund: 30, cancel: 15 },
  'turn.before-commit': { talk: 60 },
  'turn.after-commit': { talk: 60 },
};
const STRIDES: Partial<Record<Point, number>> = {
  'store.before-commit': 150,
  'store.after-commit': 150,
  'payment.before-charge': 25,
  'payment.after-charge': 25,
  'job.before-effect': 25,
  'job.after-effect': 25,
  'commission.before-entries': 12,
  'commission.after-entries': 12,
  'refund.before-record': 4,
  'import.chunk': 6,
  'turn.before-commit': 40,
  'turn.after-commit': 40,
  'webhook.before-send': 150,
  'webhook.after-send': 150,
  'schema.migration': 8,
};

/**
 * The plan of a round follows from the seed and the number of the round alone; every point comes in turn.
 * @param longestPauseMs 0: the server is never suspended
 */
export function planRound(
  seed: number,
  round: number,
  only?: Point,
  lanes?: number,
  longestPauseMs = 0,
): Plan {
  const random = new Random(seed, round);
  // A quarter of the kills are at no point in particular.
  const turn = POINTS.length - 1;
  const before = round - Math.ceil(round / 4);
  const point = only ?? (round % 4 === 0 ? 'random' : POINTS[1 + ((before + seed) % turn)]!);
  const isStart = (START_POINTS as readonly Point[]).includes(point);
  return {
    seed,
    round,
    point,
    nth: random.between(1, STRIDES[point] ?? 1),
    killAfterMs: point === 'random' || isStart ? random.between(150, 1500) : 4000,
    killRecoveryAfterMs: random.chance(0.25) ? random.between(0, 300) : undefined,
    lanes: lanes ?? random.between(8, 16),
    backupAfterMs: random.chance(0.25) ? random.between(20, 500) : undefined,
    // Asked last, so that the plans of older seeds stay the same. Only on Linux can a process be told to write no more.
    fullDisk: process.platform === 'linux' && random.chance(0.3) ? planFullDisk(random) : undefined,
    pause: longestPauseMs > 0 && random.chance(0.6) ? planPause(random, longestPauseMs) : undefined,
    weights: { ...WEIGHTS, ...MORE[point] },
  };
}

const planFullDisk = (random: Random): FullDisk => ({
  when: random.chance(0.5) ? 'after-charge' : random.between(20, 600),
  lasts: random.between(100, 800),
});
