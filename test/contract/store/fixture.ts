import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../../../server/platform/clock.ts';
import { defineCollection, type New, type Store } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';

const head = { _id: z.string(), version: z.int(), createdAt: z.int(), updatedAt: z.int() };

export const Parcel = z.strictObject({
  ...head,
  label: z.string().optional(),
  weight: z.number().nullable().optional(),
  fragile: z.boolean().optional(),
  to: z.strictObject({ city: z.string(), zip: z.string().optional() }).optional(),
  notes: z.record(z.string(), z.string()).optional(),
});
export type Parcel = z.infer<typeof Parcel>;
export const parcels = defineCollection('parcels', Parcel, {
  byLabel: { fields: ['label'], unique: true, sparse: true },
  byWeight: { fields: ['weight'] },
  byCity: { fields: ['to.city', 'weight'] },
  byFragile: { fields: ['fragile'] },
  byUpdated: { fields: ['updatedAt'] },
});

export const Seat = z.strictObject({ ...head, hall: z.string(), row: z.int().optional(), taken: z.int() });
export const seats = defineCollection('seats', Seat, { byPlace: { fields: ['hall', 'row'], unique: true } });

export const testCollections = [parcels, seats];

/** A store for each test, closed after it. */
export function useStore(open: OpenStore) {
  const context = {} as {
    store: Store;
    clock: ManualClock;
    add(...documents: New<Parcel>[]): Promise<Parcel[]>;
  };
  beforeEach(async () => {
    context.clock = new ManualClock();
    context.store = await open({ clock: context.clock, collections: testCollections });
    context.add = (...documents) =>
      context.store.transaction(async (tx) => {
        const added: Parcel[] = [];
        for (const document of documents) added.push(await tx.insert(parcels, document));
        return added;
      });
  });
  afterEach(() => context.store.close());
  return context;
}
