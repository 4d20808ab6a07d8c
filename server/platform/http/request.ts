import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

declare module 'express-serve-static-core' {
  interface Request {
    /** Returned as `X-Request-Id` and written on every line that is logged for this request. */
    requestId: string;
    /** The credential of `Authorization: Bearer …`, not yet checked. */
    bearer?: string;
    /** What `authenticate` answered; read it with `principalOf`. */
    principal?: unknown;
    /** The name under which this caller's requests are counted, if it has a key. */
    rateKey?: string;
    /** Of an answer that stays open for long: it no longer counts as a request in progress. */
    standBy?: () => void;
    /** Counts more than the one call that a request is; answers 0, or the milliseconds until there is room again. */
    countMore?: (calls: number) => number;
  }
}

/** The principal of a request, in the type that the composition root's `authenticate` returns. */
export function principalOf<P>(req: Request): P {
  return req.principal as P;
}

/**
 * The network address that limits are counted under: an IPv4 address, or the /64 network of an IPv6 one, because a
 * single customer commands all of it.
 */
export function addressKey(req: Request): string {
  return req.ip ? ipKeyGenerator(req.ip, 64) : 'unknown';
}

/** Whether the request comes from this very machine and through no proxy that says so. */
export function isDirectLoopback(req: Request): boolean {
  const address = req.socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
  return loopback && req.headers['x-forwarded-for'] === undefined && req.headers.forwarded === undefined;
}
