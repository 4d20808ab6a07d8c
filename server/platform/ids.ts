import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes prefixed ids such as `cart_4fJ0…`. The part after the prefix carries at least 128 bits of chance. */
export interface Ids {
  next(prefix: string): string;
}

/** A base62 string of `length` characters, uniform: bytes past 247 are drawn again. */
export function randomBase62(length: number): string {
  let out = '';
  while (out.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < 248 && out.length < length) out += ALPHABET[byte % 62];
    }
  }
  return out;
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
