/** `node test/channels/storm.ts --help` says what it does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runStorm, type StormFigures, type StormOptions } from './storm/run.ts';

const HELP = `node test/channels/storm.ts [options]

Lets many people write to a shop on the fake of WhatsApp at once. Every webhook comes three times in random order, a tenth of
the requests carry several, a tenth come late; among them are requests with one byte changed. Afterwards it looks whether every
message is in exactly one turn, whether every reply arrived once and in order, and whether what was changed had no effect.
A thousand conversations take some minutes. Progress goes to standard error. Exit code 1: something of that is not so.

  --conversations N   how many people write (default: 1000)
  --messages N        how many messages each of them writes (default: 3)
  --forgeries N       requests with one byte changed (default: 200)
  --seed N            of order and accidents (default: 1)
  --json              write JSON instead of text
  --help              show this
`;

function read(args: string[]): (StormOptions & { json: boolean }) | 'help' {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args,
    options: {
      conversations: text('1000'),
      messages: text('3'),
      forgeries: text('200'),
      seed: text('1'),
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const whole = (name: 'conversations' | 'messages' | 'forgeries' | 'seed', least = 1): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least)
      throw new TypeError(`--${name}: "${values[name]}" is not a whole number from ${least}`);
    return value;
  };
  return {
    conversations: whole('conversations'),
    messages: whole('messages'),
    forgeries: whole('forgeries', 0),
    seed: whole('seed', 0),
    json: values.json,
  };
}

function report(figures: StormFigures, options: StormOptions): string {
  const { wrong, requests, answers, batched, told, sent, seconds } = figures;
  return [
    `${options.conversations} conversations, ${options.messages} messages each, seed ${options.seed}, in ${seconds.toFixed(0)} s; load ${loadavg()[0]!.toFixed(1)}`,
    `${told} things told three times in ${requests} requests, ${batched} of which told of several`,
    `answers: ${Object.entries(answers)
      .map(([status, count]) => `${count} with ${status}`)
      .join(', ')}`,
    `${options.forgeries} requests with one byte changed`,
    `${sent} messages to customers`,
    wrong.length === 0
      ? 'every message in exactly one turn, every reply once and in order, nothing changed by what was forged'
      : `${wrong.length} things are wrong:\n${wrong
          .slice(0, 50)
          .map((line) => `  ${line}`)
          .join('\n')}`,
  ].join('\n');
}

const options = read(process.argv.slice(2));
if (options === 'help') process.stdout.write(HELP);
else {
  const dataDir = mkdtempSync(join(tmpdir(), 'shopwright-channel-storm-'));
  try {
    const progress = (text: string) => void process.stderr.write(`${text}\n`);
    const figures = await runStorm({ ...options, dataDir, progress });
    process.stdout.write(`${options.json ? JSON.stringify(figures, null, 2) : report(figures, options)}\n`);
    if (figures.wrong.length > 0) process.exitCode = 1;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
