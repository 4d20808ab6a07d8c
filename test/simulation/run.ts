/** `node test/simulation/run.ts --help` says what it does. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { takeAway } from '../crash/server/mutations.ts';
import { HELP, type Options, readOptions } from './options.ts';
import type { SimulationResult } from './simulate.ts';

const LISTED = 30;
const HOUR = 3_600_000;

function textOf(
  { hours, seed, shoppersPerHour }: Options,
  result: SimulationResult,
  seconds: number,
): string {
  const kinds = [...result.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = (outcomes: ReadonlyMap<string, number>): number =>
    [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  const lines = kinds.map(([kind, outcomes]) => {
    const parts = [...outcomes]
      .sort(([, a], [, b]) => b - a)
      .map(([outcome, count]) => `${outcome} ${count}`);
    return `${kind.padEnd(26)}${String(total(outcomes)).padStart(7)}  ${parts.join(', ')}`;
  });
  const { operations, jobsDone, outages, violations } = result;
  lines.push(
    '',
    `${operations} operations and ${jobsDone} jobs in ${hours} simulated hours with ${outages} outages of the payment provider, ${seconds.toFixed(0)} s, seed ${seed}`,
    `${violations.length} violations`,
    ...violations.slice(0, LISTED).map(({ invariant, detail }) => `  ${invariant}: ${detail}`),
  );
  if (violations.length > LISTED) lines.push(`  and ${violations.length - LISTED} more`);
  if (violations.length > 0)
    lines.push(
      `Replay: node test/simulation/run.ts --hours ${hours} --seed ${seed} --shoppers ${shoppersPerHour}`,
    );
  return lines.join('\n');
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(HELP);
  if (options.without !== undefined) takeAway(options.without);
  // Loaded only now, so that the guard is gone from the server.
  const { simulate } = await import('./simulate.ts');
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shopwright-simulation-'));
  const bar = new SingleBar({ format: '{clock} {bar} {percentage}% | {eta_formatted} left', fps: 2 });
  bar.start(options.hours * HOUR, 0, { clock: '0 h' });
  const began = performance.now();
  try {
    const result = await simulate({
      ...options,
      dir,
      onProgress: (ms) => bar.update(ms, { clock: `${(ms / HOUR).toFixed(1)} h` }),
    });
    bar.stop();
    const seconds = (performance.now() - began) / 1000;
    const counts = Object.fromEntries(
      [...result.counts].map(([kind, outcomes]) => [kind, Object.fromEntries(outcomes)]),
    );
    if (options.json) console.log(JSON.stringify({ ...options, ...result, counts, seconds }, null, 2));
    else console.log(textOf(options, result, seconds));
    if (result.violations.length > 0) process.exitCode = 1;
  } finally {
    bar.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}. See --help.` : error);
  process.exitCode = 1;
}
