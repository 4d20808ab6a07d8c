import type { CatalogService } from '../../../commerce/catalog/service.ts';
import type { InventoryService } from '../../../commerce/inventory/service.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Jobs } from '../../../platform/jobs/port.ts';
import type { New, Store, Transaction } from '../../../platform/store/port.ts';
import { LIMITS } from '../limits.ts';
import { type CatalogOptions, pushCatalog } from './batches.ts';
import { CHECK_JOB, FIRST_CHECK_MS } from './check.ts';
import type { CatalogView } from './items.ts';
import { type CatalogItem, channelCatalogItems } from './model.ts';
import { planProduct, type Step } from './plan.ts';

export interface PushDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  meta: CatalogOptions;
  catalog: Pick<CatalogService, 'find'>;
  inventory: Pick<InventoryService, 'availability'>;
  /** How products are shown there, but for their stock. */
  view: () => Promise<Omit<CatalogView, 'isAvailable'>>;
}

/** So many items are noted in one transaction. */
const NOTED_AT_ONCE = 500;
const NOTHING_TAKEN = 'Meta took nothing of the batch that it was in';

/**
 * Brings products to Meta as they are now, and notes what was sent. The same may be pushed again.
 * @param again also what Meta has already
 * @returns how many items were sent
 * @throws GraphError, OutboundError, or the reason of the signal; what was sent before is noted
 */
export async function pushProducts(
  deps: PushDeps,
  productIds: readonly string[],
  signal: AbortSignal,
  again = false,
): Promise<number> {
  const steps = await planned(deps, productIds, again);
  const silent = steps.filter(({ request }) => !request);
  await note(
    deps,
    silent.map((step) => ({ step })),
  );
  const asking = steps.filter(({ request }) => request);
  for (let from = 0; from < asking.length; from += LIMITS.catalogBatch) {
    const batch = asking.slice(from, from + LIMITS.catalogBatch);
    const { handles, problems } = await pushCatalog(
      deps.meta,
      batch.map(({ request }) => request!),
      signal,
    );
    const refused = new Map(problems.map(({ retailerId, message }) => [retailerId, message]));
    const handle = handles[0];
    const outcomes = batch.map((step) => {
      const problem = refused.get(step.variantId) ?? (handle === undefined ? NOTHING_TAKEN : undefined);
      return { step, handle, ...(problem !== undefined && { problem }) };
    });
    await note(deps, outcomes, handle);
  }
  return asking.length;
}

async function planned(deps: PushDeps, productIds: readonly string[], again: boolean): Promise<Step[]> {
  const { store, catalog, inventory } = deps;
  const view = await deps.view();
  const ids = [...new Set(productIds)];
  const products = await Promise.all(ids.map((id) => catalog.find(id)));
  const known: CatalogItem[] = [];
  for (let from = 0; from < ids.length; from += 100) {
    const some = ids.slice(from, from + 100);
    known.push(
      ...(await store.find(channelCatalogItems, { where: { productId: { in: some } }, limit: 10_000 })),
    );
  }
  const items = Map.groupBy(known, ({ productId }) => productId);
  const stock = await inventory.availability(
    products.flatMap((product) => product?.variants.map(({ id }) => id) ?? []),
  );
  const isAvailable = (id: string): boolean => (stock.get(id)?.available ?? 0) > 0;
  return ids.flatMap((id, at) =>
    planProduct(id, products[at], items.get(id) ?? [], { ...view, isAvailable }, again),
  );
}

interface Outcome {
  step: Step;
  handle?: string | undefined;
  /** Why Meta refused it at once. */
  problem?: string;
}

async function note(
  { store, jobs, clock }: PushDeps,
  outcomes: readonly Outcome[],
  handle?: string,
): Promise<void> {
  for (let from = 0; from < outcomes.length; from += NOTED_AT_ONCE)
    await store.transaction(
      async (tx) => {
        for (const outcome of outcomes.slice(from, from + NOTED_AT_ONCE)) await noteOne(tx, outcome);
      },
      { patient: true },
    );
  if (handle === undefined) return;
  const runAt = clock.now() + FIRST_CHECK_MS;
  await store.transaction((tx) =>
    jobs.enqueue(tx, { kind: CHECK_JOB, key: handle, payload: { handle, looks: 0 }, runAt }),
  );
}

async function noteOne(tx: Transaction, { step, handle, problem }: Outcome): Promise<void> {
  const { variantId, productId, request, hash, leftOut } = step;
  const known = await tx.get(channelCatalogItems, variantId);
  const isDeleted = request?.method !== 'UPDATE';
  if (isDeleted && leftOut === undefined) {
    if (known) await tx.delete(channelCatalogItems, variantId, known.version);
    return;
  }
  const next: New<CatalogItem> = isDeleted
    ? { _id: variantId, productId, status: 'left_out', there: false, reason: leftOut! }
    : {
        ...{ _id: variantId, productId, hash: hash!, there: known?.there ?? false },
        ...(problem === undefined
          ? { status: 'sent' as const, handle: handle! }
          : { status: 'refused' as const, reason: problem }),
      };
  if (!known) await tx.insert(channelCatalogItems, next);
  else {
    const { version, createdAt, updatedAt } = known;
    await tx.replace(channelCatalogItems, { ...next, version, createdAt, updatedAt });
  }
}
