import { describe, expect, it } from 'vitest';
import type { Change } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';
import { parcels, useStore } from './fixture.ts';

export function testFeeds(open: OpenStore): void {
  describe('commits', () => {
    const at = useStore(open);
    const record = () => {
      const seen: string[] = [];
      const stop = at.store.onCommit((changes: readonly Change[]) => {
        for (const change of changes) {
          seen.push(`${change.collection}/${change._id} ${change.kind} ${change.document?.version ?? '-'}`);
        }
      });
      return { seen, stop };
    };

    it('are told in order, with the documents, before their callers go on', async () => {
      const { seen } = record();
      const [parcel] = await at.add({ _id: 'a' });
      expect(seen).toEqual(['parcels/a insert 1']);
      await at.store.transaction(async (tx) => {
        const next = await tx.replace(parcels, { ...parcel!, weight: 2 });
        await tx.delete(parcels, 'a', next.version);
      });
      expect(seen).toEqual(['parcels/a insert 1', 'parcels/a replace 2', 'parcels/a delete -']);
    });

    it('carry the document as it was stored', async () => {
      const documents: unknown[] = [];
      at.store.onCommit((changes) => documents.push(...changes.map((change) => change.document)));
      const [parcel] = await at.add({ _id: 'a', weight: 1, notes: { k: 'v' } });
      expect(documents).toEqual([parcel]);
    });

    it('say nothing of what was rolled back or refused', async () => {
      const { seen } = record();
      const failing = at.store.transaction(async (tx) => {
        await tx.insert(parcels, { _id: 'lost' });
        throw new Error('no');
      });
      await Promise.allSettled([failing, at.add({ _id: 'kept' })]);
      await at.store.transaction((tx) => tx.insert(parcels, { _id: 'kept' }).catch(() => {}));
      await at.store.transaction((tx) => tx.get(parcels, 'kept'));
      expect(seen).toEqual(['parcels/kept insert 1']);
    });

    it('reach every listener although one throws, and none that has stopped', async () => {
      const first = record();
      at.store.onCommit(() => {
        throw new Error('a listener of bad manners');
      });
      const second = record();
      await at.add({ _id: 'a' });
      first.stop();
      await at.add({ _id: 'b' });
      expect(first.seen).toHaveLength(1);
      expect(second.seen).toHaveLength(2);
    });
  });

  describe('appended rows', () => {
    const at = useStore(open);

    it('are there after a flush, and told as commits', async () => {
      const told: string[] = [];
      at.store.onCommit((changes) => told.push(...changes.map((change) => change._id)));
      for (let n = 0; n < 1200; n += 1)
        at.store.append(parcels, { _id: `p${String(n).padStart(4, '0')}`, weight: n });
      await at.store.flush();
      expect(await at.store.count(parcels)).toBe(1200);
      expect(told).toHaveLength(1200);
      expect(await at.store.get(parcels, 'p0007')).toMatchObject({
        version: 1,
        weight: 7,
        createdAt: at.clock.now(),
      });
    });

    it('never throw, and one that cannot be stored leaves the others alone', async () => {
      await at.add({ _id: 'taken' });
      at.store.append(parcels, { _id: 'a' });
      at.store.append(parcels, { _id: 'taken' });
      at.store.append(parcels, { _id: 'wrong', weight: 'x' as unknown as number });
      at.store.append(parcels, { _id: 'b' });
      await at.store.flush();
      expect((await at.store.find(parcels)).map((parcel) => parcel._id)).toEqual(['a', 'b', 'taken']);
    });

    it('are as they were when they were appended', async () => {
      const notes = { k: 'then' };
      at.store.append(parcels, { _id: 'a', notes });
      notes.k = 'later';
      await at.store.flush();
      expect((await at.store.get(parcels, 'a'))!.notes).toEqual({ k: 'then' });
    });
  });
}
