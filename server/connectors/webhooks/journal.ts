import type { Clock } from '../../platform/clock.ts';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { New, Store, Transaction } from '../../platform/store/port.ts';
import type { Outcome } from './attempt.ts';
import type { Item } from './backlog.ts';
import {
  deliveryId,
  type WebhookCursor,
  type WebhookDelivery,
  type WebhookEndpoint,
  webhookAttempts,
  webhookCursors,
  webhookDeliveries,
  webhookEndpoints,
} from './model.ts';

/** `epoch`: that of the cursor that was loaded. */
type Progress = { epoch: number } & Partial<
  Pick<WebhookCursor, 'sequence' | 'lastSuccessAt' | 'lastFailureAt' | 'lastError'>
>;

export interface Failed {
  item: Item;
  status: WebhookDelivery['status'];
  attempts: number;
  firstAt?: number;
  nextAt: number;
  lastError?: string;
}

export interface JournalDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Runs in the transaction that disables the endpoint, with what is stored of it then. */
  whenDisabled: (tx: Transaction, endpoint: WebhookEndpoint) => Promise<void>;
}

/** What is stored of one endpoint's deliveries. Nothing is written for an endpoint that is gone. */
export class Journal {
  readonly #deps: JournalDeps;
  readonly #endpointId: string;

  constructor(deps: JournalDeps, endpointId: string) {
    this.#deps = deps;
    this.#endpointId = endpointId;
  }

  async load(
    limit: number,
  ): Promise<{ cursor: WebhookCursor | undefined; deliveries: WebhookDelivery[]; dead: Set<number> }> {
    const { store } = this.#deps;
    const cursor = await store.get(webhookCursors, this.#endpointId);
    const sort = { field: 'sequence', direction: 'asc' } as const;
    const deliveries: WebhookDelivery[] = [];
    for (const status of ['waiting', 'parked'] as const)
      deliveries.push(
        ...(await store.find(webhookDeliveries, {
          where: { endpointId: this.#endpointId, status },
          sort,
          limit,
        })),
      );
    const where = { endpointId: this.#endpointId, status: 'dead', sequence: { gt: cursor?.sequence ?? 0 } };
    const dead = await store.find(webhookDeliveries, { where, sort, limit: 10_000 });
    return { cursor, deliveries, dead: new Set(dead.map(({ sequence }) => sequence)) };
  }

  /** How far it came; others may share the commit. */
  async progress(progress: Progress): Promise<void> {
    await this.#write((tx) => this.#putCursor(tx, progress), { patient: true });
  }

  /** One that had failed before was taken. */
  async taken(item: Item, progress: Progress): Promise<void> {
    await this.#write(async (tx) => {
      const row = await tx.get(webhookDeliveries, deliveryId(this.#endpointId, item.eventId));
      if (row) await tx.delete(webhookDeliveries, row._id, row.version);
      await this.#putCursor(tx, progress);
    });
  }

  /** @returns the deliveries as they are stored; empty when the endpoint is gone */
  async failed(
    items: readonly Failed[],
    progress: Progress,
    disable?: WebhookEndpoint['disabledBecause'],
  ): Promise<WebhookDelivery[]> {
    const stored = await this.#write(async (tx) => {
      const rows: WebhookDelivery[] = [];
      for (const failed of items) rows.push(await this.#putDelivery(tx, failed));
      await this.#putCursor(tx, progress);
      if (disable !== undefined) {
        const endpoint = (await tx.get(webhookEndpoints, this.#endpointId))!;
        if (endpoint.status === 'active') {
          const disabled: WebhookEndpoint = { ...endpoint, status: 'disabled', disabledBecause: disable };
          await this.#deps.whenDisabled(tx, await tx.replace(webhookEndpoints, disabled));
        }
      }
      return rows;
    });
    return stored ?? [];
  }

  /** Notes one try for whoever looks for what went wrong. */
  note(item: Item, attempt: number, outcome: Outcome): void {
    const { store, clock, ids } = this.#deps;
    store.append(webhookAttempts, {
      _id: orderedId(ids, 'wha', clock.now()),
      endpointId: this.#endpointId,
      eventId: item.eventId,
      type: item.type,
      subject: item.subject,
      attempt,
      ok: outcome.ok,
      ...(outcome.status !== undefined && { status: outcome.status }),
      ...(!outcome.ok && { error: outcome.error }),
      durationMs: outcome.durationMs,
    });
  }

  async #putDelivery(tx: Transaction, { item, ...state }: Failed): Promise<WebhookDelivery> {
    const { eventId, type, sequence, subject } = item;
    const next: New<WebhookDelivery> = {
      _id: deliveryId(this.#endpointId, eventId),
      endpointId: this.#endpointId,
      ...{ eventId, type, sequence, subject },
      ...state,
    };
    const known = await tx.get(webhookDeliveries, next._id);
    if (!known) return tx.insert(webhookDeliveries, next);
    const { version, createdAt, updatedAt } = known;
    return tx.replace(webhookDeliveries, { ...next, version, createdAt, updatedAt });
  }

  async #putCursor(tx: Transaction, progress: Progress): Promise<void> {
    const known = await tx.get(webhookCursors, this.#endpointId);
    const { sequence, ...rest } = progress;
    if (!known) await tx.insert(webhookCursors, { _id: this.#endpointId, sequence: sequence ?? 0, ...rest });
    else {
      const { epoch } = known;
      const moved = sequence !== undefined && epoch === progress.epoch ? { sequence } : {};
      await tx.replace(webhookCursors, { ...known, ...rest, epoch, ...moved });
    }
  }

  #write<R>(work: (tx: Transaction) => Promise<R>, options?: { patient: boolean }): Promise<R | undefined> {
    return this.#deps.store.transaction(async (tx) => {
      if (!(await tx.get(webhookEndpoints, this.#endpointId))) return undefined;
      return work(tx);
    }, options);
  }
}
