import { products, variantRefs } from '../../../commerce/catalog/model.ts';
import { afterSequence, type DomainEvent, type EventType, events } from '../../../commerce/events/model.ts';
import type { EventRecorder } from '../../../commerce/events/recorder.ts';
import { listPage, type Page, type PageRequest } from '../../../commerce/listing.ts';
import type { Transaction } from '../../../platform/store/port.ts';
import { GraphError, OutboundError } from '../graph.ts';
import { CHECK_JOB, checkBatch } from './check.ts';
import {
  CATALOG_ITEM_STATUSES,
  type CatalogItem,
  type CatalogItemStatus,
  type CatalogState,
  channelCatalogItems,
  channelCatalogs,
} from './model.ts';
import { pagesOf } from './pages.ts';
import { type PushDeps, pushProducts } from './push.ts';

export interface CatalogSyncDeps extends PushDeps {
  /** Of the channel. */
  name: string;
  events: Pick<EventRecorder, 'on' | 'last'>;
}

const SYNC_JOB = 'whatsapp.catalog';
/** Changes are gathered for so long. */
const GATHER_MS = 30_000;
/** Events are kept for thirty days: what is further back is not known. */
const LOG_MS = 25 * 86_400_000;
const EVENTS_AT_ONCE = 1000;
const FOLLOWED = [
  'product.created',
  'product.updated',
  'product.deleted',
  'price.changed',
  'stock.changed',
] as const satisfies readonly EventType[];
const isFollowed = (type: string): boolean => (FOLLOWED as readonly string[]).includes(type);
/** Meta asks for patience, or is not well; the last two are the catalogue's own. */
const PASSING = new Set([1, 2, 4, 17, 32, 80_004, 80_009, 80_014]);

export interface CatalogReport {
  catalogId: string;
  items: Record<CatalogItemStatus, number>;
  /** While all of it is gone through: products. */
  full?: { done: number; total: number };
  fullAt?: number;
  pushedAt?: number;
  trouble?: { message: string; at: number };
}

/**
 * Keeps the catalogue at Meta as the shop's is. What changed is read from the log of events, in the order of commits, and sent
 * half a minute later; where nothing is known of Meta's catalogue, all of it is sent. A crash repeats at most what was on its way.
 */
export class CatalogSync {
  readonly #deps: CatalogSyncDeps;

