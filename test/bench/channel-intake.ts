/** `node test/bench/channel-intake.ts --help` says what it measures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './report.ts';
import { type IntakeFigures, type IntakeOptions, measureIntake } from './webhooks/measure.ts';

const HELP = `node test/bench/channel-intake.ts [options]

Sends signed WhatsApp webhooks at a steady rate to a server process with the sample shop, which answers the customers
meanwhile, and tells how long it takes until a webhook is acknowledged, beside a server that only says 200. A time counts
from the moment when a webhook was due. Every run has a store of its own; the figures are medians of the runs.
It takes about five minutes. Progress goes to standard error. Exit code 1: a webhook was refused, or the p99 is above 50 ms.

  --rate N      webhooks a second (default: 300)
  --seconds N   length of a run (default: 20)
  --runs N      runs (default: 5)
  --people N    customers who write (default: 1000)
  --json        write JSON instead of text
  --help        show this
`;

const GOAL_MS = 50;

function read(args: string[]): (IntakeOptions & { json: boolean }) | 'help' {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args,
    options: {
      rate: text('300'),
      seconds: text('20'),
      runs: text('5'),
      people: text('1000'),
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const whole = (name: 'rate' | 'seconds' | 'runs' | 'people'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new TypeError(`--${name}: "${values[name]}" is not a whole number above 0`);
    return value;
  };
  return {
    rate: whole('rate'),
    seconds: whole('seconds'),
    runs: whole('runs'),
    people: whole('people'),
    json: values.json,
  };
}

function report({ runs, median, refused }: IntakeFigures, options: IntakeOptions): string {
  const line = (name: string, { p50, p99, max }: IntakeFigures['median']['shop']) =>
    `${name.padEnd(14)}p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   max ${max.toFixed(1)} ms`;
  const list = (values: number[]) => values.map((value) => value.toFixed(1)).join(', ');
  return [
    `${options.rate} webhooks a second for ${options.seconds} s, ${options.people} customers; medians of ${runs.length} runs`,
    line('acknowledged', median.shop),
    line('bare echo', median.echo),
    `p99 of the runs: ${list(runs.map(({ shop }) => shop.p99))} ms; echo ${list(runs.map(({ echo }) => echo.p99))} ms`,
    `sender behind by (p99): ${list(runs.map(({ shop }) => shop.lateP99))} ms`,
    `replies that left meanwhile: ${list(runs.map(({ repliesPerSecond }) => repliesPerSecond))} a second`,
    `cores that the server had: ${list(runs.map(({ cores }) => cores ?? Number.NaN))}`,
    `load of the machine: ${list(runs.map(({ load }) => load))}`,
    `refused: ${refused}`,
    `goal: p99 <= ${GOAL_MS} ms: ${median.shop.p99 <= GOAL_MS ? 'ok' : 'missed'}`,
  ].join('\n');
}

const options = read(process.argv.slice(2));
if (options === 'help') process.stdout.write(HELP);
else {
  const dir = mkdtempSync(join(tmpdir(), 'shopwright-intake-'));
  try {
    const progress = (text: string) => void process.stderr.write(`${text}\n`);
    const figures = await measureIntake(dir, options, () => loadavg()[0]!, progress);
    const told = options.json
      ? JSON.stringify({ machine: machine(), options, goal_ms: GOAL_MS, ...figures }, null, 2)
      : report(figures, options);
    process.stdout.write(`${told}\n`);
    if (figures.refused > 0 || figures.median.shop.p99 > GOAL_MS) process.exitCode = 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
