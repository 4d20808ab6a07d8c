import { timingSafeEqual } from 'node:crypto';
import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { KeyedHash } from '../secrets.ts';
import { type Checkout, checkouts } from './model.ts';

const SECRET = /^(chk_[0-9A-Za-z]{22})\.(\d{1,9})\.([\w-]{43})$/;

/**
 * `continue_url`: opens the hosted page of one checkout, once. The secret stands in the fragment, which browsers do not
 * send to servers or in referrers. It is derived, not stored; using it makes it, and every copy, worthless.
 */
export class PageLinks {
  readonly #store: Store;
  readonly #publicUrl: string;
  readonly #hash: KeyedHash;

  constructor(deps: { store: Store; publicUrl: string; hash: KeyedHash }) {
    this.#store = deps.store;
    this.#publicUrl = deps.publicUrl;
    this.#hash = deps.hash;
  }

  url(checkout: Checkout): string {
    return `${this.#publicUrl}/checkout#${this.#secret(checkout._id, checkout.pageNonce)}`;
  }

  /** @throws CommerceError `not_found` for a link that is wrong, used or out of date */
  async exchange(secret: string): Promise<{ checkoutId: string }> {
    const stale = new CommerceError(
      'not_found',
      'This link has been used or is out of date. Ask for a new one.',
    );
    const match = SECRET.exec(secret);
    if (!match) throw stale;
    const [, checkoutId, nonce] = match;
    const expected = Buffer.from(this.#secret(checkoutId!, Number(nonce)));
    const given = Buffer.from(secret);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw stale;
    await this.#store.transaction(async (tx) => {
      const checkout = await tx.get(checkouts, checkoutId!);
      if (checkout?.pageNonce !== Number(nonce)) throw stale;
      await tx.replace(checkouts, { ...checkout, pageNonce: checkout.pageNonce + 1 });
    });
    return { checkoutId: checkoutId! };
  }

  #secret(checkoutId: string, nonce: number): string {
    return `${checkoutId}.${nonce}.${this.#hash(`${checkoutId}.${nonce}`)}`;
  }
}
