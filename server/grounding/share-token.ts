import { isSameMac, type KeyedHash } from '../commerce/secrets.ts';
import type { Clock } from '../platform/clock.ts';

const MINUTE = 60_000;

/** Links to the proof of one reply, good for a while, for whoever holds them. */
export class ShareTokens {
  readonly #hash: KeyedHash;
  readonly #clock: Clock;

  /** @param hash keyed with a secret of this server that serves nothing else */
  constructor(hash: KeyedHash, clock: Clock) {
    this.#hash = hash;
    this.#clock = clock;
  }

  /** @param lifetimeMs how long it is good, counted from the start of this minute */
  issue(replyId: string, lifetimeMs: number): string {
    const minute = Math.floor((this.#clock.now() + lifetimeMs) / MINUTE).toString(36);
    return `${minute}.${this.#mac(replyId, minute)}`;
  }

  isGood(replyId: string, token: string): boolean {
    const [minute = '', mac = ''] = token.split('.');
    const genuine = isSameMac(this.#mac(replyId, minute), mac);
    return genuine && Number.parseInt(minute, 36) * MINUTE > this.#clock.now();
  }

  /** 132 bits. */
  #mac(replyId: string, minute: string): string {
    return this.#hash(`${replyId} ${minute}`).slice(0, 22);
  }
}
