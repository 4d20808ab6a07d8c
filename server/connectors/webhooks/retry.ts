import { backoffMs } from '../../platform/jobs/embedded/backoff.ts';
import type { Failure } from './attempt.ts';
import type { WebhookDelivery, WebhookEndpoint } from './model.ts';

/** An event that is not taken for so long is a dead letter. */
const GIVE_UP_MS = 3 * 86_400_000;
const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

export interface Retry {
  attempts: number;
  /** Milliseconds, UTC, as are the others. */
  firstAt: number;
  nextAt: number;
  /** It is given up. */
  late: boolean;
  /** The endpoint is given up, and why. */
  because: WebhookEndpoint['disabledBecause'];
}

/** What follows from a failure. @param random in [0, 1) */
export function retryAfter(
  failure: Failure,
  before: Pick<WebhookDelivery, 'attempts' | 'firstAt'> | undefined,
  { now, lastSuccessAt, random }: { now: number; lastSuccessAt: number; random: number },
): Retry {
  const attempts = (before?.attempts ?? 0) + 1;
  const firstAt = before?.firstAt ?? now;
  const late = now - firstAt >= GIVE_UP_MS;
  const asked = Math.min(failure.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return {
    ...{ attempts, firstAt, late },
    nextAt: now + Math.max(backoffMs(attempts, random), asked),
    because: failure.gone ? 'gone' : late && lastSuccessAt < firstAt ? 'unreachable' : undefined,
  };
}
