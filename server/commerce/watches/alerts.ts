import { defineGuard } from '../../platform/guard.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { localized, variantRefs } from '../catalog/model.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { DomainEvent } from '../events/model.ts';
import type { EventRecorder } from '../events/recorder.ts';
import type { InventoryService } from '../inventory/service.ts';
import { format } from '../money.ts';
import type { Notification, Notifier } from '../notifier.ts';
import { type ProductWatch, productWatches, suppressions } from './model.ts';
import { holds, lowestPrice } from './rules.ts';
import type { WatchService } from './service.ts';

const optedOut = defineGuard(
  'watch:opt_out_mail',
  'Who wants no emails gets none, not even one that waits to be sent.',
);

/** Looks whether what watches of a product wait for is so. */
export const LOOK_JOB = 'watch.look';
/** Sends one email about a watch. */
export const MAIL_JOB = 'watch.mail';

export interface WatchAlertDeps {
  store: Store;
  jobs: Jobs;
  notifier: Notifier;
  events: EventRecorder;
  catalog: CatalogService;
  inventory: InventoryService;
  watches: WatchService;
  shopName: () => Promise<string>;
  publicUrl: string;
}

const PAGE = 500;

/** Looks at a product's watches when its stock comes back or a price changes, and sends what follows. */
export function handleWatches(deps: WatchAlertDeps): void {
  const { events, jobs } = deps;
  events.on('stock.changed', async (tx, { data, _id }) => {
    if (Number(data.available) <= 0 || Number(data.previous_available) > 0) return;
    const ref = await tx.get(variantRefs, String(data.variant_id));
    if (ref) await lookSoon(tx, jobs, ref.productId, _id);
  });
  const ofProduct = (tx: Transaction, { data, _id }: DomainEvent) =>
    lookSoon(tx, jobs, String(data.product_id), _id);
  events.on('price.changed', ofProduct);
  events.on('product.updated', ofProduct);
  jobs.handle(LOOK_JOB, ({ payload }) => look(deps, String(payload.productId)));
  jobs.handle(MAIL_JOB, ({ payload }) => mail(deps, payload));
}

async function lookSoon(tx: Transaction, jobs: Jobs, productId: string, eventId: string): Promise<void> {
  const [watch] = await tx.find(productWatches, { where: { productId, status: 'active' }, limit: 1 });
  if (watch) await jobs.enqueue(tx, { kind: LOOK_JOB, key: eventId, payload: { productId } });
}

async function look(deps: WatchAlertDeps, productId: string): Promise<void> {
  const { store, jobs } = deps;
  const isSo = await stateOf(deps, productId);
  if (!isSo) return;
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const page = await store.find(productWatches, {
      where: { productId, status: 'active' },
      sort: { field: 'productId', direction: 'asc' },
      limit: PAGE,
      ...(after && { after }),
    });
    const due = page.filter(isSo);
    if (due.length > 0)
      await store.transaction(async (tx) => {
        for (const { _id } of due)
          await jobs.enqueue(tx, { kind: MAIL_JOB, payload: { watchId: _id, template: 'alert' } });
      });
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { value: productId, _id: last._id };
  }
}

/** Tells of a watch whether what it waits for is so; undefined where the product is gone. */
async function stateOf(
  { catalog, inventory }: Pick<WatchAlertDeps, 'catalog' | 'inventory'>,
  productId: string,
): Promise<((watch: ProductWatch) => boolean) | undefined> {
  const product = await catalog.find(productId);
  if (!product) return undefined;
  const stock = await inventory.availability(product.variants.map(({ id }) => id));
  const available = new Map([...stock].map(([id, entry]) => [id, entry.available]));
  return (watch) => holds(watch, product, available);
}

async function mail(deps: WatchAlertDeps, payload: Record<string, unknown>): Promise<void> {
  const { store, watches } = deps;
  const watch = await store.get(productWatches, String(payload.watchId));
  if (!watch) return;
  if (watch.email === undefined) return tellHere(deps, watch);
  if (optedOut(await store.get(suppressions, watch.emailKey))) return;
  if (payload.template === 'watch_confirm') {
    if (watch.status === 'unconfirmed')
      await send(deps, watch, 'watch_confirm', `watch confirm ${watch._id} ${payload.number}`);
    return;
  }
  if (watch.status !== 'active') return;
  // Sold out again, or dearer, since it was looked at: it goes on waiting.
  const isSo = await stateOf(deps, watch.productId);
  if (!isSo?.(watch)) return;
  const template = watch.kind === 'back_in_stock' ? 'watch_back_in_stock' : 'watch_price_below';
  await send(deps, watch, template, `watch alert ${watch._id}`);
  await watches.sent(watch._id);
}

/** Somebody who is told where they write: what follows from it happens with it. */
async function tellHere(deps: WatchAlertDeps, watch: ProductWatch): Promise<void> {
  if (watch.status !== 'active') return;
  const isSo = await stateOf(deps, watch.productId);
  if (isSo?.(watch)) await deps.watches.sent(watch._id);
}

async function send(
  deps: WatchAlertDeps,
  watch: ProductWatch,
  template: Notification['template'],
  dedupeKey: string,
): Promise<void> {
  const { notifier, catalog, watches, publicUrl } = deps;
  const product = await catalog.find(watch.productId);
  if (!product) return;
  const price = lowestPrice(product, watch);
  const link = watches.linkOf(watch);
  await notifier.send({
    dedupeKey,
    to: { email: watch.email! },
    locale: watch.locale,
    template,
    values: {
      shop: await deps.shopName(),
      product: localized(product.title, watch.locale),
      ...(price && { price: format(price, watch.locale) }),
      ...(watch.below && { below: format(watch.below, watch.locale) }),
      shopUrl: publicUrl,
      watchUrl: link,
      unsubscribeUrl: link,
    },
  });
}
