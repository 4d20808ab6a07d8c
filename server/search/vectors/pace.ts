import { setTimeout as timeout } from 'node:timers/promises';

/** Waits; ends early, without an error, when the signal does. Tests bring their own. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const realWait: Wait = async (ms, signal) => {
  await timeout(ms, undefined, { signal, ref: false }).catch(() => {});
};

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;
const LONGEST_ASKED_MS = 3_600_000;

/**
 * How long to wait after so many failures in a row: twice as long each time, up to five minutes, at least as long as the
 * other side asked for, and an hour at most. A part of it is left to chance, so that many do not come back at once.
 * @param chance 0 to 1
 */
export function backoff(failures: number, retryAfterMs: number | undefined, chance: number): number {
  const own = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)) * (0.75 + chance / 2);
  return Math.max(own, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}
