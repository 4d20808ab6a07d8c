import type { Ids } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { variantRefs } from '../catalog/model.ts';
import { setPrice } from '../catalog/price.ts';
import type { PriceInput } from '../catalog/product-input.ts';
import { variantId } from '../catalog/rules.ts';
import { CommerceError } from '../errors.ts';
import { stockLevels } from '../inventory/model.ts';
import { stockLevelId } from '../inventory/write.ts';
import type { Shop } from '../shop/model.ts';
import { type FeedUpdate, feedPositions } from './model.ts';

/** `replayed`: this very update was applied before. `stale`: a newer one was. */
export type FeedOutcome = 'applied' | 'replayed' | 'stale';

/** A transaction has fewer updates. */
const MOST_VARIANTS = 10_000;

export interface FeedDeps {
  ids: Ids;
  shop: Shop;
  source: string;
}

/**
 * Applies one update; of one that holds stock and a price, each by its own place in the order of the source.
 * @throws CommerceError `not_found`, `invalid_input`: nothing was written
 */
export async function applyUpdate(
  tx: Transaction,
  deps: FeedDeps,
  update: FeedUpdate,
  variants: VariantIds,
): Promise<FeedOutcome> {
  const variant = variants.get(update.variant);
  if (variant === undefined)
    throw new CommerceError('not_found', `There is no variant "${update.variant}".`, { field: 'variant' });
  const location = update.on_hand === undefined ? undefined : locationOf(deps.shop, update.location);
  // The price first: it is what may still be refused, and then nothing is written.
  const outcomes: FeedOutcome[] = [];
  if (update.price) outcomes.push(await applyPrice(tx, deps, variant, update.price, update.sequence));
  if (location !== undefined)
    outcomes.push(await applyStock(tx, deps.source, variant, location, update.on_hand!, update.sequence));
  if (outcomes.includes('applied')) return 'applied';
  return outcomes.includes('stale') ? 'stale' : 'replayed';
}

/** Ids of variants by what an update calls them. */
export type VariantIds = ReadonlyMap<string, string>;

/** Finds the variants of many updates at once, each by its id or else by its SKU; those that there are not are left out. */
export async function findVariants(tx: Transaction, names: readonly string[]): Promise<VariantIds> {
  const wanted = [...new Set(names)];
  const byId = await tx.find(variantRefs, {
    where: { _id: { in: wanted.map(variantId) } },
    limit: MOST_VARIANTS,
  });
  const ids = new Set(byId.map(({ _id }) => _id));
  const found = new Map<string, string>();
  for (const name of wanted) if (ids.has(variantId(name))) found.set(name, variantId(name));
  const rest = wanted.filter((name) => !found.has(name));
  if (rest.length === 0) return found;
  for (const { _id, sku } of await tx.find(variantRefs, {
    where: { sku: { in: rest } },
    limit: MOST_VARIANTS,
  }))
    if (sku !== undefined) found.set(sku, _id);
  return found;
}

function locationOf({ locations }: Shop, asked: string | undefined): string {
  const known = locations.map(({ id }) => id);
  const only = known.length === 1 ? known[0] : undefined;
  const id = asked ?? only;
  if (id !== undefined && known.includes(id)) return id;
  throw new CommerceError(
    'invalid_input',
    id === undefined
      ? `Say which location: ${known.join(', ')}.`
      : `There is no location "${id}"; use one of: ${known.join(', ')}.`,
    { field: 'location' },
  );
}

async function applyStock(
  tx: Transaction,
  source: string,
  variant: string,
  location: string,
  onHand: number,
  sequence: number,
): Promise<FeedOutcome> {
  const id = stockLevelId(variant, location);
  const level = await tx.get(stockLevels, id);
  if (!level) {
    const feeds = { [source]: sequence };
    await tx.insert(stockLevels, {
      _id: id,
      variantId: variant,
      locationId: location,
      onHand,
      held: 0,
      sold: 0,
      feeds,
    });
    return 'applied';
  }
  const seen = level.feeds && Object.hasOwn(level.feeds, source) ? level.feeds[source] : undefined;
  if (seen !== undefined && sequence <= seen) return sequence === seen ? 'replayed' : 'stale';
  await tx.replace(stockLevels, { ...level, onHand, feeds: { ...level.feeds, [source]: sequence } });
  return 'applied';
}

async function applyPrice(
  tx: Transaction,
  { ids, shop, source }: FeedDeps,
  variant: string,
  price: PriceInput,
  sequence: number,
): Promise<FeedOutcome> {
  const id = JSON.stringify([source, variant, price.market, price.customer_group ?? null]);
  const known = await tx.get(feedPositions, id);
  if (known && sequence <= known.sequence) return sequence === known.sequence ? 'replayed' : 'stale';
  await setPrice(tx, ids, shop, variant, price);
  if (known) await tx.replace(feedPositions, { ...known, sequence });
  else await tx.insert(feedPositions, { _id: id, sequence });
  return 'applied';
}
