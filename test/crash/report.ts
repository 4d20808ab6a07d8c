import type { Options } from './options.ts';
import { POINTS } from './plan.ts';
import type { RoundResult } from './round.ts';
import type { Replay } from './suite.ts';

export interface Report {
  seed: number;
  rounds: number;
  kills: number;
  purchases: number;
  /** To conversations, acknowledged. */
  messages: number;
  /** On WhatsApp: acknowledged messages, those that customers got, and how many of them more than once. */
  written: number;
  received: number;
  twice: number;
  /** Rounds in which the disk was full for a while, and the requests that were then refused for now. */
  fullDisks: number;
  refused: number;
  /** Rounds in which the server was suspended for a while. */
  pauses: number;
  requests: number;
  /** Orders that were credited to publishers, and the entries of commission on them. */
  credited: number;
  entries: number;
  seconds: number;
  points: { point: string; rounds: number; killedThere: number }[];
  violations: { round: number; point: string; invariant: string; detail: string }[];
  replay?: string;
}

export function makeReport(
  { seed, longestPauseMs }: Pick<Options, 'seed' | 'longestPauseMs'>,
  results: readonly RoundResult[],
  replay?: Replay,
): Report {
  const points = POINTS.map((point) => {
    const own = results.filter(({ plan }) => plan.point === point);
    return { point, rounds: own.length, killedThere: own.filter(({ reached }) => reached).length };
  });
  const sum = (value: (result: RoundResult) => number): number =>
    results.reduce((total, result) => total + value(result), 0);
  return {
    seed,
    rounds: results.length,
    kills: sum(({ kills }) => kills),
    fullDisks: results.filter(({ plan }) => plan.fullDisk !== undefined).length,
    refused: sum(({ refused }) => refused),
    pauses: results.filter(({ plan }) => plan.pause !== undefined).length,
    purchases: sum(({ completed }) => completed),
    messages: sum(({ messages }) => messages),
    written: sum(({ written }) => written),
    received: sum(({ received }) => received),
    twice: sum(({ twice }) => twice),
    requests: sum(({ requests }) => requests),
    credited: sum(({ credited }) => credited),
    entries: sum(({ entries }) => entries),
    seconds: Math.round(sum(({ seconds }) => seconds)),
    points,
    violations: results.flatMap(({ plan, violations }) =>
      violations.map((violation) => ({ round: plan.round, point: plan.point, ...violation })),
    ),
    ...(replay && { replay: command(seed, longestPauseMs, replay) }),
  };
}

function command(seed: number, longestPauseMs: number, { from, rounds, lanes }: Replay): string {
  const more = [
    lanes === undefined ? '' : ` --lanes ${lanes}`,
    longestPauseMs === 0 ? '' : ` --pause ${longestPauseMs / 1000}`,
  ];
  return `npm run crash -- --seed ${seed} --from ${from} --rounds ${rounds}${more.join('')}`;
}

const LISTED = 20;

export function textOf(report: Report): string {
  const {
    seed,
    rounds,
    kills,
    purchases,
    messages,
    written,
    received,
    twice,
    requests,
    credited,
    entries,
    fullDisks,
    refused,
    pauses,
    seconds,
    points,
    violations,
    replay,
  } = report;
  const lines = [
    '',
    `${'crash point'.padEnd(28)}rounds  killed there`,
    ...points.map(
      ({ point, rounds, killedThere }) =>
        `${point.padEnd(28)}${String(rounds).padStart(6)}  ${String(killedThere).padStart(12)}`,
    ),
    '',
    `${rounds} rounds, ${kills} kills, ${purchases} purchases and ${messages} messages acknowledged, ${requests} requests, ${seconds} s, seed ${seed}`,
    `${written} messages on WhatsApp acknowledged, ${received} received there, ${twice} of them more than once as nobody knew of them`,
    `${credited} orders credited to publishers, with ${entries} entries of commission`,
    `${fullDisks} rounds with a full disk, ${pauses} with a sleep, ${refused} requests refused for now`,
    `${violations.length} violations`,
  ];
  for (const { round, point, invariant, detail } of violations.slice(0, LISTED))
    lines.push(`  round ${round} (${point}): ${invariant}: ${detail}`);
  if (violations.length > LISTED) lines.push(`  and ${violations.length - LISTED} more`);
  if (replay !== undefined) lines.push(`Replay: ${replay}`);
  return lines.join('\n');
}
