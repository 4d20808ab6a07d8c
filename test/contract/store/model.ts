import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../server/platform/clock.ts';
import { ConflictError, DuplicateKeyError, type Transaction } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';
import { type Parcel, parcels, testCollections } from './fixture.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'é', '😀');
const fields = fc.record(
  {
    label: fc.constantFrom('x', 'y', 'z'),
    weight: fc.option(fc.constantFrom(-1, 0, 0.5, 2, 1e15)),
    fragile: fc.boolean(),
    to: fc.record({ city: fc.constantFrom('P', 'Q') }),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), id, fields }),
  fc.record({ kind: fc.constant('replace' as const), id, fields, stale: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), id, stale: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const works = fc.array(fc.record({ steps: fc.array(step, { maxLength: 5 }), fails: fc.boolean() }), {
  maxLength: 12,
});

/** What the store should do, on a plain Map; answers how the step should end. */
function applyToModel(model: Map<string, Parcel>, move: Step, now: number): string {
  const current = model.get(move.id);
  if (move.kind === 'insert') {
    if (current || labelTaken(model, move.id, move.fields.label)) return 'duplicate';
    model.set(move.id, { _id: move.id, ...move.fields, version: 1, createdAt: now, updatedAt: now });
    return 'ok';
  }
  if (!current || move.stale) return 'conflict';
  if (move.kind === 'delete') {
    model.delete(move.id);
    return 'ok';
  }
  if (labelTaken(model, move.id, move.fields.label)) return 'duplicate';
  const { version, createdAt } = current;
  model.set(move.id, { _id: move.id, ...move.fields, version: version + 1, createdAt, updatedAt: now });
  return 'ok';
}

const labelTaken = (model: Map<string, Parcel>, self: string, label: string | undefined) =>
  label !== undefined && [...model.values()].some((other) => other._id !== self && other.label === label);

async function applyToStore(tx: Transaction, move: Step): Promise<string> {
  try {
    if (move.kind === 'insert') await tx.insert(parcels, { _id: move.id, ...move.fields });
    else {
      const version = ((await tx.get(parcels, move.id))?.version ?? 1) + (move.stale ? 1 : 0);
      if (move.kind === 'delete') await tx.delete(parcels, move.id, version);
      else await tx.replace(parcels, { _id: move.id, ...move.fields, version, createdAt: 0, updatedAt: 0 });
    }
    return 'ok';
  } catch (error) {
    if (error instanceof DuplicateKeyError) return 'duplicate';
    if (error instanceof ConflictError) return 'conflict';
    throw error;
  }
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byId = (a: Parcel, b: Parcel) => byBytes(a._id, b._id);
const byWeight = (a: Parcel, b: Parcel) =>
  (a.weight ?? Number.NEGATIVE_INFINITY) - (b.weight ?? Number.NEGATIVE_INFINITY) || byId(a, b);

export function testModel(open: OpenStore, numRuns: number): void {
  describe('any sequence of works', () => {
    it('leaves the store as it leaves a plain map', async () => {
      const property = fc.asyncProperty(works, fc.boolean(), async (plan, atOnce) => {
        const clock = new ManualClock();
        const store = await open({ clock, collections: testCollections });
        let model = new Map<string, Parcel>();
        const run = ({ steps, fails }: (typeof plan)[number]) =>
          store.transaction(async (tx) => {
            const draft = new Map(model);
            for (const move of steps) {
              expect(await applyToStore(tx, move)).toBe(applyToModel(draft, move, clock.now()));
            }
            expect(await tx.find(parcels)).toEqual([...draft.values()].sort(byId));
            if (fails) throw new Error('rolled back');
            model = draft;
          });
        const finish = (work: Promise<void>) =>
          work.catch((error: Error) => {
            if (error.message !== 'rolled back') throw error;
          });
        if (atOnce) await Promise.all(plan.map((work) => finish(run(work))));
        else for (const work of plan) await finish(run(work));

        const all = [...model.values()];
        expect(await store.find(parcels)).toEqual(all.sort(byId));
        const sorted = await store.find(parcels, { sort: { field: 'weight', direction: 'asc' } });
        expect(sorted).toEqual([...all].sort(byWeight));
        const light = all.filter((parcel) => typeof parcel.weight === 'number' && parcel.weight < 2);
        expect(await store.find(parcels, { where: { weight: { lt: 2 } } })).toEqual(light.sort(byId));
        const toP = all.filter((parcel) => parcel.to?.city === 'P');
        expect(await store.count(parcels, { 'to.city': 'P' })).toBe(toP.length);
        expect(
          await store.getMany(
            parcels,
            all.map((parcel) => parcel._id),
          ),
        ).toEqual(all);
        await store.close();
      });
      await fc.assert(property, { numRuns });
    });
  });
}
