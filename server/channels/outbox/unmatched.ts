import { createHash } from 'node:crypto';
import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import { defineCollection, type Store, type Transaction } from '../../platform/store/port.ts';
import { type ChannelDelivery, channelDeliveries, DeliveryPart } from './model.ts';
import { correlationOf, readCorrelation } from './parts.ts';
import type { Status } from './statuses.ts';

/**
 * A message by the vendor's id, for statuses that come without what was sent along with the message. `_id` is a hash of channel and
 * id: ids may hold a number of somebody's. With `deliveryId` it is ours; without, nobody knows it, or not yet.
 */
export const ChannelMessage = z.strictObject({
  ...documentFields,
  channel: z.string(),
  deliveryId: z.string().optional(),
  part: z.int().optional(),
  /** What was told before the message was known. */
  told: z
    .strictObject({
      status: z.enum(['sent', 'delivered', 'read', 'failed']),
      /** UTC, milliseconds. */
      at: z.int(),
      error: DeliveryPart.shape.error,
    })
    .optional(),
  /** Something was told of it, and nobody knows it. UTC, milliseconds. */
  unknownSince: z.int().optional(),
});
export type ChannelMessage = z.infer<typeof ChannelMessage>;
export const channelMessages = defineCollection('channelMessages', ChannelMessage, {
  byUnknown: { fields: ['unknownSince', 'channel'], sparse: true },
  byUpdated: { fields: ['updatedAt'] },
});

export interface UnmatchedDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  /** Takes a status that has its correlation. */
  status: (status: Status) => Promise<void>;
}

const TELL_JOB = 'channel.told-before';
/** Statuses come for a week at most; a message may be read long after. */
const KEEP_MS = 30 * 86_400_000;
const BATCH = 500;
const RANK = { sent: 1, failed: 2, delivered: 3, read: 4 } as const;

const idOf = (channel: string, messageId: string): string =>
  createHash('sha256').update(`${channel}\n${messageId}`).digest('hex').slice(0, 32);

/**
 * Finds the message of a status: by what was sent along with it, or by the vendor's id. What is told of a message before the
 * vendor has answered with its id is kept, and counts once it has; what is told of a message that nobody knows is kept and
 * counted.
 */
export class UnmatchedStatuses {
  readonly #deps: UnmatchedDeps;

  constructor(deps: UnmatchedDeps) {
    this.#deps = deps;
    deps.jobs.handle(TELL_JOB, ({ payload }) => this.#toldBefore(String(payload.id)));
  }

  async take(channel: string, status: Status): Promise<void> {
    const { store, clock } = this.#deps;
    const about = readCorrelation(status.correlation);
    if (about && (await store.get(channelDeliveries, about.deliveryId))?.parts[about.part])
      return this.#deps.status(status);
    const _id = idOf(channel, status.messageId);
    const { error, at } = status;
    const told = {
      ...{ status: status.status, at },
      ...(error && {
        error: { class: error.class, code: error.code, message: error.message.slice(0, 500) },
      }),
    };
    const found = await store.transaction(async (tx) => {
      const row = await tx.get(channelMessages, _id);
      if (row?.deliveryId !== undefined) return row;
      if (!row) await tx.insert(channelMessages, { _id, channel, told, unknownSince: clock.now() });
      else if (RANK[told.status] > RANK[row.told?.status ?? 'sent'])
        await tx.replace(channelMessages, { ...row, told });
      return undefined;
    });
    if (found)
      await this.#deps.status({ ...status, correlation: correlationOf(found.deliveryId!, found.part!) });
  }

  /** Notes whose message it is, in the transaction that learns the vendor's id of it. */
  async identified(
    tx: Transaction,
    { _id: deliveryId, channel, parts }: ChannelDelivery,
    part: number,
  ): Promise<void> {
    const messageId = parts[part]?.messageId;
    if (messageId === undefined) return;
    const _id = idOf(channel, messageId);
    const row = await tx.get(channelMessages, _id);
    if (!row) return void (await tx.insert(channelMessages, { _id, channel, deliveryId, part }));
    const { unknownSince: _known, ...rest } = row;
    await tx.replace(channelMessages, { ...rest, deliveryId, part });
    if (row.told) await this.#deps.jobs.enqueue(tx, { kind: TELL_JOB, payload: { id: _id } });
  }

  /** Messages of which something was told since then and which this shop does not know, such as those sent by other means. */
  unknown(channel: string, since: number): Promise<number> {
    return this.#deps.store.count(channelMessages, { channel, unknownSince: { gte: since } });
  }

  /** Forgets what nothing is told of any more. */
  async sweep(): Promise<void> {
    const { store, clock } = this.#deps;
    const where = { updatedAt: { lt: clock.now() - KEEP_MS } };
    for (;;) {
      const gone = await store.transaction(async (tx) => {
        const old = await tx.find(channelMessages, { where, limit: BATCH });
        for (const { _id, version } of old) await tx.delete(channelMessages, _id, version);
        return old.length;
      });
      if (gone < BATCH) return;
    }
  }

  async #toldBefore(id: string): Promise<void> {
    const { store } = this.#deps;
    const row = await store.get(channelMessages, id);
    const delivery =
      row?.deliveryId === undefined ? undefined : await store.get(channelDeliveries, row.deliveryId);
    const messageId = delivery?.parts[row!.part!]?.messageId;
    if (!row?.told || messageId === undefined) return;
    const { error, ...told } = row.told;
    const correlation = correlationOf(delivery!._id, row.part!);
    await this.#deps.status({ kind: 'status', ...told, messageId, correlation, ...(error && { error }) });
  }
}
