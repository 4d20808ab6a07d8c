import { describe, expect, it } from 'vitest';
import { InvalidDocumentError, QueryError } from '../../../server/platform/store/errors.ts';
import { ConflictError, DuplicateKeyError, defineCollection } from '../../../server/platform/store/port.ts';
import type { OpenStore } from '../store-contract.ts';
import { Parcel, parcels, seats, useStore } from './fixture.ts';

export function testDocuments(open: OpenStore): void {
  describe('documents', () => {
    const at = useStore(open);

    it('fills in version and times from the clock, and answers what it stored', async () => {
      const now = at.clock.now();
      const [parcel] = await at.add({ _id: 'p1', label: 'A', weight: 2.5, to: { city: 'Köln' } });
      expect(parcel).toEqual({
        _id: 'p1',
        version: 1,
        createdAt: now,
        updatedAt: now,
        label: 'A',
        weight: 2.5,
        to: { city: 'Köln' },
      });
      expect(await at.store.get(parcels, 'p1')).toEqual(parcel);
    });

    it('answers undefined for what is not there, and leaves it out of many', async () => {
      await at.add({ _id: 'a' }, { _id: 'b' }, { _id: 'c' });
      expect(await at.store.get(parcels, 'nope')).toBeUndefined();
      const found = await at.store.getMany(parcels, ['c', 'nope', 'a']);
      expect(found.map((parcel) => parcel._id)).toEqual(['c', 'a']);
    });

    it.each([
      ['emoji and right-to-left text', '👩🏽‍🚀 שלום عالم'],
      ['a null byte', 'a\u0000b'],
      ['operators', '{"$ne": null}; DROP TABLE parcels; --'],
      ['quotes and backslashes', `"'\\\n`],
      ['nothing', ''],
    ])('keeps %s as it is, and finds it by index', async (_, text) => {
      await at.add({ _id: `id ${text}`, label: text, notes: { [text]: text, constructor: 'x' } });
      const [found] = await at.store.find(parcels, { where: { label: text } });
      expect(found).toMatchObject({
        _id: `id ${text}`,
        label: text,
        notes: { [text]: text, constructor: 'x' },
      });
      expect(await at.store.get(parcels, `id ${text}`)).toEqual(found);
    });

    it('refuses a document that its schema refuses, and stores nothing of it', async () => {
      const wrong = { _id: 'w', weight: 'heavy', colour: 'red' } as unknown as { _id: string };
      await expect(at.add(wrong)).rejects.toThrow(InvalidDocumentError);
      await expect(at.add(wrong)).rejects.toThrow(/weight/);
      const [parcel] = await at.add({ _id: 'p' });
      const replaced = at.store.transaction((tx) =>
        tx.replace(parcels, { ...parcel!, fragile: 'very' as unknown as boolean }),
      );
      await expect(replaced).rejects.toThrow(InvalidDocumentError);
      expect(await at.store.find(parcels)).toEqual([parcel]);
    });

    it('keeps what was stored apart from the objects that went in and came out', async () => {
      const input = { _id: 'p', notes: { a: '1' } };
      const [answer] = await at.add(input);
      input.notes.a = '2';
      answer!.notes!.a = '3';
      (await at.store.get(parcels, 'p'))!.notes!.a = '4';
      expect((await at.store.get(parcels, 'p'))!.notes).toEqual({ a: '1' });
    });

    it('replaces the version that was read, and no other', async () => {
      const [first] = await at.add({ _id: 'p', weight: 1 });
      at.clock.advance(5000);
      const second = await at.store.transaction((tx) =>
        tx.replace(parcels, { ...first!, weight: 2, createdAt: 7 }),
      );
      expect(second).toMatchObject({
        version: 2,
        weight: 2,
        createdAt: first!.createdAt,
        updatedAt: at.clock.now(),
      });
      const stale = at.store.transaction((tx) => tx.replace(parcels, { ...first!, weight: 3 }));
      await expect(stale).rejects.toThrow(ConflictError);
      const gone = at.store.transaction((tx) => tx.replace(parcels, { ...first!, _id: 'nope' }));
      await expect(gone).rejects.toThrow(ConflictError);
      expect(await at.store.get(parcels, 'p')).toEqual(second);
    });

    it('drops a field that a replacement leaves out', async () => {
      const [first] = await at.add({ _id: 'p', label: 'A', weight: 1 });
      const { label: _, ...rest } = first!;
      await at.store.transaction((tx) => tx.replace(parcels, rest));
      expect(await at.store.get(parcels, 'p')).not.toHaveProperty('label');
      expect(await at.store.find(parcels, { where: { label: 'A' } })).toEqual([]);
    });

    it('deletes the version that was read, and no other', async () => {
      await at.add({ _id: 'p' });
      await expect(at.store.transaction((tx) => tx.delete(parcels, 'p', 2))).rejects.toThrow(ConflictError);
      await at.store.transaction((tx) => tx.delete(parcels, 'p', 1));
      expect(await at.store.get(parcels, 'p')).toBeUndefined();
      await expect(at.store.transaction((tx) => tx.delete(parcels, 'p', 1))).rejects.toThrow(ConflictError);
    });

    it('names the index whose value is taken', async () => {
      await at.add({ _id: 'p', label: 'A' });
      const taken = async (promise: Promise<unknown>) => {
        const error = await promise.catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(DuplicateKeyError);
        return (error as DuplicateKeyError).index;
      };
      expect(await taken(at.add({ _id: 'p' }))).toBe('_id');
      expect(await taken(at.add({ _id: 'q', label: 'A' }))).toBe('byLabel');
      const [other] = await at.add({ _id: 'q', label: 'B' });
      const replaced = at.store.transaction((tx) => tx.replace(parcels, { ...other!, label: 'A' }));
      expect(await taken(replaced)).toBe('byLabel');
    });

    it('lets a sparse unique index leave out what lacks its field', async () => {
      await at.add({ _id: 'a' }, { _id: 'b' });
      expect(await at.store.count(parcels)).toBe(2);
    });

    it('takes a missing field for a value in a unique index that is not sparse', async () => {
      const seat = (_id: string, row?: number) =>
        at.store.transaction((tx) =>
          tx.insert(seats, { _id, hall: 'H', taken: 0, ...(row !== undefined && { row }) }),
        );
      await seat('1', 1);
      await seat('2', 2);
      await seat('none');
      await expect(seat('none again')).rejects.toThrow(DuplicateKeyError);
      await expect(seat('1 again', 1)).rejects.toThrow(DuplicateKeyError);
      expect(await at.store.count(seats)).toBe(3);
    });

    it('refuses a collection it was not opened with', async () => {
      const unknown = defineCollection('unknown', Parcel);
      await expect(at.store.get(unknown, 'x')).rejects.toThrow(QueryError);
      await expect(at.store.transaction((tx) => tx.insert(unknown, { _id: 'x' }))).rejects.toThrow(
        QueryError,
      );
    });
  });
}
