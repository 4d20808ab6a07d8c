import type { Server, ServerResponse } from 'node:http';

const CHECKS = 4;

/**
 * Hangs up on clients that do not read their answer: without this, an answer that nobody fetches would stay in memory for as
 * long as its connection is held open.
 * @param stallMs how long a part of an answer (all of it, unless it is streamed) may wait for its reader
 */
export function cutOffSlowReaders(server: Server, stallMs: number): void {
  /** Bytes that waited at the last change, and how many checks ago that was. */
  const answers = new Map<ServerResponse, { waiting: number; checks: number }>();
  server.on('request', (_req, res: ServerResponse) => {
    answers.set(res, { waiting: 0, checks: 0 });
    res.once('close', () => answers.delete(res));
  });
  const timer = setInterval(() => {
    for (const [res, seen] of answers) {
      const { socket } = res;
      const waiting = socket?.writableLength ?? 0;
      if (waiting === 0 || waiting !== seen.waiting) answers.set(res, { waiting, checks: 0 });
      else if (++seen.checks >= CHECKS) socket?.destroy();
    }
  }, stallMs / CHECKS);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}
