import { rmSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { HELP, type Options, readOptions } from './options.ts';
import { makeReport, textOf } from './report.ts';
import type { RoundResult } from './round.ts';
import { failed, playSeries, type Series, shrink } from './suite.ts';
import { makeTemplate } from './world.ts';

/** @returns the exit code */
async function run(options: Options): Promise<number> {
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  const progress = createProgress(options.rounds);
  try {
    const series: Series = { ...options, template: await makeTemplate(options.dir), onRound: progress.round };
    const results = await playSeries(series);
    progress.end();
    let replay: Awaited<ReturnType<typeof shrink>>;
    if (failed(results)) {
      const { violations, dossier } = results.at(-1)!;
      for (const { invariant, detail } of violations.slice(0, 20)) note(`${invariant}: ${detail}`);
      for (const line of dossier) note(line);
      if (options.shrink) {
        note('Looking for a shorter replay:');
        replay = await shrink(series, results, (text) => note(`  ${text}`));
      }
    }
    const report = makeReport(options, results, replay);
    process.stdout.write(`${options.json ? JSON.stringify(report, undefined, 2) : textOf(report)}\n`);
    if (!failed(results)) return 0;
    note(`The logs are in ${options.dir}.`);
    return 1;
  } finally {
    progress.end();
    if (process.exitCode === undefined) process.on('exit', (code) => code === 0 && remove(options.dir));
  }
}

const remove = (dir: string): void => rmSync(dir, { recursive: true, force: true });

function createProgress(rounds: number): { round: (result: RoundResult) => void; end: () => void } {
  if (!process.stderr.isTTY) {
    return {
      round: ({ plan, seconds, reached, completed, messages, written, received }) =>
        process.stderr.write(
          `round ${plan.round}: ${plan.point}${reached ? '' : ' (not reached)'}, ${completed} purchases, ${messages} messages, ${written} on WhatsApp, ${received} received, ${seconds.toFixed(1)} s\n`,
        ),
      end: () => {},
    };
  }
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total} rounds | {point} | {completed} purchases | {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(rounds, 0, { point: '', completed: 0 });
  return {
    round: ({ plan, completed }) => bar.increment(1, { point: plan.point, completed }),
    end: () => bar.stop(),
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof TypeError ? error.message : (error as Error).stack}\n`);
  // At once: the processes of the round that failed end with this one.
  process.exit(error instanceof TypeError ? 2 : 1);
}
