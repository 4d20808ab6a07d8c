import type { Request, RequestHandler } from 'express';

const timers = new WeakMap<Request, NodeJS.Timeout>();

/**
 * Hangs up on a request whose body is not here in time, with 408 where nothing was answered yet. Headers have Node's own
 * limit; without this one, a body of a byte a minute would keep its connection for as long as the longest upload may take.
 */
export function bodyTimeout(limitMs: number): RequestHandler {
  return (req, res, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = req.headers;
    if (encoding === undefined && (length === undefined || length === '0')) return next();
    const timer = setTimeout(() => {
      if (req.complete) return;
      if (!res.headersSent) res.writeHead(408, { Connection: 'close', 'Content-Length': 0 }).end();
      req.socket.destroySoon();
    }, limitMs);
    timers.set(req, timer);
    timer.unref();
    req.once('end', () => clearTimeout(timer));
    next();
  };
}

/** For uploads of those who may send them. */
export function allowSlowBody(req: Request): void {
  clearTimeout(timers.get(req));
}
