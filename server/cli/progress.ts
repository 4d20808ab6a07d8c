import { performance } from 'node:perf_hooks';
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../connectors/catalog-import/report.ts';

export interface Progress {
  update(progress: ImportProgress): void;
  end(): void;
}

const LINE_MS = 2_000;

/** A bar on a terminal, a line every two seconds elsewhere, nothing when silent. */
export function createProgress(
  stream: Writable & { isTTY?: boolean },
  options: { total: number | undefined; silent: boolean },
): Progress {
  if (options.silent) return { update: () => {}, end: () => {} };
  if (!stream.isTTY || options.total === undefined) return lines(stream, options.total);
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}% | {rows} rows, {refused} refused | {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
  });
  let running = false;
  return {
    update: ({ bytes, read, refused }) => {
      const payload = { rows: read, refused };
      if (!running) bar.start(options.total!, bytes, payload);
      running = true;
      bar.update(bytes, payload);
    },
    end: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}

function lines(stream: Writable, total: number | undefined): Progress {
  let told = performance.now();
  return {
    update: ({ bytes, read, refused }) => {
      if (performance.now() - told < LINE_MS) return;
      told = performance.now();
      const share = total ? `${Math.floor((bytes / total) * 100)} %, ` : '';
      stream.write(`${share}${read} rows, ${refused} refused\n`);
    },
    end: () => {},
  };
}

/** The same for work of which only the share that is done is known. */
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
