import { Router } from 'express';
import type { Logger } from '../telemetry/logger.ts';

/** Resolves when the thing works and rejects when it does not; the reason is only logged. */
export type ReadinessCheck = () => void | Promise<void>;

export interface ProbeOptions {
  /** `ready` is the only state in which `/readyz` answers 200. */
  state: () => string;
  checks: Readonly<Record<string, ReadinessCheck>>;
  logger: Logger;
}

const CHECK_TIMEOUT_MS = 2_000;

/** `/healthz`: the process runs. `/readyz`: it can serve; 503 while it starts, stops, or one of its checks fails. */
export function probes({ state, checks, logger }: ProbeOptions): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await inTime(check);
          return [name, 'ok'] as const;
        } catch (err) {
          // Before and after, a check that fails is nothing to report: the state says why already.
          if (state() === 'ready') logger.warn({ err, check: name }, 'readiness check failed');
          return [name, 'failed'] as const;
        }
      }),
    );
    const failed = results.some(([, result]) => result === 'failed');
    const status = state() === 'ready' && failed ? 'failing' : state();
    res.status(status === 'ready' ? 200 : 503).json({ status, checks: Object.fromEntries(results) });
  });
  return router;
}

async function inTime(check: ReadinessCheck): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)),
    CHECK_TIMEOUT_MS,
  );
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
