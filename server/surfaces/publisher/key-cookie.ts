import { createHmac } from 'node:crypto';
import { isSameMac } from '../../commerce/secrets.ts';
import type { Clock } from '../../platform/clock.ts';

export const PUBLISHER_COOKIE = 'shopwright_publisher';

/** Signs the cookie that stands for a key, so that the key itself is pasted once and kept by no browser. */
export class KeyCookies {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #ttlMs: number;

  /** @param ttlMs how long one sign-in lasts, milliseconds */
  constructor(key: Uint8Array, clock: Clock, ttlMs: number) {
    this.#key = key;
    this.#clock = clock;
    this.#ttlMs = ttlMs;
  }

  issue(keyId: string): string {
    const body = Buffer.from(JSON.stringify([keyId, this.#clock.now() + this.#ttlMs])).toString('base64url');
    return `${body}.${this.#mac(body)}`;
  }

  /** The id of the key; undefined when it was not made here, was altered or is too old. */
  read(cookie: string | undefined): string | undefined {
    const [body, mac, ...rest] = (cookie ?? '').split('.');
    if (!body || !mac || rest.length > 0) return undefined;
    if (!isSameMac(this.#mac(body), mac)) return undefined;
    const [keyId, expiresAt] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [string, number];
    return expiresAt > this.#clock.now() ? keyId : undefined;
  }

  #mac(body: string): string {
    return createHmac('sha256', this.#key).update(`publisher-page ${body}`).digest('base64url');
  }
}
