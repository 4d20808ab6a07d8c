import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { CommerceError } from '../errors.ts';
import type { KeyedHash } from '../secrets.ts';
import type { Touch } from './credit.ts';

export const MAX_LINK_ITEMS = 20;

export interface BuyLinkItem {
  variantId: string;
  quantity: number;
  /** The price that was shown; another one counts when it has expired. */
  quoteId?: string | undefined;
}

/** Goods to buy, and who recommended them. */
export interface BuyLink {
  /** Whose session opens with it. */
  publisherId?: string | undefined;
  market: string;
  locale: string;
  items: readonly BuyLinkItem[];
  /** Every publisher who worked on these goods. */
  touches: readonly Touch[];
}

/** As it stands in a link: short names would save nothing, short values do. */
const Payload = z.tuple([
  z.string().nullable(),
  z.string(),
  z.string(),
  z.array(z.tuple([z.string(), z.int().positive(), z.string().nullable()])).min(1),
  z.array(z.tuple([z.string(), z.int(), z.int()])),
]);

const TOKEN = /^([\w-]{8,6000})\.([\w-]{22})$/;

/**
 * Links to a cart that fills itself: everything is in the link, signed, so that making one stores nothing, and nobody changes
 * goods or publisher. A link has no end; its price has.
 */
export class BuyLinks {
  readonly #publicUrl: string;
  readonly #hash: KeyedHash;
  constructor(deps: { publicUrl: string; hash: KeyedHash }) {
    this.#publicUrl = deps.publicUrl;
    this.#hash = deps.hash;
  }

  /** An address of the shop, or one elsewhere, as others can open it. */
  absolute(address: string): string {
    return /^https?:\/\//.test(address) ? address : `${this.#publicUrl}/${address.replace(/^\/+/, '')}`;
  }

  /** @throws CommerceError `invalid_input` for too many goods */
  url(link: BuyLink): string {
    if (link.items.length > MAX_LINK_ITEMS)
      throw new CommerceError('invalid_input', `A buy link holds at most ${MAX_LINK_ITEMS} kinds of goods.`);
    const payload: z.input<typeof Payload> = [
      link.publisherId ?? null,
      link.market,
      link.locale,
      link.items.map(({ variantId, quantity, quoteId }) => [variantId, quantity, quoteId ?? null]),
      link.touches.map(({ publisherId, firstAt, lastAt }) => [publisherId, firstAt, lastAt]),
    ];
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${this.#publicUrl}/buy/${body}.${this.#mac(body)}`;
  }

  /**
   * @param link the whole link, or what stands in it after `/buy/`
   * @throws CommerceError `not_found` for what was not made here or was altered
   */
  read(link: string): BuyLink {
    const [, body = '', mac = ''] = TOKEN.exec(link.trim().replace(/^.*\/buy\//, '')) ?? [];
    const expected = this.#mac(body);
    if (mac.length !== expected.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(expected)))
      throw new CommerceError('not_found', 'This is no buy link of this shop. Copy the whole link again.', {
        field: 'link',
      });
    const payload: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
    const [publisherId, market, locale, items, touches] = Payload.parse(payload);
    return {
      ...(publisherId !== null && { publisherId }),
      market,
      locale,
      items: items.map(([variantId, quantity, quoteId]) => ({
        variantId,
        quantity,
        ...(quoteId !== null && { quoteId }),
      })),
      touches: touches.map(([id, firstAt, lastAt]) => ({ publisherId: id, firstAt, lastAt })),
    };
  }

  #mac(body: string): string {
    return this.#hash(body).slice(0, 22);
  }
}
