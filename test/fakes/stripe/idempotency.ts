import { createHash } from 'node:crypto';
import type { Clock } from '../../../server/platform/clock.ts';
import { StripeFault } from './errors.ts';

export interface Answer {
  status: number;
  body: unknown;
}
interface Entry {
  request: string;
  /** Absent while the first request runs. */
  answer?: Answer;
  at: number;
}

const KEPT_MS = 24 * 3_600_000;

/** https://docs.stripe.com/api/idempotent_requests: the first answer for a day, errors of the execution included. */
export class IdempotencyKeys {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs `work` once per key. What was refused before it ran (validation, limits: `keep` false) is not kept.
   * @returns the answer, and whether it is a repeated one
   */
  async once(
    key: string | undefined,
    request: { method: string; path: string; body: string },
    work: () => Promise<{ answer: Answer; keep: boolean }>,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    if (key === undefined) return { answer: (await work()).answer, replayed: false };
    if (key.length > 255) {
      throw new StripeFault(400, {
        type: 'invalid_request_error',
        message: 'Idempotency keys may be at most 255 characters.',
      });
    }
    const fingerprint = createHash('sha256')
      .update(`${request.method} ${request.path}\n${request.body}`)
      .digest('hex');
    const known = this.#entries.get(key);
    if (known && this.#clock.now() - known.at < KEPT_MS) {
      if (known.request !== fingerprint) {
        throw new StripeFault(400, {
          type: 'idempotency_error',
          message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        });
      }
      if (known.answer) return { answer: known.answer, replayed: true };
      throw new StripeFault(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (${key}).`,
      });
    }
    const entry: Entry = { request: fingerprint, at: this.#clock.now() };
    this.#entries.set(key, entry);
    try {
      const { answer, keep } = await work();
      if (keep) entry.answer = answer;
      else this.#entries.delete(key);
      return { answer, replayed: false };
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }
}
