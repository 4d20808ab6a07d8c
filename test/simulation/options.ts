import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface Options {
  hours: number;
  seed: number;
  shoppersPerHour: number;
  /** A guard of the server that is taken away; see test/crash/server/mutations.ts. */
  without: string | undefined;
  json: boolean;
}

export const HELP = `node test/simulation/run.ts [options]

Plays a day of a whole shop in simulated time: shoppers who search, fill carts, pay in every way, come back late or never;
a merchant who changes prices and stock, imports, ships, refunds and cancels; a payment provider that cannot be reached now
and then; jobs that fail and are tried again; housekeeping and reconciliation every minute. At the end, and after everything
that is kept for days has had its time, the books must be right. A day takes about a minute. Exit code 1: they are not.

  --hours N     simulated hours (default: 24)
  --seed N      repeats another run (default: by chance; it is printed)
  --shoppers N  shoppers an hour (default: 60)
  --without G   takes a guard away from the server, which the simulation must notice: idempotency-record, hold, …
  --json        write JSON instead of a table
  --help        show this
`;

/** @throws TypeError that says what is wrong with the arguments */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      hours: { type: 'string', default: '24' },
      seed: { type: 'string' },
      shoppers: { type: 'string', default: '60' },
      without: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    hours: whole('hours', values.hours, 1),
    seed: values.seed === undefined ? randomInt(1_000_000) : whole('seed', values.seed, 0),
    shoppersPerHour: whole('shoppers', values.shoppers, 1),
    without: values.without,
    json: values.json,
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new TypeError(`--${name}: "${text}" is not a whole number from ${least} on`);
  return value;
}
