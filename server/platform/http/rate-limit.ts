import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { ProblemError } from './problem.ts';
import { addressKey, isDirectLoopback } from './request.ts';

/** Enough for a busy minute; past it the callers that were quiet longest are forgotten, which only helps them. */
const MAX_CALLERS = 100_000;

interface Bucket {
  tokens: number;
  /** Milliseconds since the epoch. */
  filledAt: number;
}

/** Token buckets in memory: `perMinute` tokens at most, refilled evenly. */
export class TokenBuckets {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #buckets = new LRUCache<string, Bucket>({ max: MAX_CALLERS });

  /** @param perMinute 0 is no limit */
  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Takes tokens, all or none. @returns 0, or the milliseconds until there will be enough */
  take(key: string, count = 1): number {
    if (this.#perMinute === 0) return 0;
    const now = this.#clock.now();
    const perMs = this.#perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: this.#perMinute, filledAt: now };
    const elapsed = Math.max(0, now - bucket.filledAt);
    bucket.tokens = Math.min(this.#perMinute, bucket.tokens + elapsed * perMs);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < count) return Math.ceil((count - bucket.tokens) / perMs);
    bucket.tokens -= count;
    return 0;
  }
}

export interface RateLimitConfig {
  /** Requests per minute and largest burst; 0 is no limit. */
  rateLimitPerKey: number;
  rateLimitPerAddress: number;
  limitLoopback: boolean;
}

/**
 * Middleware that counts a caller with a key under that key and everyone else under the network address: a valid key
 * is not held to what its neighbours behind one address do.
 */
export function rateLimit(config: RateLimitConfig, clock: Clock): RequestHandler {
  const keys = new TokenBuckets(config.rateLimitPerKey, clock);
  const addresses = new TokenBuckets(config.rateLimitPerAddress, clock);
  return (req, _res, next) => {
    if (!config.limitLoopback && isDirectLoopback(req)) return next();
    const take = (count: number): number =>
      req.rateKey === undefined ? addresses.take(addressKey(req), count) : keys.take(req.rateKey, count);
    req.countMore = take;
    const wait = take(1);
    if (wait === 0) return next();
    const seconds = Math.ceil(wait / 1000);
    throw new ProblemError({
      status: 429,
      type: 'rate-limited',
      detail: `Too many requests. Try again in ${seconds} s.`,
      extra: { retry_after_seconds: seconds },
      headers: { 'Retry-After': String(seconds) },
    });
  };
}
