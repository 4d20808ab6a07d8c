import { hash } from 'node:crypto';
import { z } from 'zod';
import { documentFields } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import { CommerceError } from '../commerce/errors.ts';
import { defineCollection, type Store } from '../platform/store/port.ts';
import { type Conversation, conversations, type Memory } from './model.ts';

const ProductRef = z.strictObject({ productId: z.string(), variantId: z.string() });

/** Something a customer looked at on the merchant's website. Products are of the catalogue; `url` has no query. */
export const Visit = z.strictObject({
  type: z.enum(['page_viewed', 'product_viewed', 'cart_viewed']),
  at: z.int(),
  product: ProductRef.optional(),
  url: z.string().optional(),
  items: z.array(ProductRef.extend({ quantity: z.int() })).optional(),
});
export type Visit = z.infer<typeof Visit>;

/** What the website told of one conversation, with the customer's consent. `_id` is the conversation's. */
export const WebsiteVisits = z.strictObject({
  ...documentFields,
  /** Visits accepted so far, also those that are no longer kept. */
  received: z.int(),
  /** Hashes of the ids of the last events, so that one that is sent again counts once. */
  ids: z.array(z.string()),
  /** The last ones, the oldest first. */
  visits: z.array(Visit),
});
export type WebsiteVisits = z.infer<typeof WebsiteVisits>;
export const websiteVisits = defineCollection('websiteVisits', WebsiteVisits, {
  byUpdated: { fields: ['updatedAt'] },
});

const KEPT = 20;
/** More than one batch holds. */
const KEPT_IDS = 100;
const MAX_URL = 500;

/** What a website says of a product: its id, that of a variant, or a SKU. */
export interface NamedProduct {
  product_id?: string | undefined;
  sku?: string | undefined;
}
export interface WebsiteEvent extends NamedProduct {
  /** Of the website's choice. */
  id: string;
  type: Visit['type'];
  url?: string | undefined;
  /** Milliseconds, UTC; now when absent or later. */
  at?: number | undefined;
  items?: readonly (NamedProduct & { quantity: number })[] | undefined;
}

export interface VisitsRecorded {
  accepted: number;
  duplicates: number;
  /** Ids of events that name no product of this shop. */
  unknown: string[];
}

/** Context from the merchant's website. It answers nothing and changes nothing that the customer has. */
export class VisitService {
  readonly #store: Store;
  readonly #catalog: Pick<CatalogService, 'find' | 'findVariant'>;
  readonly #now: () => number;

  constructor(deps: {
    store: Store;
    catalog: Pick<CatalogService, 'find' | 'findVariant'>;
    now: () => number;
  }) {
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#now = deps.now;
  }

  /** Keeps the last of them. @throws CommerceError `session_unknown` when the conversation was erased meanwhile */
  async record({ _id }: Pick<Conversation, '_id'>, events: readonly WebsiteEvent[]): Promise<VisitsRecorded> {
    const now = this.#now();
    const resolved = await Promise.all(events.map((event) => this.#visit(event, now)));
    return this.#store.transaction(async (tx) => {
      if (!(await tx.get(conversations, _id)))
        throw new CommerceError('session_unknown', 'This conversation has ended.');
      const stored = await tx.get(websiteVisits, _id);
      const ids = new Set(stored?.ids);
      const result: VisitsRecorded = { accepted: 0, duplicates: 0, unknown: [] };
      const added: Visit[] = [];
      for (const [index, { id }] of events.entries()) {
        const visit = resolved[index];
        const key = hash('sha256', id, 'base64url').slice(0, 16);
        if (ids.has(key)) result.duplicates += 1;
        else if (!visit) result.unknown.push(id);
        else {
          ids.add(key);
          added.push(visit);
        }
      }
      result.accepted = added.length;
      if (added.length === 0) return result;
      const next = {
        received: (stored?.received ?? 0) + added.length,
        ids: [...ids].slice(-KEPT_IDS),
        visits: [...(stored?.visits ?? []), ...added].slice(-KEPT),
      };
      if (stored) await tx.replace(websiteVisits, { ...stored, ...next });
      else await tx.insert(websiteVisits, { _id, ...next });
      return result;
    });
  }

  /** Deletes what was kept: the customer takes the consent back. */
  async forget({ _id }: Pick<Conversation, '_id'>): Promise<void> {
    await this.#store.transaction(async (tx) => {
      const stored = await tx.get(websiteVisits, _id);
      if (stored) await tx.delete(websiteVisits, _id, stored.version);
    });
  }

  /** Undefined when it names a product, and none of this shop's. */
  async #visit(event: WebsiteEvent, now: number): Promise<Visit | undefined> {
    const { type, url, items } = event;
    const visit: Visit = { type, at: Math.min(event.at ?? now, now) };
    if (url !== undefined) visit.url = plainUrl(url);
    if (type === 'product_viewed') {
      const product = await this.#product(event);
      return product && { ...visit, product };
    }
    if (type === 'cart_viewed') {
      const found = await Promise.all(
        (items ?? []).map(async (item) => {
          const product = await this.#product(item);
          return product ? [{ ...product, quantity: item.quantity }] : [];
        }),
      );
      const known = found.flat();
      return known.length === 0 && items?.length ? undefined : { ...visit, items: known };
    }
    return visit;
  }

  async #product({ product_id: id, sku }: NamedProduct): Promise<z.infer<typeof ProductRef> | undefined> {
    for (const name of [sku, id]) {
      const found = name === undefined ? undefined : await this.#catalog.findVariant(name);
      if (found?.product.status === 'active')
        return { productId: found.product._id, variantId: found.variant.id };
    }
    const product = id === undefined ? undefined : await this.#catalog.find(id);
    const [first] = product?.status === 'active' ? product.variants : [];
    return first && { productId: product!._id, variantId: first.id };
  }
}

/** Without query, fragment and credentials: they may hold anything, names and keys too. */
function plainUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, MAX_URL);
}

/** A product looked at since the last turn is what "it" means next. */
export function afterVisits(memory: Memory, seen: WebsiteVisits | undefined): Memory {
  const unread = (seen?.received ?? 0) - (memory.visitsRead ?? 0);
  if (!seen || unread <= 0) return memory;
  const focus = seen.visits.slice(-unread).findLast(({ product }) => product !== undefined)?.product;
  const read = { ...memory, visitsRead: seen.received };
  if (!focus) return read;
  return { ...read, focus, shown: memory.shown.length === 0 ? [focus] : memory.shown };
}
