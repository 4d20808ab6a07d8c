import { join } from 'node:path';
import { changed, type Plan, type PlanChange, type Point, planRound } from './plan.ts';
import { type ServerProcess, StartError } from './processes.ts';
import { type Played, playRound, type RoundResult } from './round.ts';
import { World } from './world.ts';

export interface Series {
  /** Folder for the worlds. */
  dir: string;
  template: string;
  seed: number;
  /** The number of the first round. */
  from: number;
  rounds: number;
  /** Every round is killed there. */
  point?: Point | undefined;
  lanes?: number | undefined;
  /** The server is suspended at times, for so long at most, milliseconds; 0: never. */
  longestPauseMs?: number;
  /** What is another in the plan of every round. */
  change?: PlanChange | undefined;
  /** A guard that the server is to lack. */
  without?: string | undefined;
  onRound?: (result: RoundResult) => void;
}

/** So many rounds go on with one shop; then a new one is opened, so that the books stay short enough to read each time. */
const ROUNDS_OF_A_WORLD = 20;

/** What is counted from the beginning of a world. */
const COUNTS = [
  'completed',
  'messages',
  'written',
  'received',
  'twice',
  'requests',
  'refused',
  'credited',
  'entries',
] as const;
type Counts = Record<(typeof COUNTS)[number], number>;
const countsOf = (value: (name: keyof Counts) => number): Counts =>
  Object.fromEntries(COUNTS.map((name) => [name, value(name)])) as Counts;
const NOTHING = countsOf(() => 0);

/** Plays rounds one after another until one violates an invariant. */
export async function playSeries(series: Series): Promise<RoundResult[]> {
  const results: RoundResult[] = [];
  const last = series.from + series.rounds;
  for (let start = series.from; start < last; start += ROUNDS_OF_A_WORLD) {
    const end = Math.min(last, start + ROUNDS_OF_A_WORLD);
    const part = await playWorld({ ...series, from: start, rounds: end - start });
    results.push(...part);
    if (failed(part)) break;
  }
  return results;
}

async function playWorld(series: Series): Promise<RoundResult[]> {
  const { dir, template, seed, from, rounds, point, lanes, longestPauseMs, without, onRound } = series;
  // Every other shop gives up what nobody knows of.
  const onUnknown = Math.floor(from / ROUNDS_OF_A_WORLD) % 2 === 0 ? 'resend' : 'give_up';
  const world = await World.open(join(dir, 'world'), template, seed, without, onUnknown);
  const results: RoundResult[] = [];
  let alive: ServerProcess | undefined;
  let before = NOTHING;
  try {
    for (let round = from; round < from + rounds; round += 1) {
      const plan = changed(planRound(seed, round, point, lanes, longestPauseMs), series.change);
      const played = await playRound(world, plan, alive).catch((error: unknown) => notStarted(plan, error));
      alive = played.alive;
      const so = countsOf((name) => played.result[name]);
      for (const name of COUNTS) played.result[name] = so[name] - before[name];
      before = so;
      results.push(played.result);
      onRound?.(played.result);
      if (played.result.violations.length > 0) break;
    }
    return results;
  } finally {
    await alive?.kill();
    await world.close();
  }
}

function notStarted(plan: Plan, error: unknown): Played {
  if (!(error instanceof StartError)) throw error;
  const violations = [{ invariant: 'the server starts', detail: error.message }];
  return {
    result: {
      plan,
      reached: false,
      kills: 0,
      ...NOTHING,
      violations,
      dossier: [],
      seconds: 0,
    },
    alive: undefined,
  };
}

export const failed = (results: readonly RoundResult[]): boolean =>
  results.some(({ violations }) => violations.length > 0);

/** What a replay takes: options of `npm run crash`. */
export interface Replay {
  from: number;
  rounds: number;
  lanes?: number;
}

const TRIES = 2;
const FEWER_LANES = [4, 2, 1];

/**
 * Looks for fewer rounds, then for fewer lanes, that fail in the same way. Chance is left in the timing of processes, so
 * each is tried more than once; undefined: none failed again.
 */
export async function shrink(
  series: Series,
  results: readonly RoundResult[],
  tell: (text: string) => void,
): Promise<Replay | undefined> {
  const broken = results.at(-1)!;
  const { round } = broken.plan;
  const start = series.from + Math.floor((round - series.from) / ROUNDS_OF_A_WORLD) * ROUNDS_OF_A_WORLD;
  const invariants = new Set(broken.violations.map(({ invariant }) => invariant));
  const fails = async (replay: Replay): Promise<boolean> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      tell(`rounds ${replay.from} to ${replay.from + replay.rounds - 1}, ${replay.lanes ?? 'all'} lanes`);
      const { onRound: _, ...rest } = series;
      const again = { ...rest, dir: join(series.dir, 'replay') };
      const violations = (await playSeries({ ...again, ...replay })).flatMap((result) => result.violations);
      if (violations.some(({ invariant }) => invariants.has(invariant))) return true;
    }
    return false;
  };
  const firsts = [...new Set([round, Math.max(start, round - 1), start])];
  for (const from of firsts) {
    let shortest: Replay = { from, rounds: round - from + 1 };
    if (!(await fails(shortest))) continue;
    for (const lanes of FEWER_LANES) {
      if (!(await fails({ ...shortest, lanes }))) break;
      shortest = { ...shortest, lanes };
    }
    return shortest;
  }
  return undefined;
}
