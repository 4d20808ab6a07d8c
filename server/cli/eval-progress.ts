import { performance } from 'node:perf_hooks';
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import { dollars } from '../../evals/report/format.ts';
import type { Attempt } from '../../evals/run/results.ts';

export interface EvalProgress {
  start(planned: number, done: readonly Attempt[]): void;
  add(attempt: Attempt): void;
  end(): void;
}

const LINE_MS = 5_000;

/** A bar with running totals on a terminal, a line every five seconds elsewhere, nothing when silent. */
export function evalProgress(
  stream: Writable & { isTTY?: boolean },
  { silent }: { silent: boolean },
): EvalProgress {
  let planned = 0;
  let microdollars = 0;
  const counts = { pass: 0, fail: 0, error: 0, skipped: 0 };
  const count = (attempt: Attempt): void => {
    counts[attempt.status] += 1;
    microdollars += attempt.microdollars;
  };
  const done = (): number => counts.pass + counts.fail + counts.error + counts.skipped;
  const totals = (): string =>
    [
      `${counts.pass} passed`,
      `${counts.fail} failed`,
      ...(counts.error > 0 ? [`${counts.error} broke off`] : []),
      ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
      ...(microdollars > 0 ? [dollars(microdollars)] : []),
    ].join(', ');
  let bar: SingleBar | undefined;
  let told = performance.now();
  return {
    start: (all, before) => {
      planned = all;
      before.forEach(count);
      if (silent || !stream.isTTY) return;
      const format = '{bar} {value}/{total} | {totals} | {eta_formatted} left';
      bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true });
      bar.start(planned, done(), { totals: totals() });
    },
    add: (attempt) => {
      count(attempt);
      bar?.update(done(), { totals: totals() });
      if (bar || silent || performance.now() - told < LINE_MS) return;
      told = performance.now();
      stream.write(`${done()}/${planned}: ${totals()}\n`);
    },
    end: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
