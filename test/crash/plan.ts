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
  'intake.before-commit',
  'intake.after-commit',
  'channel.before-send',
  'channel.after-send',
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
  /**
   * After so many milliseconds of storm; when money has been taken of which the shop has not written down yet; or again and
   * again when a turn that has done what it was asked for is about to be committed.
   */
  when: number | 'after-charge' | 'turn';
  /** Milliseconds. */
  lasts: number;
  /** Of `turn`: every so many turns. */
  nth?: number;
  /** Of `turn`: there is room sooner, when a turn that failed comes there again. */
  tillRetry?: boolean;
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
  /** Customers who write on WhatsApp at once. */
  writers: number;
  /** WhatsApp tells nothing of what became of replies until the server has waited for it in vain. */
  silentVendor: boolean;
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
  'intake.before-commit': 10,
  'intake.after-commit': 25,
  'channel.before-send': 4,
  'channel.after-send': 4,
  'schema.migration': 8,
};

/** Rounds that are killed at no point in particular: one in so many. */
const RANDOM_EVERY = 9;
const WRITERS: Partial<Record<Point, number>> = {
  'intake.before-commit': 6,
  'intake.after-commit': 6,
  'channel.before-send': 6,
  'channel.after-send': 6,
  'turn.before-commit': 4,
  'turn.after-commit': 4,
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
  const turn = POINTS.length - 1;
  const before = round - Math.ceil(round / RANDOM_EVERY);
  const point = only ?? (round % RANDOM_EVERY === 0 ? 'random' : POINTS[1 + ((before + seed) % turn)]!);
  const isStart = (START_POINTS as readonly Point[]).includes(point);
  const plan: Plan = {
    seed,
    round,
    point,
    nth: random.between(1, STRIDES[point] ?? 1),
    killAfterMs: point === 'random' || isStart ? random.between(150, 1500) : 4000,
    killRecoveryAfterMs: random.chance(0.25) ? random.between(0, 300) : undefined,
    lanes: lanes ?? random.between(8, 16),
    backupAfterMs: random.chance(0.25) ? random.between(20, 500) : undefined,
    fullDisk: random.chance(0.4) ? planFullDisk(random) : undefined,
    pause: longestPauseMs > 0 && random.chance(0.6) ? planPause(random, longestPauseMs) : undefined,
    weights: { ...WEIGHTS, ...MORE[point] },
    writers: Math.min(lanes ?? Number.POSITIVE_INFINITY, WRITERS[point] ?? 2),
    silentVendor: random.chance(0.2),
  };
  return changed(plan, {});
}

export type PlanChange = Partial<Pick<Plan, 'fullDisk' | 'silentVendor'>>;

/** A plan with something else in it. Only on Linux can a process be told to write no more. */
export function changed(plan: Plan, change: PlanChange | undefined): Plan {
  const next = { ...plan, ...change };
  if (process.platform !== 'linux') return { ...next, fullDisk: undefined };
  return next.fullDisk?.when === 'turn' ? { ...next, weights: { ...next.weights, talk: 60 } } : next;
}

function planFullDisk(random: Random): FullDisk {
  const when = random.weighted({ 'after-charge': 35, turn: 35, moment: 30 });
  if (when === 'turn') return planFullDiskAtTurns(random);
  return {
    when: when === 'moment' ? random.between(20, 600) : when,
    lasts: random.between(100, 800),
  };
}

const planFullDiskAtTurns = (random: Random): FullDisk => ({
  when: 'turn',
  lasts: random.between(100, 2000),
  nth: random.between(1, 4),
  tillRetry: random.chance(0.7),
});

/** Some turn finds no room for itself, though there was room for what it did. */
export const FULL_AT_TURNS: FullDisk = { when: 'turn', lasts: 1500, nth: 1, tillRetry: true };
