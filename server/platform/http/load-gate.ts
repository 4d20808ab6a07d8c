import type { RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

export interface LoadGateOptions {
  /** Requests that are worked on at once. */
  maxInProgress: number;
  /** `starting`, `ready` or what comes after; only `starting` and an aborted `draining` close the gate. */
  state: () => string;
  /** Aborted when no new requests are taken any more. */
  draining?: AbortSignal | undefined;
}

/** Seconds, for `Retry-After`. A server that stops is seldom back sooner, and another one behind the same name is there now. */
const AFTER_START = 2;
const AFTER_STOP = 5;
const AFTER_LOAD = 1;

/** Nothing of the request has been looked at, so it can be sent again as it is, whatever it asks for. */
function unavailable(type: string, detail: string, seconds: number): ProblemError {
  return new ProblemError({
    status: 503,
    type,
    detail: `${detail} Nothing was done: send the same request again in ${seconds} s.`,
    extra: { code: type, retry_after_seconds: seconds },
    headers: { 'Retry-After': String(seconds) },
  });
}

/**
 * Turns requests away early, with 503 and `Retry-After`, while the shop is loaded, while the server drains, and when so many
 * are worked on that the next would only wait: what it takes it can finish. A request counts from the end of its body to
 * its answer, so that neither a client that sends slowly nor one that reads slowly takes the place of others.
 */
export function loadGate({ maxInProgress, state, draining }: LoadGateOptions): RequestHandler {
  let inProgress = 0;
  return (req, res, next) => {
    if (state() === 'starting') throw unavailable('starting', 'The shop is being loaded.', AFTER_START);
    if (draining?.aborted) {
      res.setHeader('Connection', 'close');
      throw unavailable('stopping', 'The server is stopping.', AFTER_STOP);
    }
    if (inProgress >= maxInProgress)
      throw unavailable('overloaded', 'The server has more to do than it can.', AFTER_LOAD);
    let counted = false;
    const leave = (): void => {
      if (counted) inProgress -= 1;
      counted = false;
      req.off('end', enter);
    };
    const enter = (): void => {
      if (res.writableEnded || res.destroyed) return;
      counted = true;
      inProgress += 1;
    };
    // A stream that stays open waits, and is not worked on.
    req.standBy = leave;
    res.once('prefinish', leave);
    res.once('close', leave);
    if (hasBody(req.headers)) req.once('end', enter);
    else enter();
    next();
  };
}

const hasBody = (headers: Readonly<Record<string, string | string[] | undefined>>): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0');
