import { performance } from 'node:perf_hooks';
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../connectors/catalog-import/report.ts';

export interface Progress {
  /** While the file is read for the first time. */
  reading(bytes: number, totalBytes: number): void;
  update(progress: ImportProgress): void;
  /** Ends the bar that is shown; another may begin. */
  end(): void;
}

const LINE_MS = 2_000;

/** A bar on a terminal, a line every two seconds elsewhere, nothing when silent. */
export function createProgress(
  stream: Writable & { isTTY?: boolean },
  options: { silent: boolean },
): Progress {
  if (options.silent) return { reading: () => {}, update: () => {}, end: () => {} };
  return stream.isTTY ? bars(stream) : lines(stream);
}

function bars(stream: Writable): Progress {
  let bar: SingleBar | undefined;
  const show = (format: string, bytes: number, total: number, payload: object) => {
    if (!bar) {
      bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true });
      bar.start(total, bytes, payload);
    }
    bar.update(bytes, payload);
  };
  return {
    reading: (bytes, total) => show('{bar} {percentage}% | looking through the file', bytes, total, {}),
    update: ({ bytes, totalBytes, read, refused }) =>
      show('{bar} {percentage}% | {rows} rows, {refused} refused | {eta_formatted} left', bytes, totalBytes, {
        rows: read,
        refused,
      }),
    end: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}

function lines(stream: Writable): Progress {
  let told = performance.now();
  const tell = (bytes: number, total: number, text: string) => {
    if (performance.now() - told < LINE_MS) return;
    told = performance.now();
    stream.write(`${total > 0 ? `${Math.floor((bytes / total) * 100)} %, ` : ''}${text}\n`);
  };
  return {
    reading: (bytes, total) => tell(bytes, total, 'looking through the file'),
    update: ({ bytes, totalBytes, read, refused }) =>
      tell(bytes, totalBytes, `${read} rows, ${refused} refused`),
    end: () => {},
  };
}
