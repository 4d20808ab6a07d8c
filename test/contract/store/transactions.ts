import { describe, expect, it } from 'vitest';
import { StoreClosedError, TransactionEndedError } from '../../../server/platform/store/errors.ts';
import { DuplicateKeyError, type Transaction } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';
import { parcels, seats, useStore } from './fixture.ts';

export function testTransactions(open: OpenStore): void {
  describe('transactions', () => {
    const at = useStore(open);

    it('stores all of a work or nothing', async () => {
      const failing = at.store.transaction(async (tx) => {
        await tx.insert(parcels, { _id: 'a' });
        await tx.insert(seats, { _id: 's', hall: 'H', taken: 0 });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await at.store.count(parcels)).toBe(0);
      expect(await at.store.count(seats)).toBe(0);
    });

    it('rejects when the work throws before its first promise', async () => {
      const throwing = at.store.transaction((): Promise<void> => {
        throw new Error('at once');
      });
      await expect(throwing).rejects.toThrow('at once');
    });

    it('answers what the work answers, and lets it see its own writes', async () => {
      const seen = await at.store.transaction(async (tx) => {
        await tx.insert(parcels, { _id: 'a', weight: 1 });
        const first = await tx.get(parcels, 'a');
        await tx.replace(parcels, { ...first!, weight: 2 });
        const found = await tx.find(parcels, { where: { weight: 2 } });
        const many = await tx.getMany(parcels, ['a']);
        return [found[0]?.version, many.length, await tx.count(parcels)];
      });
      expect(seen).toEqual([2, 1, 1]);
    });

    it('lets a work go on after a key was taken', async () => {
      await at.add({ _id: 'a', label: 'A' });
      const outcome = await at.store.transaction(async (tx) => {
        const error = await tx.insert(parcels, { _id: 'b', label: 'A' }).catch((caught: unknown) => caught);
        await tx.insert(parcels, { _id: 'c', label: 'C' });
        return error;
      });
      expect(outcome).toBeInstanceOf(DuplicateKeyError);
      expect((await at.store.find(parcels)).map((parcel) => parcel._id)).toEqual(['a', 'c']);
    });

    it('lets the failure of one work leave its neighbours alone', async () => {
      const works = Array.from({ length: 20 }, (_, n) =>
        at.store.transaction(async (tx) => {
          await tx.insert(parcels, { _id: `p${n}`, label: `L${n % 10}` });
          if (n === 5) throw new Error('mine alone');
        }),
      );
      const settled = await Promise.allSettled(works);
      // 5 failed by itself, so 15 finds its label free; the other labels are each taken once.
      const stored = settled.flatMap((result, n) => (result.status === 'fulfilled' ? [n] : []));
      expect(stored).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 15]);
      expect(await at.store.count(parcels)).toBe(10);
    });

    it('loses no update of 16 callers who read, change and write one document', async () => {
      await at.store.transaction((tx) => tx.insert(seats, { _id: 's', hall: 'H', taken: 0 }));
      const caller = async () => {
        for (let round = 0; round < 10; round += 1) {
          await at.store.transaction(async (tx) => {
            const seat = (await tx.get(seats, 's'))!;
            await tx.replace(seats, { ...seat, taken: seat.taken + 1 });
          });
        }
      };
      await Promise.all(Array.from({ length: 16 }, caller));
      expect(await at.store.get(seats, 's')).toMatchObject({ taken: 160, version: 161 });
    });

    it('shows readers only whole transactions', async () => {
      const [ada, bob] = await at.add({ _id: 'ada', weight: 100 }, { _id: 'bob', weight: 0 });
      expect(ada!.weight! + bob!.weight!).toBe(100);
      let done = false;
      const sums = new Set<number>();
      const reader = async () => {
        while (!done) {
          const all = await at.store.find(parcels);
          sums.add(all.reduce((sum, parcel) => sum + parcel.weight!, 0));
          await new Promise(setImmediate);
        }
      };
      const writer = async () => {
        for (let n = 0; n < 30; n += 1) {
          const moving = at.store.transaction(async (tx) => {
            const [from, to] = await tx.getMany(parcels, ['ada', 'bob']);
            await tx.replace(parcels, { ...from!, weight: from!.weight! - 1 });
            if (n % 3 === 0) throw new Error('halfway');
            await tx.replace(parcels, { ...to!, weight: to!.weight! + 1 });
          });
          await moving.catch(() => {});
        }
        done = true;
      };
      await Promise.all([reader(), reader(), writer()]);
      expect([...sums]).toEqual([100]);
      expect(await at.store.get(parcels, 'bob')).toMatchObject({ weight: 20 });
    });

    it('refuses a transaction that has ended', async () => {
      let kept: Transaction | undefined;
      await at.store.transaction(async (tx) => {
        kept = tx;
      });
      await expect(kept!.get(parcels, 'a')).rejects.toThrow(TransactionEndedError);
      await expect(kept!.insert(parcels, { _id: 'late' })).rejects.toThrow(TransactionEndedError);
      expect(await at.store.count(parcels)).toBe(0);
    });

    it('finishes what was asked for before it closes, and refuses what comes after', async () => {
      const before = at.add({ _id: 'a' });
      const closing = at.store.close();
      expect(await before).toHaveLength(1);
      await closing;
      await expect(at.add({ _id: 'b' })).rejects.toThrow(StoreClosedError);
      await expect(at.store.get(parcels, 'a')).rejects.toThrow(StoreClosedError);
    });
  });
}
