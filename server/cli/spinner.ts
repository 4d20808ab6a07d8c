import type { Writable } from 'node:stream';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

export interface Spinner {
  start(): void;
  stop(): void;
}

/** Turns on a terminal while something is awaited; nothing elsewhere. */
export function createSpinner(stream: Writable & { isTTY?: boolean }, options: { silent: boolean }): Spinner {
  if (!stream.isTTY || options.silent) return { start: () => {}, stop: () => {} };
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;
  return {
    start: () => {
      timer ??= setInterval(() => {
        stream.write(`\r${FRAMES[frame % FRAMES.length]}`);
        frame += 1;
      }, FRAME_MS);
    },
    stop: () => {
      if (!timer) return;
      clearInterval(timer);
      timer = undefined;
      stream.write('\r\u001b[K');
    },
  };
}
