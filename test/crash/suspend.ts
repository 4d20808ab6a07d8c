import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from './processes.ts';
import type { Random } from './random.ts';

/** The server is stopped in the middle of the storm, as a laptop that is shut or a machine that is moved, and wakes up later. */
export interface Pause {
  /** After so many milliseconds of storm, or around the call that takes money. */
  when: number | 'payment.before-charge' | 'payment.after-charge';
  /** Milliseconds. */
  lasts: number;
  /** How long it runs before it may be killed. */
  runsOn: number;
}

/** @param longest milliseconds */
export const planPause = (random: Random, longest: number): Pause => ({
  when: random.pick(['payment.before-charge', 'payment.after-charge', random.between(0, 800)] as const),
  // As often beyond the limits after which requests, payments and leases are given up as within them.
  lasts: Math.min(
    longest,
    1000 * random.pick([random.between(1, 15), random.between(21, 50), random.between(61, 150)]),
  ),
  runsOn: random.chance(0.3) ? 0 : random.between(1, 1500),
});

const LOOK_MS = 20;
const LOOKS = 150;

/** Settles when the server has woken up and run for a while; at once when it never came to the moment. */
export async function suspend(server: ServerProcess, { when, lasts, runsOn }: Pause): Promise<void> {
  if (typeof when === 'number') {
    await wait(when);
    server.signal('SIGSTOP');
  } else {
    server.suspendAt(when);
    for (let looks = 0; !isStopped(server.pid); looks += 1) {
      if (server.ended !== undefined || looks === LOOKS) return;
      await wait(LOOK_MS);
    }
  }
  await Promise.race([wait(lasts), server.exited]);
  server.signal('SIGCONT');
  await wait(runsOn);
}

/** See proc(5). */
function isStopped(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  } catch {
    return false;
  }
}
