import { isDeepStrictEqual } from 'node:util';
import { type CurrentPrice, type Product, products } from '../catalog/model.ts';
import { availableAt } from '../inventory/allocation.ts';
import { stockLevels } from '../inventory/model.ts';
import type { EventDraft } from './model.ts';
import { changedFields, snakeCase, source } from './source.ts';

const productSubject = (id: string): string => `product/${id}`;

export const productSource = source(products, ({ before, after }) => {
  const { _id: id } = (after ?? before)!;
  const draft = (type: EventDraft['type'], data: object = {}): EventDraft => ({
    type,
    subject: productSubject(id),
    data: { product_id: id, ...data },
  });
  if (!after) return [draft('product.deleted')];
  if (!before)
    return [draft('product.created', { status: after.status, variant_ids: after.variants.map((v) => v.id) })];
  const changed = changedFields(before, after, ['variants']);
  if (!isDeepStrictEqual(withoutPrices(before), withoutPrices(after))) changed.push('variants');
  return [
    ...(changed.length > 0
      ? [draft('product.updated', { status: after.status, changed: snakeCase(changed) })]
      : []),
    ...priceChanges(before, after),
  ];
});

const withoutPrices = ({ variants }: Product) => variants.map(({ prices: _, ...variant }) => variant);

/** Of variants that were there before: what a new one costs is news of the product. */
function priceChanges(before: Product, after: Product): EventDraft[] {
  return after.variants.flatMap((variant) => {
    const known = before.variants.find(({ id }) => id === variant.id);
    if (!known || known.prices === variant.prices) return [];
    const gone = known.prices.filter((old) => !variant.prices.some((price) => sameOffer(old, price)));
    const changes = [
      ...variant.prices.flatMap((price) => {
        const old = known.prices.find((one) => sameOffer(one, price));
        return old?.priceId === price.priceId ? [] : [{ ...offer(price), price: terms(price), ...was(old) }];
      }),
      ...gone.map((old) => ({ ...offer(old), ...was(old) })),
    ];
    if (changes.length === 0) return [];
    const data = { product_id: after._id, variant_id: variant.id, prices: changes };
    return [{ type: 'price.changed' as const, subject: productSubject(after._id), data }];
  });
}

const sameOffer = (a: CurrentPrice, b: CurrentPrice): boolean =>
  a.market === b.market && a.customerGroup === b.customerGroup;
const offer = ({ market, customerGroup }: CurrentPrice) => ({
  market,
  ...(customerGroup !== undefined && { customer_group: customerGroup }),
});
const terms = ({ amount, currency, compareAt, priceVersion }: CurrentPrice) => ({
  amount,
  currency,
  ...(compareAt !== undefined && { compare_at: compareAt }),
  price_version: priceVersion,
});
const was = (old: CurrentPrice | undefined) => (old ? { previous: terms(old) } : {});

export const stockSource = source(stockLevels, ({ before, after, all }) => {
  const level = (after ?? before)!;
  const available = after ? availableAt(after) : 0;
  const previous = before ? availableAt(before) : 0;
  if (available === previous && before?.onHand === after?.onHand) return [];
  // Where the variant itself is new, that is news of its product.
  if (!before && all.some((change) => isNewWith(change, level.variantId))) return [];
  return [
    {
      type: 'stock.changed',
      subject: `variant/${level.variantId}`,
      data: {
        variant_id: level.variantId,
        location: level.locationId,
        on_hand: after?.onHand ?? 0,
        available,
        previous_available: previous,
      },
    },
  ];
});

const isNewWith = (
  { collection, before, after }: { collection: string; before?: unknown; after?: unknown },
  variantId: string,
): boolean =>
  collection === products.name &&
  before === undefined &&
  (after as Product).variants.some(({ id }) => id === variantId);
