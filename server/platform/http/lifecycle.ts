import type { Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../telemetry/logger.ts';

export type LifecycleState = 'starting' | 'ready' | 'stopping' | 'stopped';

export interface LifecycleOptions {
  logger: Logger;
  /** Milliseconds for requests in progress to finish. */
  shutdownGraceMs: number;
  /** Milliseconds to go on accepting while `/readyz` says 503. */
  shutdownDelayMs?: number;
}

export interface Lifecycle {
  /** For `/readyz`. */
  state(): LifecycleState;
  /** Aborted when the stop begins: long answers such as event streams should end themselves. */
  readonly signal: AbortSignal;
  /** Everything is loaded. */
  ready(): void;
  /** The server to drain at the stop. */
  serve(server: Server): void;
  /** Runs at the stop after the last request, in the order of registration; a failure does not keep the others from running. */
  onStop(name: string, close: () => void | Promise<void>): void;
  /** Stops once, however often it is called. @returns whether everything finished in time and without an error */
  stop(reason: string): Promise<boolean>;
}

/**
 * The life of the process: ready, then on the signal to stop no new connections, the requests in progress to their
 * end or to the end of the grace period, and the closers one after another.
 */
export function createLifecycle({
  logger,
  shutdownGraceMs,
  shutdownDelayMs = 0,
}: LifecycleOptions): Lifecycle {
  let state: LifecycleState = 'starting';
  let stopping: Promise<boolean> | undefined;
  const abort = new AbortController();
  const servers: { server: Server; active: Set<ServerResponse> }[] = [];
  const closers: { name: string; close: () => void | Promise<void> }[] = [];

  async function stop(reason: string): Promise<boolean> {
    state = 'stopping';
    logger.info({ reason }, 'stopping');
    if (shutdownDelayMs > 0) await wait(shutdownDelayMs);
    abort.abort();
    let clean = (await Promise.all(servers.map((entry) => drain(entry, shutdownGraceMs, logger)))).every(
      Boolean,
    );
    for (const { name, close } of closers) {
      try {
        await close();
      } catch (err) {
        clean = false;
        logger.error({ err, closing: name }, 'could not close cleanly');
      }
    }
    state = 'stopped';
    logger.info('stopped');
    return clean;
  }

  return {
    state: () => state,
    signal: abort.signal,
    ready: () => {
      if (state === 'starting') state = 'ready';
    },
    serve: (server) => {
      const active = new Set<ServerResponse>();
      server.on('request', (_req, res: ServerResponse) => {
        active.add(res);
        res.once('close', () => active.delete(res));
      });
      servers.push({ server, active });
    },
    onStop: (name, close) => {
      closers.push({ name, close });
    },
    stop: (reason) => {
      stopping ??= stop(reason);
      return stopping;
    },
  };
}

/** @returns whether every request finished within the grace period */
async function drain(
  { server, active }: { server: Server; active: Set<ServerResponse> },
  graceMs: number,
  logger: Logger,
): Promise<boolean> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection outlives its request otherwise, and the server waits for it.
  const hangUp = (res: ServerResponse) => {
    if (!res.headersSent) res.setHeader('Connection', 'close');
    res.once('close', () => setImmediate(() => server.closeIdleConnections()));
  };
  for (const res of active) hangUp(res);
  server.prependListener('request', (_req, res: ServerResponse) => hangUp(res));

  const grace = new AbortController();
  const late = wait(graceMs, 'late', { signal: grace.signal }).catch(() => 'closed');
  const first = await Promise.race([closed, late]);
  grace.abort();
  if (first !== 'late') return true;
  logger.warn({ requests: active.size }, 'requests cut off at the end of the grace period');
  server.closeAllConnections();
  await closed;
  return false;
}

/** The part of `process` that signals need. */
export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: string) => void): unknown;
  exit(code: number): void;
}

/** The first signal stops the process gracefully, the second at once. For the composition root only. */
export function stopOnSignals(lifecycle: Pick<Lifecycle, 'stop'>, source: SignalSource): void {
  let asked = false;
  const onSignal = async (signal: string) => {
    if (asked) {
      source.exit(130);
      return;
    }
    asked = true;
    source.exit((await lifecycle.stop(signal)) ? 0 : 1);
  };
  source.on('SIGTERM', onSignal);
  source.on('SIGINT', onSignal);
}