  constructor(deps: CatalogSyncDeps) {
    this.#deps = deps;
    for (const type of FOLLOWED) deps.events.on(type, (tx) => this.#soon(tx));
    deps.jobs.handle(SYNC_JOB, (_job, signal) => this.#run(signal), { atOnce: 1 });
    deps.jobs.handle(CHECK_JOB, (job, signal) => checkBatch(deps, job, signal), { atOnce: 2 });
  }

  /** Takes up what happened while nobody looked. */
  async start(): Promise<void> {
    await this.#deps.store.transaction((tx) => this.#soon(tx));
  }

  /** Has the whole catalogue sent, also what Meta has; one that is under way goes on. */
  async sendAll(): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const { trouble: _before, ...state } = await this.#stateIn(tx);
      await tx.replace(channelCatalogs, { ...state, full: state.full ?? (await this.#begin(tx)) });
      await this.#wake(tx);
    });
  }

  async report(): Promise<CatalogReport> {
    const { store, name, meta } = this.#deps;
    const state = await store.get(channelCatalogs, name);
    const counts = await Promise.all(
      CATALOG_ITEM_STATUSES.map((status) => store.count(channelCatalogItems, { status })),
    );
    const { full, fullAt, pushedAt, trouble } = state ?? {};
    return {
      catalogId: meta.catalogId,
      items: Object.fromEntries(
        CATALOG_ITEM_STATUSES.map((status, at) => [status, counts[at]!]),
      ) as CatalogReport['items'],
      ...(full && { full: { done: full.done, total: full.total } }),
      ...(fullAt !== undefined && { fullAt }),
      ...(pushedAt !== undefined && { pushedAt }),
      ...(trouble && { trouble }),
    };
  }

  /** What changed last, first. */
  items(status: CatalogItemStatus, page: PageRequest): Promise<Page<CatalogItem>> {
    const sort = { field: 'updatedAt', direction: 'desc' } as const;
    return listPage(this.#deps.store, channelCatalogItems, { where: { status }, sort }, page);
  }

  async #soon(tx: Transaction): Promise<void> {
    const at = Math.floor(this.#deps.clock.now() / GATHER_MS) + 1;
    await this.#deps.jobs.enqueue(tx, {
      ...{ kind: SYNC_JOB, partition: SYNC_JOB, payload: {} },
      ...{ key: String(at), runAt: at * GATHER_MS },
    });
  }

  #wake(tx: Transaction): Promise<void> {
    return this.#deps.jobs.enqueue(tx, { kind: SYNC_JOB, partition: SYNC_JOB, payload: {} });
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#deps;
    try {
      const state = await store.transaction((tx) => this.#stateIn(tx));
      if (state.full) await this.#all(state, signal);
      await this.#changes(signal);
      await this.#change(({ trouble: _over, ...rest }) => rest);
    } catch (error) {
      if (!(error instanceof GraphError || error instanceof OutboundError)) throw error;
      const message = troubleOf(error);
      await this.#change((stored) => ({ ...stored, trouble: { message, at: clock.now() } }));
      if (!(error instanceof GraphError) || PASSING.has(error.code) || error.code < 0) throw error;
      // The merchant has to mend it; the next change, or a wish of theirs, tries again.
    }
  }

  /** Products by id, from where it stopped; then what the shop has no more. */
  async #all(state: CatalogState, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#deps;
    if (state.full?.foreign) await this.#forget();
    for await (const page of pagesOf(store, products, {}, state.full?.after)) {
      await this.#push(
        page.map(({ _id }) => _id),
        signal,
        true,
      );
      await this.#change(({ full, ...rest }) => ({
        ...rest,
        ...(full && { full: { ...full, after: page.at(-1)!._id, done: full.done + page.length } }),
      }));
    }
    for await (const page of pagesOf(store, channelCatalogItems)) {
      const owners = [...new Set(page.map(({ productId }) => productId))];
      const there = new Set((await store.getMany(products, owners)).map(({ _id }) => _id));
      await this.#push(
        owners.filter((id) => !there.has(id)),
        signal,
      );
    }
    await this.#change(({ full: _done, ...rest }) => ({ ...rest, fullAt: clock.now() }));
  }

  async #forget(): Promise<void> {
    const { store } = this.#deps;
    for await (const page of pagesOf(store, channelCatalogItems))
      await store.transaction(async (tx) => {
        for (const { _id } of page) {
          const item = await tx.get(channelCatalogItems, _id);
          if (item) await tx.delete(channelCatalogItems, _id, item.version);
        }
      });
    await this.#change(({ full: { foreign: _done, ...full } = NONE, ...rest }) => ({ ...rest, full }));
  }

  async #changes(signal: AbortSignal): Promise<void> {
    const { store, name } = this.#deps;
    for (;;) {
      const { sequence } = (await store.get(channelCatalogs, name))!;
      const found = await store.find(events, {
        where: { _id: { gte: afterSequence(sequence) } },
        limit: EVENTS_AT_ONCE,
      });
      const last = found.at(-1);
      if (!last) return;
      await this.#push(await this.#productsOf(found.filter(({ type }) => isFollowed(type))), signal);
      await this.#change((stored) => ({ ...stored, sequence: last.sequence }));
      if (found.length < EVENTS_AT_ONCE) return;
    }
  }

  async #productsOf(found: readonly DomainEvent[]): Promise<string[]> {
    const named = found.flatMap(({ data }) =>
      data.product_id === undefined ? [] : [String(data.product_id)],
    );
    const variants = found.flatMap(({ type, data }) =>
      type === 'stock.changed' ? [String(data.variant_id)] : [],
    );
    const refs = await this.#deps.store.getMany(variantRefs, [...new Set(variants)]);
    return [...new Set([...named, ...refs.map(({ productId }) => productId)])];
  }

  async #push(productIds: readonly string[], signal: AbortSignal, again = false): Promise<void> {
    if (productIds.length === 0) return;
    const sent = await pushProducts(this.#deps, productIds, signal, again);
    const pushedAt = this.#deps.clock.now();
    if (sent > 0) await this.#change((stored) => ({ ...stored, pushedAt }));
  }

  /** Where nothing is known of this catalogue, or too little, all of it is to be sent. */
  async #stateIn(tx: Transaction): Promise<CatalogState> {
    const { name, meta, clock } = this.#deps;
    const known = await tx.get(channelCatalogs, name);
    const { catalogId } = meta;
    if (known?.catalogId === catalogId) {
      if (known.full || known.updatedAt > clock.now() - LOG_MS) return known;
      return tx.replace(channelCatalogs, { ...known, full: await this.#begin(tx) });
    }
    const full = await this.#begin(tx);
    const fresh = { _id: name, catalogId, sequence: this.#deps.events.last };
    if (!known) return tx.insert(channelCatalogs, { ...fresh, full });
    const { version, createdAt, updatedAt } = known;
    return tx.replace(channelCatalogs, {
      ...{ ...fresh, version, createdAt, updatedAt },
      full: { ...full, foreign: true },
    });
  }

  async #begin(tx: Transaction): Promise<NonNullable<CatalogState['full']>> {
    return { done: 0, total: await tx.count(products), startedAt: this.#deps.clock.now() };
  }

  async #change(change: (stored: CatalogState) => CatalogState): Promise<void> {
    const { store, name } = this.#deps;
    await store.transaction(
      async (tx) => {
        const stored = await tx.get(channelCatalogs, name);
        if (stored) await tx.replace(channelCatalogs, change(stored));
      },
      { patient: true },
    );
  }
}

const NONE: NonNullable<CatalogState['full']> = { done: 0, total: 0, startedAt: 0 };

function troubleOf(error: GraphError | OutboundError): string {
  if (!(error instanceof GraphError)) return error.message;
  if (error.code === 190) return 'Meta does not take the token';
  if (error.code === 10 || (error.code >= 200 && error.code < 300))
    return 'the token lacks catalog_management, or the catalogue is not shared with its system user';
  if (error.code === 100) return 'Meta knows no catalogue of this id, or does not show it to this token';
  return error.message;
}
