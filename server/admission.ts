import type { RequestHandler } from 'express';
import { CommerceError } from './commerce/errors.ts';

/**
 * Refuses what would write while the disk is so far behind that it would only wait: asked before anything of it is done, so
 * that nothing is ever half done for want of room. What has begun, such as a payment, is let through to its end.
 * @param waiting transactions that wait
 */
export function admission(waiting: () => number, maxWaiting: number): () => void {
  return () => {
    if (waiting() >= maxWaiting)
      throw new CommerceError(
        'overloaded',
        'The shop has more to write down than it can at this moment. Nothing was done: make the same call again in some seconds.',
      );
  };
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** For surfaces that are not tools: reading goes on. */
export const admitWrites =
  (admit: () => void): RequestHandler =>
  (req, _res, next) => {
    if (!READS.has(req.method)) admit();
    next();
  };
