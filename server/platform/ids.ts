import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes prefixed ids such as `cart_4fJ0…`. The part after the prefix carries at least 128 bits of chance. */
export interface Ids {
  next(prefix: string): string;
}

/** Asking the system for random bytes costs much the same for 4 KiB as for 32 bytes, so they are drawn ahead. */
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let used = 0;

/** A base62 string of `length` characters, uniform: bytes past 247 are passed over. No byte is used twice. */
export function randomBase62(length: number): string {
  let out = '';
  while (out.length < length) {
    if (used === pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    const byte = pool[used]!;
    pool[used] = 0;
    used += 1;
    if (byte < 248) out += ALPHABET[byte % 62];
  }
  return out;
}

const TIME_LENGTH = 7;

/**
 * An id of the same form that begins with the time: 7 characters of milliseconds (enough until 2081), then 15 of chance (89
 * bits). For rows that are written in great number and whose ids open no door: in an index they come to lie side by side,
 * where random ones would each dirty a page.
 * @param now milliseconds since the epoch
 */
export function orderedId(ids: Ids, prefix: string, now: number): string {
  let time = '';
  for (let rest = now; time.length < TIME_LENGTH; rest = Math.floor(rest / 62))
    time = ALPHABET[rest % 62] + time;
  return `${prefix}_${time}${ids.next(prefix).slice(TIME_LENGTH - 22)}`;
}

export const randomIds: Ids = { next: (prefix) => `${prefix}_${randomBase62(22)}` };

/** Predictable ids, for tests only. */
export class SequentialIds implements Ids {
  #count = 0;
  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${String(this.#count).padStart(22, '0')}`;
  }
}
