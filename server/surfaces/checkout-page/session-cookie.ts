import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isSameMac } from '../../commerce/secrets.ts';
import type { Clock } from '../../platform/clock.ts';

export const SESSION_COOKIE = 'shopwright_checkout';

/** Who holds the cookie may see and pay this one checkout, and nothing else. */
export interface PageSession {
  checkoutId: string;
  /** Names the link that was traded for it, so that the same browser may open the same link again. */
  linkHash: string;
  /** Names the browser, over all links of this checkout that it opens. */
  holder: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export const hashOfLink = (secret: string): string =>
  createHash('sha256').update(`checkout-link ${secret}`).digest('base64url').slice(0, 22);

/** Signs the page's cookie and the CSRF token that belongs to it; the server keeps nothing. */
export class SessionCookies {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #ttlMs: number;

  constructor(key: Uint8Array, clock: Clock, ttlMs: number) {
    this.#key = key;
    this.#clock = clock;
    this.#ttlMs = ttlMs;
  }

  /** @param holder of the cookie that this one replaces, if it was for the same checkout */
  issue(checkoutId: string, linkHash: string, holder = randomBytes(16).toString('base64url')): string {
    const fields = [
      checkoutId,
      linkHash,
      this.#clock.now() + this.#ttlMs,
      holder,
      randomBytes(12).toString('base64url'),
    ];
    const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
    return `${body}.${this.#mac('session', body)}`;
  }

  /** Undefined when it was not made here, was altered or is too old. */
  read(cookie: string | undefined): PageSession | undefined {
    const [body, mac, ...rest] = (cookie ?? '').split('.');
    if (!body || !mac || rest.length > 0 || !this.#matches('session', body, mac)) return undefined;
    const [checkoutId, linkHash, expiresAt, holder] = JSON.parse(
      Buffer.from(body, 'base64url').toString(),
    ) as [string, string, number, string];
    return expiresAt > this.#clock.now() ? { checkoutId, linkHash, holder, expiresAt } : undefined;
  }

  /** Bound to this very cookie: the page of an older cookie cannot act on the checkout of a newer one. */
  csrfToken(cookie: string): string {
    return this.#mac('csrf', cookie);
  }

  isCsrfToken(cookie: string, token: unknown): boolean {
    return typeof token === 'string' && this.#matches('csrf', cookie, token);
  }

  #mac(purpose: string, text: string): string {
    return createHmac('sha256', this.#key).update(`checkout-page ${purpose} ${text}`).digest('base64url');
  }

  #matches(purpose: string, text: string, mac: string): boolean {
    return isSameMac(this.#mac(purpose, text), mac);
  }
}
