import { z } from 'zod';

/** That a publisher's session worked on a cart, milliseconds, UTC. */
export const Touch = z.strictObject({ publisherId: z.string(), firstAt: z.int(), lastAt: z.int() });
export type Touch = z.infer<typeof Touch>;

/** More publishers than any real cart sees; later ones are not noted. */
export const MAX_TOUCHES = 10;

/** The touches of two carts that become one, the earliest first. */
export function merged(ours: readonly Touch[], theirs: readonly Touch[]): Touch[] {
  const all = new Map<string, Touch>();
  for (const touch of [...ours, ...theirs]) {
    const known = all.get(touch.publisherId);
    all.set(touch.publisherId, {
      publisherId: touch.publisherId,
      firstAt: Math.min(touch.firstAt, known?.firstAt ?? touch.firstAt),
      lastAt: Math.max(touch.lastAt, known?.lastAt ?? touch.lastAt),
    });
  }
  return [...all.values()].sort((a, b) => a.firstAt - b.firstAt).slice(0, MAX_TOUCHES);
}

/**
 * Who is credited with an order: the publisher who worked on the cart first, unless its last work on it lies further back
 * than the window; then the next one. Undefined when there is none.
 * @param windowMs milliseconds, the last of them included
 */
export const creditOf = (touches: readonly Touch[], now: number, windowMs: number): string | undefined =>
  touches.toSorted((a, b) => a.firstAt - b.firstAt).find(({ lastAt }) => now - lastAt <= windowMs)
    ?.publisherId;
