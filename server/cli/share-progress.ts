import { performance } from 'node:perf_hooks';
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';

const LINE_MS = 2_000;

/** Progress of work of which only the share that is done is known: a bar on a terminal, a line every two seconds elsewhere. */
export function createShareProgress(
  stream: Writable & { isTTY?: boolean },
  options: { what: string; silent: boolean },
): { update: (share: number) => void; end: () => void } {
  if (options.silent) return { update: () => {}, end: () => {} };
  if (!stream.isTTY) {
    let told = performance.now();
    return {
      update: (share) => {
        if (performance.now() - told < LINE_MS) return;
        told = performance.now();
        stream.write(`${options.what}: ${Math.floor(share * 100)} %\n`);
      },
      end: () => {},
    };
  }
  const bar = new SingleBar({
    stream,
    format: `${options.what} {bar} {percentage}% | {eta_formatted} left`,
    hideCursor: true,
    clearOnComplete: true,
  });
  let running = false;
  return {
    update: (share) => {
      if (!running) bar.start(100, 0);
      running = true;
      bar.update(Math.floor(share * 100));
    },
    end: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}
