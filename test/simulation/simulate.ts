import type { Violation } from '../crash/judge/evidence.ts';
import { Random } from '../crash/random.ts';
import { judgeWorld } from './judge.ts';
import { DEEDS } from './merchant.ts';
import { askForPeople, misbehave, shop } from './shopper.ts';
import { HOUR, MINUTE, World } from './world.ts';

export interface SimulationOptions {
  /** An empty folder, for the database. */
  dir: string;
  seed: number;
  hours: number;
  /** Shoppers that come in an hour; half of them after a quiet night. */
  shoppersPerHour: number;
  onProgress?: (simulatedMs: number) => void;
}

export interface SimulationResult {
  counts: World['counts'];
  operations: number;
  jobsDone: number;
  outages: number;
  violations: Violation[];
}

/** What falls into so short a time happens at once. */
const SAME_MOMENT_MS = 40;
/** The longest that anything is left open by itself; then all must have ended. */
const SETTLE_MS = 3 * HOUR;

/** A day in the life of a shop, as fast as it goes. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { dir, seed, hours, onProgress } = options;
  const world = await World.open(dir, seed, hours);
  try {
    plan(world, options);
    const end = world.start + hours * HOUR;
    await run(world, end, { onProgress: (now) => onProgress?.(now - world.start) });
    const jobsDone = await settle(world, end);
    const violations = await judgeWorld(world, (until) => run(world, until, { tidyEveryMs: HOUR }));
    let operations = 0;
    for (const outcomes of world.counts.values()) for (const count of outcomes.values()) operations += count;
    return { counts: world.counts, operations, jobsDone, outages: world.outages.length, violations };
  } finally {
    await world.server.close();
  }
}

function plan(world: World, { seed, hours, shoppersPerHour }: SimulationOptions): void {
  const random = new Random(seed, 'plan of the day');
  const arrivals = (kind: string, perHour: number, live: (n: number) => void): void => {
    const count = Math.max(1, Math.round(perHour * hours));
    for (let n = 0; n < count; n += 1) live(n);
    void kind;
  };
  const when = (): number => world.start + Math.floor(random.next() * hours * HOUR);
  // Some come in waves, so that many want the last one of a thing in the same second.
  const waves = Array.from({ length: Math.ceil(hours / 2) }, when);
  const arrive = (): number => (random.chance(0.25) ? random.pick(waves) + random.between(0, 2000) : when());
  arrivals('shopper', shoppersPerHour, (n) =>
    world.live('shopper', arrive(), (flow) => shop(world, flow, new Random(seed, 'shopper', n))),
  );
  arrivals('nuisance', 6, (n) =>
    world.live('nuisance', when(), () => misbehave(world, new Random(seed, 'nuisance', n))),
  );
  arrivals('people', 1, (n) =>
    world.live('people', when(), (flow) => askForPeople(world, flow, new Random(seed, 'people', n))),
  );
  for (const [kind, { perHour, run: deed }] of Object.entries(DEEDS))
    arrivals(kind, perHour, (n) =>
      world.live(kind, when(), (flow) => deed(world, flow, new Random(seed, kind, n))),
    );
}

export interface Run {
  /** Milliseconds of simulated time; a minute, as in a real shop, when absent. */
  tidyEveryMs?: number;
  onProgress?: (now: number) => void;
}

/** Moves the clock from one thing to the next until `end`: actors, jobs when they are due, housekeeping. */
export async function run(
  world: World,
  end: number,
  { tidyEveryMs = MINUTE, onProgress }: Run = {},
): Promise<void> {
  const { schedule, server } = world;
  const { clock, shop: app } = server;
  let tidyAt = clock.now() + tidyEveryMs;
  let jobAt = await world.nextJob();
  for (;;) {
    const at = Math.min(schedule.next, jobAt, tidyAt);
    if (at > end) break;
    clock.advance(Math.max(0, at - clock.now()));
    const now = clock.now();
    if (tidyAt <= now) {
      await app.housekeep();
      tidyAt = now + tidyEveryMs;
      onProgress?.(now);
    }
    const jobs = jobAt <= now ? [app.jobs.drain()] : [];
    await Promise.all([...schedule.take(now + SAME_MOMENT_MS).map((wake) => wake()), ...jobs]);
    jobAt = await world.nextJob();
  }
  clock.advance(Math.max(0, end - clock.now()));
}

/** Everybody finishes what they are at, and the shop what was left open. @returns jobs that have ended well */
async function settle(world: World, end: number): Promise<number> {
  await run(world, end + SETTLE_MS);
  while (world.schedule.next < Number.POSITIVE_INFINITY) await run(world, world.schedule.next + SETTLE_MS);
  return (await world.server.shop.jobs.list('done', 10_000)).length;
}
