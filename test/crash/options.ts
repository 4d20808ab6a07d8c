import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FULL_AT_TURNS, type PlanChange, POINTS, type Point } from './plan.ts';

export interface Options {
  rounds: number;
  from: number;
  seed: number;
  point: Point | undefined;
  lanes: number | undefined;
  longestPauseMs: number;
  change: PlanChange;
  dir: string;
  json: boolean;
  shrink: boolean;
}

export const HELP = `npm run crash -- [options]

Kills a shop again and again while clients search, buy, pay, import, administer it and write to it on WhatsApp; starts it
again; and holds what it then says against the books of the payment provider, of WhatsApp and of the clients, which are other
processes and are never killed.
200 rounds take about 15 minutes. Progress goes to standard error. Exit code 1: an invariant was violated.

  --rounds N     rounds to play (default: 200)
  --seed N       repeats the plan of another run (default: by chance; it is printed)
  --from N       number of the first round (default: 0)
  --point NAME   kill every round there: ${POINTS.slice(0, 4).join(', ')},
                 ${POINTS.slice(4, 8).join(', ')},
                 ${POINTS.slice(8, 12).join(', ')},
                 ${POINTS.slice(12, 16).join(', ')},
                 ${POINTS.slice(16, 20).join(', ')},
                 ${POINTS.slice(20).join(', ')}
  --full-at-turns  fill the disk again and again when turns are committed, in every round
  --pause N      suspend the server at times, also while it pays, for up to so many seconds (default: 0, never)
  --lanes N      clients at once (default: 8 to 16, by plan)
  --dir FOLDER   where the shop lies, in memory if possible (default: a folder of the system for temporary files)
  --no-shrink    do not look for a shorter replay after a violation
  --json         write JSON instead of a table
  --help         show this
`;

/** @throws TypeError that says what is wrong with the arguments */
export function readOptions(args: string[], rounds = '200'): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: rounds },
      from: { type: 'string', default: '0' },
      seed: { type: 'string' },
      point: { type: 'string' },
      lanes: { type: 'string' },
      'full-at-turns': { type: 'boolean', default: false },
      pause: { type: 'string', default: '0' },
      dir: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-shrink': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const point = POINTS.find((known) => known === values.point);
  if (values.point !== undefined && point === undefined)
    throw new TypeError(`--point: there is no point "${values.point}"; points: ${POINTS.join(', ')}`);
  return {
    rounds: whole('rounds', values.rounds, 1),
    from: whole('from', values.from, 0),
    seed: values.seed === undefined ? randomInt(1_000_000) : whole('seed', values.seed, 0),
    point,
    longestPauseMs: 1000 * whole('pause', values.pause, 0),
    change: values['full-at-turns'] ? { fullDisk: FULL_AT_TURNS } : {},
    lanes: values.lanes === undefined ? undefined : whole('lanes', values.lanes, 1),
    dir: values.dir ?? defaultDir(),
    json: values.json,
    shrink: !values['no-shrink'],
  };
}

/** Memory will do: what a killed process has written, the system keeps. Power loss is another matter. */
function defaultDir(): string {
  return join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `shopwright-crash-${process.pid}`);
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new TypeError(`--${name}: "${text}" is not a whole number from ${least} on`);
  return value;
}
